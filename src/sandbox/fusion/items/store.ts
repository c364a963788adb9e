import type { ResourceDefinition } from '../resources/definition';
import type { Item, Values } from './item';

/** The records of one stored resource by their key, in the order in which they came. */
export class Collection {
  readonly #items = new Map<string, Item>();

  constructor(readonly definition: ResourceDefinition) {}

  all(): Item[] {
    return [...this.#items.values()];
  }

  get(key: string): Item | undefined {
    return this.#items.get(key);
  }

  /** The first with these values. */
  find(values: Values): Item | undefined {
    return this.where(values)[0];
  }

  where(values: Values): Item[] {
    const wanted = Object.entries(values);
    return this.all().filter((item) => wanted.every(([name, value]) => item.values[name] === value));
  }

  add(item: Item): Item {
    this.#items.set(item.text(this.definition.key), item);
    return item;
  }

  remove(item: Item): void {
    this.#items.delete(item.text(this.definition.key));
  }

  get size(): number {
    return this.#items.size;
  }
}
