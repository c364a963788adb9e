import { equals } from '../../../src/domain/money/money';

/** Texts that must be alike, by what they are. */
export function textDifferences(
  sent: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(sent).flatMap(([what, text]) =>
    text === found[what] ? [] : [`${what}: sent ${text || 'none'}, found ${found[what] || 'none'}`],
  );
}

export interface NamedAmount {
  readonly name: string;
  readonly amount: string;
}

/** Lines by name and amount, each paired off with one of the other side; their order means nothing. */
export function lineDifferences(sent: readonly NamedAmount[], found: readonly NamedAmount[]): string[] {
  const left = [...found];
  const missing = sent.filter(({ name, amount }) => {
    const index = left.findIndex((other) => other.name === name && equals(other.amount, amount));
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
  return [
    ...missing.map(({ name, amount }) => `line ${name} ${amount}: sent, not found`),
    ...left.map(({ name, amount }) => `line ${name} ${amount}: found, not sent`),
  ];
}

/** Lines as a fingerprint sees them, whatever their order. */
export function asMultiset(lines: readonly NamedAmount[]): readonly string[] {
  return lines.map(({ name, amount }) => `${name} ${amount}`).sort();
}
