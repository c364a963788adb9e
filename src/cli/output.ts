/** What a command gives: text for a person, `json` for a program. */
export interface CommandResult {
  readonly text: string;
  /** Undefined where the answer is JSON already, whatever was asked for. */
  readonly json: unknown;
  /** Default 0. */
  readonly exitCode?: number;
}

export type Cell = string | number | boolean | null | undefined;

/** Columns as wide as their longest cell; numbers that are amounts stand right-aligned. */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[], empty = 'none'): string {
  if (rows.length === 0) return `${empty}\n`;
  const texts = rows.map((row) => row.map(cellText));
  const widths = header.map((name, column) => Math.max(name.length, ...texts.map((row) => (row[column] ?? '').length)));
  const right = header.map((_, column) => texts.every((row) => /^(-?[\d.,]+( [A-Z]{3})?)?$/.test(row[column] ?? '')));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return `${[line(header), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)].join('\n')}\n`;
}

/** `name: value` lines, for one thing. */
export function facts(pairs: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length)) + 1;
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(width)} ${cellText(value)}\n`).join('');
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return oneLine(String(cell));
}

/** A line break or an escape sequence from outside must not draw on the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
