import { LosslessNumber } from 'lossless-json';
import { parseDecimal, withDecimals, ZERO } from '../../decimal';
import type { ColumnTypeText } from './table-definition';

export type Column = { readonly alias: string; readonly title: string } & (
  | { readonly kind: 'text'; readonly length: number; readonly rightJustified: boolean }
  | { readonly kind: 'number'; readonly digits: number; readonly maxScale: number; readonly shownScale: number }
  | { readonly kind: 'date' }
  /** A column that the reference does not describe: kept and served as it was loaded. */
  | { readonly kind: 'untypedText' }
  | { readonly kind: 'untypedNumber' }
);

export function columnOf(alias: string, type: ColumnTypeText, title: string): Column {
  if (type === 'date') {
    return { alias, title, kind: 'date' };
  }
  if (type === 'amount') {
    // Three decimals only for the few currencies that have them; 2 is what a page of figures shows.
    return { alias, title, kind: 'number', digits: 15, maxScale: 3, shownScale: 2 };
  }
  if (type === 'quantity') {
    return { alias, title, kind: 'number', digits: 15, maxScale: 7, shownScale: 0 };
  }
  const [word = '', size = ''] = type.split(' ');
  if (word === 'num') {
    const [digits, scale] = size.split(',').map(Number);
    return { alias, title, kind: 'number', digits: digits ?? 15, maxScale: scale ?? 0, shownScale: scale ?? 0 };
  }
  return { alias, title, kind: 'text', length: Number(size), rightJustified: word === 'right' };
}

export type CellResult = { readonly text: string } | { readonly problem: string };

/** What the table keeps for a value from a file, a call or the control port; a problem says what would be right. */
export function readCell(column: Column, value: unknown): CellResult {
  if (value === null || value === undefined) {
    return { text: column.kind === 'number' ? zeroOf(column) : '' };
  }
  const written = value instanceof LosslessNumber ? value.value : value;
  if (typeof written !== 'string') {
    return { problem: 'is neither a text nor a number; give a plain JSON string or number' };
  }
  switch (column.kind) {
    case 'untypedText':
    case 'untypedNumber':
      return { text: written.trimEnd() };
    case 'text':
      if (value instanceof LosslessNumber) {
        return { problem: `is a number; this column is text, so write it in quotes: "${written}"` };
      }
      return readText(column.length, column.rightJustified ? written.trim() : written.trimEnd());
    case 'date':
      return readDate(written.trim());
    case 'number':
      return written.trim() === '' ? { text: zeroOf(column) } : readNumber(column, written);
  }
}

function readText(length: number, text: string): CellResult {
  return text.length > length
    ? { problem: `has ${text.length} characters; the column holds at most ${length}` }
    : { text };
}

function readDate(text: string): CellResult {
  if (text === '' || text === '0') {
    return { text: '' };
  }
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const date = match === null ? undefined : new Date(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
  if (
    date === undefined ||
    Number.isNaN(date.getTime()) ||
    date.toISOString().slice(0, 10).replaceAll('-', '') !== text
  ) {
    return { problem: `is not a date; write yyyyMMdd, such as "20260331", or "" for none` };
  }
  return { text };
}

function readNumber(column: Column & { kind: 'number' }, text: string): CellResult {
  const value = parseDecimal(text);
  if (value === undefined) {
    return { problem: 'is not a number; write digits with an optional decimal point, such as 1250.00' };
  }
  if (value.decimalPlaces() > column.maxScale) {
    return { problem: `has more than ${column.maxScale} decimals` };
  }
  const shown = withDecimals(value, column.shownScale);
  if (shown.replace(/\D/g, '').length > column.digits + (shown.replace(/\D.*/, '') === '0' ? 1 : 0)) {
    return { problem: `has more than ${column.digits} digits` };
  }
  return { text: shown };
}

function zeroOf(column: Column & { kind: 'number' }): string {
  return withDecimals(ZERO, column.shownScale);
}
