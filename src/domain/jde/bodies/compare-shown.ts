import { compare, equals } from '../../money/money';
import { differenceByAccount } from '../../posting/plan/difference-by-account';
import type { Found } from '../../posting/look';
import type { JdeShown } from './shown';

type Line = JdeShown['lines'][number];

/**
 * What differs between what was sent and what stands: members that either side does not give are not compared, nor are parts that
 * `found.missing` names: the caller completes them or waits, and compares again.
 */
export function compareShown(sent: Partial<JdeShown>, found: Found): readonly string[] {
  const shown = found.shown as JdeShown;
  const differences: string[] = [];
  const expect = (what: 'company' | 'supplier' | 'currency' | 'number' | 'glDate', name: string = what): void => {
    const [wanted, there] = [sent[what], shown[what]?.trim()];
    if (wanted !== undefined && there !== undefined && wanted !== there) {
      differences.push(`${name}: sent ${wanted || 'none'}, found ${there || 'none'}`);
    }
  };
  if (found.stage === 'voided') differences.push('voided in the ERP');
  expect('company');
  expect('currency');
  expect('supplier');
  expect('number', 'invoice number');
  expect('glDate', 'G/L date');
  if (sent.total !== undefined && !found.missing.includes('payItems') && !equals(sent.total, shown.total)) {
    differences.push(`total: sent ${sent.total}, found ${shown.total}`);
  }
  if (sent.lines !== undefined && !found.missing.includes('distribution')) {
    differences.push(...lineDifferences(sent.lines, shown.lines));
  }
  return differences;
}

/**
 * Pairs the two lists off line by line, since the order of lines means nothing but their number does. A change in the ledger
 * adds lines to those that stand: more lines that come to the same on every account are no difference.
 */
function lineDifferences(sent: readonly Line[], found: readonly Line[]): string[] {
  if (found.length > sent.length && differenceByAccount(sent, found.map(trimmed)).length === 0) return [];
  const left = [...sent].sort(byAccountAndAmount);
  const unmatched = found.map(trimmed);
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

function trimmed(line: Line): Line {
  return { ...line, account: line.account.trim() };
}

function byAccountAndAmount(a: Line, b: Line): number {
  return a.account === b.account ? compare(a.amount, b.amount) : a.account < b.account ? -1 : 1;
}
