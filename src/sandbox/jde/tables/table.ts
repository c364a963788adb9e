import { withDecimals, ZERO } from '../../decimal';
import { columnOf, readCell, type Column } from './column';
import { DuplicateKeyError, CellError } from './table-errors';
import type { TableDefinition } from './table-definition';

/** Alias to text: decimals as written at the column's scale, dates yyyyMMdd, texts without padding. */
export type Row = Readonly<Record<string, string>>;
export type RowInput = Readonly<Record<string, unknown>>;

export class Table {
  readonly name: string;
  readonly title: string;
  readonly key: readonly string[];
  readonly #columns = new Map<string, Column>();
  readonly #uniqueSets: readonly (readonly string[])[];
  readonly #uniqueTexts: readonly Set<string>[];
  #rows = new Map<string, Row>();
  #lastSequence = 0;

  constructor(name: string, definition?: TableDefinition) {
    this.name = name;
    this.title = definition?.title ?? name;
    this.key = definition?.key ?? [];
    this.#uniqueSets = definition?.alsoUnique ?? [];
    this.#uniqueTexts = this.#uniqueSets.map(() => new Set<string>());
    for (const [alias, [type, title]] of Object.entries(definition?.columns ?? {})) {
      this.#columns.set(alias, columnOf(alias, type, title));
    }
  }

  get columns(): ReadonlyMap<string, Column> {
    return this.#columns;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** For columns that the reference does not list; a listed column keeps its type. */
  addUntypedColumn(alias: string, kind: 'untypedText' | 'untypedNumber'): void {
    if (!this.#columns.has(alias)) {
      this.#columns.set(alias, { alias, title: alias, kind });
    }
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  get(keyValues: RowInput): Row | undefined {
    return this.#rows.get(this.#keyText(this.#read(keyValues)));
  }

  /** Rows whose columns equal the given values (numbers by value, texts without padding). */
  find(where: RowInput): Row[] {
    const wanted = Object.entries(this.#read(where));
    return [...this.#rows.values()].filter((row) => wanted.every(([alias, text]) => row[alias] === text));
  }

  /** The row with every text no longer than its column. */
  cut(row: RowInput): RowInput {
    const cells = Object.entries(row).map(([alias, value]): [string, unknown] => {
      const column = this.#columns.get(alias);
      const isText = column?.kind === 'text' && typeof value === 'string';
      return [alias, isText ? value.slice(0, column.length) : value];
    });
    return Object.fromEntries(cells);
  }

  /** Throws when a column would not hold its value. */
  check(input: RowInput): void {
    this.#read(input);
  }

  insert(input: RowInput): Row {
    const row = this.#withDefaults(this.#read(input));
    const key = this.#keyText(row);
    if (this.#rows.has(key)) {
      throw new DuplicateKeyError(this.name, this.key, row);
    }
    this.#takeUnique(row);
    this.#rows.set(key, row);
    return row;
  }

  update(row: Row, set: RowInput): Row {
    const changed = { ...row, ...this.#read(set) };
    const oldKey = this.#keyOf(row);
    const newKey = this.key.length === 0 ? oldKey : this.#keyText(changed);
    if (newKey !== oldKey && this.#rows.has(newKey)) {
      throw new DuplicateKeyError(this.name, this.key, changed);
    }
    this.#releaseUnique(row);
    try {
      this.#takeUnique(changed);
    } catch (error) {
      this.#takeUnique(row);
      throw error;
    }
    if (newKey !== oldKey) {
      this.#rows.delete(oldKey);
    }
    this.#rows.set(newKey, changed);
    return changed;
  }

  remove(row: Row): void {
    this.#releaseUnique(row);
    this.#rows.delete(this.#keyOf(row));
  }

  #read(input: RowInput): Record<string, string> {
    const texts: Record<string, string> = {};
    for (const [alias, value] of Object.entries(input)) {
      const column = this.#columns.get(alias);
      if (column === undefined) {
        throw new CellError(this.name, alias, value, 'is not a column of this table');
      }
      const cell = readCell(column, value);
      if ('problem' in cell) {
        throw new CellError(this.name, alias, value, cell.problem);
      }
      texts[alias] = cell.text;
    }
    return texts;
  }

  #withDefaults(texts: Record<string, string>): Row {
    const row: Record<string, string> = {};
    for (const column of this.#columns.values()) {
      row[column.alias] =
        texts[column.alias] ?? (column.kind === 'number' ? withDecimals(ZERO, column.shownScale) : '');
    }
    return row;
  }

  #keyText(row: Row): string {
    if (this.key.length === 0) {
      this.#lastSequence += 1;
      return String(this.#lastSequence);
    }
    return JSON.stringify(this.#withDefaultKeys(row));
  }

  #withDefaultKeys(row: Row): string[] {
    return this.key.map((alias) => {
      const column = this.#columns.get(alias);
      return row[alias] ?? (column?.kind === 'number' ? withDecimals(ZERO, column.shownScale) : '');
    });
  }

  #keyOf(row: Row): string {
    if (this.key.length > 0) {
      return this.#keyText(row);
    }
    for (const [key, candidate] of this.#rows) {
      if (candidate === row) {
        return key;
      }
    }
    throw new Error(`The row is no longer in ${this.name}.`);
  }

  #takeUnique(row: Row): void {
    this.#uniqueSets.forEach((aliases, index) => {
      const text = JSON.stringify(aliases.map((alias) => row[alias] ?? ''));
      if (this.#uniqueTexts[index]?.has(text) === true) {
        throw new DuplicateKeyError(this.name, aliases, row);
      }
      this.#uniqueTexts[index]?.add(text);
    });
  }

  #releaseUnique(row: Row): void {
    this.#uniqueSets.forEach((aliases, index) => {
      this.#uniqueTexts[index]?.delete(JSON.stringify(aliases.map((alias) => row[alias] ?? '')));
    });
  }
}
