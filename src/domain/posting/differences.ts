import { equals } from '../money/money';

/** Texts that must be alike, by what they are; what the other side does not give is not compared. */
export function textDifferences(
  sent: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string | undefined>>,
): string[] {
  return Object.entries(sent).flatMap(([what, text]) => {
    const there = found[what];
    return there === undefined || there === text ? [] : [`${what}: sent ${text || 'none'}, found ${there || 'none'}`];
  });
}

export interface NamedAmount {
  /** What the line is of: `order 162873 line 1 schedule 1`, or an account. */
  readonly name: string;
  readonly amount: string;
}

/** Lines paired off one by one, whatever their order. */
export function lineDifferences(sent: readonly NamedAmount[], found: readonly NamedAmount[]): string[] {
  const left = [...found];
  const missing = sent.filter(({ name, amount }) => {
    const index = left.findIndex((other) => other.name === name && equals(other.amount, amount));
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  return [
    ...missing.map(({ name, amount }) => `${name} ${amount}: sent, not found`),
    ...left.map(({ name, amount }) => `${name} ${amount}: found, not sent`),
  ];
}

/** Lines as a fingerprint sees them, whatever their order. */
export function asMultiset(lines: readonly NamedAmount[]): readonly string[] {
  return lines.map(({ name, amount }) => `${name} ${amount}`).sort();
}
