import type { RowValues } from './read-row';

/** A row of `GL_INTERFACE`: `NEW` untouched, `P` passed its checks, or the codes of its errors, joined by commas. */
export interface InterfaceRow {
  readonly number: number;
  /** The load that brought it. */
  readonly loadRequestId: string;
  values: RowValues;
  status: string;
  description: string;
}

/** The interface table: it lives on between runs, so that whoever imports a group takes what is left of it. */
export class InterfaceRows {
  #rows: InterfaceRow[] = [];
  #nextNumber = 1;

  all(): readonly InterfaceRow[] {
    return this.#rows;
  }

  add(loadRequestId: string, values: RowValues): InterfaceRow {
    const row = { number: this.#nextNumber, loadRequestId, values, status: 'NEW', description: '' };
    this.#nextNumber += 1;
    this.#rows.push(row);
    return row;
  }

  remove(isGone: (row: InterfaceRow) => boolean): void {
    this.#rows = this.#rows.filter((row) => !isGone(row));
  }
}
