/** Money is whole cents; nothing in this folder calculates with a fraction. */
export type Cents = bigint;

const AMOUNT = /^(-?)(\d+)\.(\d{2})$/;

/** Reads a literal such as `-1200.00`; two decimals are demanded so that a literal says what it means. */
export function cents(text: string): Cents {
  const match = AMOUNT.exec(text);
  if (match === null) {
    throw new Error(`"${text}" is not an amount with two decimals such as 1250.00`);
  }
  const amount = BigInt(`${match[2] ?? ''}${match[3] ?? ''}`);
  return match[1] === '-' ? -amount : amount;
}

export function dollars(whole: number): Cents {
  return BigInt(whole) * 100n;
}

/** `1234.50` */
export function money(amount: Cents): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The same amount with as few decimals as it needs, as Procore often sends it: `1234.5`, `250.0`, `0`. */
export function unevenMoney(amount: Cents): string {
  return amount === 0n ? '0' : money(amount).replace(/0$/, '');
}

/** `amount` times `numerator / denominator`, rounded half away from zero to the cent. */
export function share(amount: Cents, numerator: bigint, denominator: bigint): Cents {
  const product = amount * numerator;
  const half = denominator / 2n;
  return product < 0n ? -((-product + half) / denominator) : (product + half) / denominator;
}

export function sum(amounts: readonly Cents[]): Cents {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** `38.46` for 3846 hundredths of a percent of `whole`; 0 when there is no whole. */
export function percent(part: Cents, whole: Cents): string {
  return money(whole === 0n ? 0n : share(part, 10_000n, whole));
}
