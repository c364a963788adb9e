import { unreadableCell } from './unreadable-cell';

/**
 * A number of a table cell as plain decimal digits, without zeros that say nothing. JSON writers of the Java kind show
 * large amounts with an exponent (`1.2345678E7`), so the decimal point is moved by hand and never through a float.
 */
export function decimalText(cell: string): string {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(cell);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts ?? [];
  if (parts === null || whole + fraction === '') throw unreadableCell('a decimal number');
  let digits = whole + fraction;
  let point = whole.length + Number(exponent);
  if (point < 0) {
    digits = '0'.repeat(-point) + digits;
    point = 0;
  }
  digits = digits.padEnd(point, '0');
  const left = digits.slice(0, point).replace(/^0+/, '') || '0';
  const right = digits.slice(point).replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return sign === '-' && text !== '0' ? `-${text}` : text;
}

/** An empty cell counts as 0, which is how JDE shows an amount that was never filled. */
export function amountText(cell: string): string {
  return cell.trim() === '' ? '0' : decimalText(cell);
}
