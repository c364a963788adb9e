import { accountName } from '../coding/account';
import type { FoundPosting } from '../posting/found-posting';
import { compare, equals, sum } from '../money/money';
import type { PostingBody } from './posting-body';

type Line = FoundPosting['lines'][number];

/**
 * Whether what stands in the ERP is what we sent: company, supplier, currency, total and every (account, amount).
 * Parts that `found.missing` names are not compared: the caller completes them or waits, and compares again.
 */
export function comparePosting(body: PostingBody, found: FoundPosting): 'equal' | { readonly differences: string[] } {
  const differences: string[] = [];
  const expect = (what: string, sent: string, there: string): void => {
    if (sent !== there.trim()) differences.push(`${what}: sent ${sent || 'none'}, found ${there.trim() || 'none'}`);
  };
  if (found.voided) differences.push('voided in the ERP');

  switch (body.kind) {
    case 'purchaseOrder':
    case 'voucher':
    case 'journal': {
      const lines = (body.kind === 'purchaseOrder' ? body.lines : body.distribution).map((line) => ({
        account: accountName(line.account),
        amount: line.amount,
      }));
      expect('company', body.company, found.company);
      expect('currency', body.currency, found.currency);
      if (body.kind !== 'journal') expect('supplier', body.supplier, found.supplier);
      const total = body.kind === 'journal' ? sum(lines.map((line) => line.amount)) : body.total;
      if (!found.missing.includes('payItems') && !equals(total, found.total)) {
        differences.push(`total: sent ${total}, found ${found.total}`);
      }
      if (!found.missing.includes('distribution')) differences.push(...lineDifferences(lines, found.lines));
      break;
    }
    case 'processorRun':
      expect('company', body.company, found.company);
      expect('supplier', body.supplier, found.supplier);
      break;
    case 'orderCancel':
    case 'vendor':
      break;
  }
  return differences.length === 0 ? 'equal' : { differences };
}

/** Pairs the two lists off line by line, since the order of lines means nothing but their number does. */
function lineDifferences(sent: readonly Line[], found: readonly Line[]): string[] {
  const left = [...sent].sort(byAccountAndAmount);
  const unmatched = found.map((line) => ({ ...line, account: line.account.trim() }));
  const missing = left.filter((line) => {
    const index = unmatched.findIndex((other) => other.account === line.account && equals(other.amount, line.amount));
    if (index === -1) return true;
    unmatched.splice(index, 1);
    return false;
  });
  return [
    ...missing.map((line) => `line ${line.account} ${line.amount}: sent, not found`),
    ...unmatched.sort(byAccountAndAmount).map((line) => `line ${line.account} ${line.amount}: found, not sent`),
  ];
}

function byAccountAndAmount(a: Line, b: Line): number {
  return a.account === b.account ? compare(a.amount, b.amount) : a.account < b.account ? -1 : 1;
}
