const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The number of a group in the import, by the posting's key: up to 16 digits, exact as a number. A posting is one group for ever;
 * whatever is posted in place of a refused one has another key, and so another group.
 */
export function groupIdOf(key: string): string {
  const [, digits] = /^PC([A-Z2-7]{10})[A-Z2-7]{8}$/.exec(key) ?? [];
  if (digits === undefined) throw new RangeError(`${key} is no key of ours`);
  const number = digits.split('').reduce((value, digit) => value * 32n + BigInt(alphabet.indexOf(digit)), 0n);
  return String(number + 1n);
}
