import { LosslessNumber } from 'lossless-json';

export class CellError extends Error {
  constructor(
    readonly table: string,
    readonly column: string,
    value: unknown,
    readonly problem: string,
  ) {
    super(`${table}.${column} ${shown(value)} ${problem}`);
    this.name = 'CellError';
  }
}

export class DuplicateKeyError extends Error {
  constructor(
    readonly table: string,
    readonly columns: readonly string[],
    row: Readonly<Record<string, string>>,
  ) {
    super(
      `${table} already has a row with ${columns.map((alias) => `${alias} ${JSON.stringify(row[alias] ?? '')}`).join(', ')}; ` +
        `${columns.join(', ')} must be unique together`,
    );
    this.name = 'DuplicateKeyError';
  }
}

function shown(value: unknown): string {
  return value instanceof LosslessNumber ? value.value : JSON.stringify(value ?? null);
}
