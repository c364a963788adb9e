import { Table } from './table';
import { knownTables } from './known-tables';

/** All tables of the sandbox, in memory. Known ones exist from the start, be it without rows. */
export class Database {
  readonly #tables = new Map<string, Table>();

  constructor() {
    for (const definition of knownTables) {
      this.#tables.set(definition.name, new Table(definition.name, definition));
    }
  }

  /** A table that is known or was loaded. */
  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  table(name: string): Table {
    const table = this.#tables.get(name);
    if (table === undefined) {
      throw new Error(`There is no table ${name}.`);
    }
    return table;
  }

  addUnknownTable(name: string): Table {
    const table = new Table(name);
    this.#tables.set(name, table);
    return table;
  }

  all(): IterableIterator<Table> {
    return this.#tables.values();
  }
}
