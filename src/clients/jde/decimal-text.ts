/**
 * A number of a table cell as plain decimal digits, without zeros that say nothing. JSON writers of the Java kind show
 * large amounts with an exponent (`1.2345678E7`), so the decimal point is moved by hand and never through a float.
 */
export function decimalText(cell: string): string {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(cell);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts ?? [];
  if (parts === null || whole + fraction === '') throw new RangeError('number cell: expected a decimal number');
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

export function sumOf(amounts: readonly string[]): string {
  const plain = amounts.map(decimalText);
  const scale = Math.max(0, ...plain.map((text) => text.split('.')[1]?.length ?? 0));
  const total = plain.reduce((sum, text) => sum + scaled(text, scale), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const at = digits.length - scale;
  return decimalText(`${total < 0n ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`);
}

export function negated(amount: string): string {
  const plain = decimalText(amount);
  if (plain === '0') return plain;
  return plain.startsWith('-') ? plain.slice(1) : `-${plain}`;
}

export function isZero(cell: string): boolean {
  return amountText(cell) === '0';
}

function scaled(plain: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = plain.split('.');
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
}
