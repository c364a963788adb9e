import type { Account } from '../../../src/domain/coding/account';
import type { CodedLine } from '../../../src/domain/coding/code-lines';
import { codeLines } from '../../../src/domain/coding/code-lines';
import type { Problem } from '../../../src/domain/holds/hold-reason';
import type { RequisitionAmounts } from '../../../src/domain/requisition/requisition-amounts';
import { requisitionAmounts } from '../../../src/domain/requisition/requisition-amounts';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import type { KontorAccount } from '../chart.fixture';

/** A line of the requisition that is coded to an account of Kontor. */
export interface KontorLine extends Omit<CodedLine, 'account'> {
  readonly account: KontorAccount;
}

export interface CodedRequisition {
  readonly amounts: RequisitionAmounts;
  readonly lines: readonly KontorLine[];
  readonly codingProblems: readonly Problem[];
}

/** What is owed, and what it is spent on. `currency` decides only how amounts are written and divided; `''`: two decimals. */
export function codedRequisition(wanted: RequisitionWanted, currency: string): CodedRequisition {
  const amounts = requisitionAmounts({ ...wanted, currency });
  const coded = codeLines({ ...wanted, items: amounts.items, currency });
  return {
    amounts,
    lines: coded.lines.map((line) => ({ ...line, account: toKontorAccount(line.account) })),
    codingProblems: coded.problems,
  };
}

/**
 * The mapping's target has three named parts, which are not Kontor's; they are read by position: site, cost centre, nature.
 * A target by segment of the connection's chart comes later and takes the place of this.
 */
function toKontorAccount({ businessUnit: site, object: costCentre, subsidiary: nature }: Account): KontorAccount {
  return { site, costCentre, nature };
}
