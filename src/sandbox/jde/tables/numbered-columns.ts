import type { ColumnTypeText } from './table-definition';

/** A series such as AC02..AC30, which the reference names by its first and last member. */
export function numbered(
  prefix: string,
  from: number,
  to: number,
  type: ColumnTypeText,
  title: string,
): Record<string, readonly [ColumnTypeText, string]> {
  const columns: Record<string, readonly [ColumnTypeText, string]> = {};
  for (let number = from; number <= to; number += 1) {
    columns[`${prefix}${String(number).padStart(2, '0')}`] = [type, `${title} ${number}`];
  }
  return columns;
}
