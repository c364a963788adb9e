import { isZero, minus, plus } from '../../money/money';

export interface AccountAmount {
  /** As `accountName` writes it. */
  readonly account: string;
  readonly amount: string;
}

export interface AccountDifference {
  readonly account: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** What a changed document would move, per account, by name. Accounts without a difference are left out. */
export function differenceByAccount(
  before: readonly AccountAmount[],
  after: readonly AccountAmount[],
): readonly AccountDifference[] {
  const old = sumByAccount(before);
  const now = sumByAccount(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((account) => {
      const from = old.get(account) ?? '0';
      const to = now.get(account) ?? '0';
      return { account, before: from, after: to, difference: minus(to, from) };
    })
    .filter((row) => !isZero(row.difference));
}

function sumByAccount(rows: readonly AccountAmount[]): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const { account, amount } of rows) sums.set(account, plus(sums.get(account) ?? '0', amount));
  return sums;
}
