/**
 * A spreadsheet takes a cell that begins so for a formula, and runs it. Behind an apostrophe it is text there, and
 * `unescaped` takes the apostrophe away again.
 */
const beginsFormula = /^['=+\-@\t]/;

/** A number, which stands as it is: behind an apostrophe no spreadsheet would add it up. */
export interface CsvAmount {
  /** Decimal digits; `''`: an empty cell. */
  readonly amount: string;
}

/** Cells as a line of a CSV file, without its end. */
export function csvLine(cells: readonly (string | CsvAmount)[]): string {
  return cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : cell.amount)).join(',');
}

/** The cell as it was before `csvLine` escaped it. */
export function unescaped(cell: string): string {
  return cell.startsWith("'") && beginsFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quoted(text: string): string {
  const cell = beginsFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
