import type { CodedLine } from '../../../src/domain/coding/code-lines';
import { codeLines } from '../../../src/domain/coding/code-lines';
import type { Problem } from '../../../src/domain/holds/hold-reason';
import type { RequisitionAmounts } from '../../../src/domain/requisition/requisition-amounts';
import { requisitionAmounts } from '../../../src/domain/requisition/requisition-amounts';
import type { RequisitionWanted } from '../../../src/domain/requisition/requisition-wanted';
import { accountOf, kontorChart, type KontorAccount } from '../chart.fixture';

/** A line of the requisition that is coded to an account of Kontor. */
export interface KontorLine extends Omit<CodedLine, 'target'> {
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
  const coded = codeLines({ ...wanted, chart: kontorChart, items: amounts.items, currency });
  return {
    amounts,
    lines: coded.lines.map(({ target, ...line }) => ({ ...line, account: accountOf(target) })),
    codingProblems: coded.problems,
  };
}
