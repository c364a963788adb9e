/** Numbers are exact decimal texts, dates `yyyy-MM-dd`, timestamps UTC instants `2026-07-02T14:05:11.000Z`. */
export type Cell = string | boolean | null;
export type Values = Record<string, Cell>;

/** One record with its children by the name of the child resource, as it lies in the sandbox. */
export class Item {
  readonly children: Record<string, Item[]> = {};
  /** Counts up with each change; the change indicator is made of it. */
  version = 1;
  /** When it came over the API; undefined for what was loaded or put in over the control port. */
  createdAtMs: number | undefined;
  /** A change order of an order that stands: a copy that takes its place when it is approved. */
  pending: Item | undefined;

  constructor(readonly values: Values) {}

  text(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' ? value : '';
  }

  is(name: string): boolean {
    return this.values[name] === true;
  }

  list(child: string): Item[] {
    return (this.children[child] ??= []);
  }

  copy(): Item {
    const copy = new Item({ ...this.values });
    copy.version = this.version;
    copy.createdAtMs = this.createdAtMs;
    for (const [name, items] of Object.entries(this.children)) {
      copy.children[name] = items.map((item) => item.copy());
    }
    return copy;
  }
}
