/** Exact sum of decimal texts; a leading `--` counts as plus, so that callers may negate by writing a minus before. */
export function sumOfDecimals(texts: readonly string[]): string {
  const parts = texts.map((text) => {
    const plain = text.replace(/^--/, '');
    const [whole = '0', fraction = ''] = plain.replace('-', '').split('.');
    return { negative: plain.startsWith('-'), whole, fraction };
  });
  const places = Math.max(2, ...parts.map((part) => part.fraction.length));
  const total = parts.reduce((sum, { negative, whole, fraction }) => {
    const units = BigInt(whole + fraction.padEnd(places, '0'));
    return negative ? sum - units : sum + units;
  }, 0n);
  const digits = String(total < 0n ? -total : total).padStart(places + 1, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
