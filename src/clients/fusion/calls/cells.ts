import type { Row } from './collection-page';

/** A text or a number as its digits; `''` for null and for what is not given. */
export function text(row: Row, attribute: string): string {
  const value = row[attribute];
  return typeof value === 'string' ? value.trim() : '';
}

export function textOrNull(row: Row, attribute: string): string | null {
  const value = text(row, attribute);
  return value === '' ? null : value;
}

/** Flags come as booleans and as `Y`, `N`. Null: not given. */
export function flagOrNull(row: Row, attribute: string): boolean | null {
  const value = row[attribute];
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  return ['Y', 'true', 'Yes'].includes(value);
}

export function flag(row: Row, attribute: string): boolean {
  return flagOrNull(row, attribute) ?? false;
}
