import { accountName, type Account } from '../account';

interface CodedAmount {
  readonly account: Account;
  readonly amount: string;
}

/** Lines as a comparison sees them, subledgers left out. */
export function printedAmounts(lines: readonly CodedAmount[]): { account: string; amount: string }[] {
  return lines.map((line) => ({ account: accountName(line.account), amount: line.amount }));
}

/** Lines as a fingerprint sees them: whatever their order, with their subledgers. */
export function codedMultiset(lines: readonly CodedAmount[]): string[] {
  return lines.map(({ account, amount }) => `${fullName(account)} ${amount}`).sort();
}

function fullName(of: Account): string {
  return [accountName(of), of.subledger ?? '', of.subledgerType ?? ''].join('|');
}
