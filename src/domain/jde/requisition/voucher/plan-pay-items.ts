import type { Problem } from '../../../holds/hold-reason';
import { isNegative, isZero, minus, plus, toAmount } from '../../../money/money';
import type { PayItemBody } from '../../bodies/posting-body';
import { readableAmount } from '../../../money/readable-amount';
import type { VoucherFacts } from './voucher-facts';
import { companyProblem, voucherProblem } from './voucher-problem';

export interface PayItemPlan {
  readonly items: readonly PayItemBody[];
  readonly problems: readonly Problem[];
}

/** What the supplier is owed: one pay item, or with `payItem` what is due now (001) and what is kept back (002). */
export function payItems(facts: VoucherFacts): PayItemPlan {
  const { totals, settings, currency } = facts;
  if (settings.retainageMethod === 'liabilityLine') {
    return { items: dueItems(facts, plus(totals.payable, totals.rounding)), problems: [] };
  }
  const due = dueItems(facts, plus(minus(totals.gross, totals.retained), totals.rounding));
  const problems = facts.isMissingPart ? missingPartProblems(facts, due) : wholeProblems(facts, due);
  if (isZero(totals.retained)) return { items: due, problems };
  if (!settings.retainageGlClass) {
    const message = `Retainage of ${readableAmount(totals.retained, currency)} is to be kept back as a pay item, but no G/L class for it is set.`;
    problems.push(companyProblem('retainageSetup', 'retainageGlClass', message));
  }
  const amount = toAmount(totals.retained, currency);
  const kept: PayItemBody = {
    payItem: '002',
    amount,
    nonTaxable: amount,
    payStatus: 'R',
    ...(settings.retainageGlClass ? { glClass: settings.retainageGlClass } : {}),
  };
  return { items: [...due, kept], problems };
}

function wholeProblems({ totals, currency }: VoucherFacts, due: readonly PayItemBody[]): Problem[] {
  const problems = due
    .filter((item) => isNegative(item.amount))
    .map((item) => negativePayItem('001', item.amount, currency));
  if (isNegative(totals.released)) problems.push(negativeRelease(totals.released, currency));
  if (isNegative(totals.retained)) problems.push(negativePayItem('002', totals.retained, currency));
  return problems;
}

/** Both at least 0, or both at most 0 as a credit; what is released is let go of by AP, and no posting takes it back. */
function missingPartProblems({ totals, currency }: VoucherFacts, due: readonly PayItemBody[]): Problem[] {
  const problems: Problem[] = [];
  const [first] = due;
  if (first !== undefined && !isZero(totals.retained) && isNegative(first.amount) !== isNegative(totals.retained)) {
    const [payItem, amount] = isNegative(first.amount) ? ['001', first.amount] : ['002', totals.retained];
    problems.push(negativePayItem(payItem, amount, currency));
  }
  if (!isZero(totals.released)) {
    const message = `The release of retainage differs by ${readableAmount(totals.released, currency)}; with retainage as pay items AP lets it go, and no posting changes that.`;
    problems.push(
      voucherProblem(
        'retainageSetup',
        'items.work_completed_retainage_released_this_period',
        totals.released,
        message,
        [{ act: 'inProcore', text: 'Set what is released back to what it was' }],
      ),
    );
  }
  return problems;
}

/** Pay item 001, left out when it comes to nothing. */
function dueItems({ tax, totals, settings, paymentHold, currency }: VoucherFacts, beforeTax: string): PayItemBody[] {
  const total = tax.method === 'none' ? beforeTax : plus(beforeTax, totals.tax);
  if (isZero(total)) return [];
  const taxPart =
    tax.method === 'jde'
      ? {
          taxable: toAmount(beforeTax, currency),
          tax: toAmount(totals.tax, currency),
          taxArea: tax.area,
          taxExplanation: tax.explanation,
        }
      : {};
  return [
    {
      payItem: '001',
      amount: toAmount(total, currency),
      ...taxPart,
      payStatus: paymentHold ? 'H' : settings.payStatus,
    },
  ];
}

function negativePayItem(payItem: string, amount: string, currency: string): Problem {
  const message = `Pay item ${payItem} would be ${readableAmount(amount, currency)}; with retainage as pay items neither may be below 0.`;
  return voucherProblem('retainageSetup', `payItem ${payItem}`, amount, message, [
    { act: 'inProcore', text: 'Correct the requisition in Procore' },
  ]);
}

/** It would hold retainage back by letting none go, and no pay item shows that. */
function negativeRelease(released: string, currency: string): Problem {
  const message = `The requisition releases ${readableAmount(released, currency)} of retainage, less than nothing; with retainage as pay items only what is held can be let go.`;
  return voucherProblem('retainageSetup', 'items.work_completed_retainage_released_this_period', released, message, [
    { act: 'inProcore', text: 'Correct the requisition in Procore: what is held anew is retained, not released' },
  ]);
}
