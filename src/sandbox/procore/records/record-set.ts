import { textOf, type JsonObject } from '../../http/json-value';

/** Records of one kind by id, in the order in which they came. A record is replaced, never changed in place. */
export class RecordSet {
  readonly #rows = new Map<string, JsonObject>();

  list(): JsonObject[] {
    return [...this.#rows.values()];
  }

  get(id: string): JsonObject | undefined {
    return this.#rows.get(id);
  }

  put(row: JsonObject): void {
    this.#rows.set(idOf(row), row);
  }

  remove(id: string): boolean {
    return this.#rows.delete(id);
  }
}

export function idOf(row: JsonObject): string {
  const id = textOf(row['id']);
  if (id === undefined) {
    throw new Error('A record has no id; the data folder and the control port check this before a record is kept.');
  }
  return id;
}
