import { accountName } from '../../account';
import type { MatchedLine } from '../../bodies/match-body';
import type { MatchDraft } from '../../kinds/match';
import type { OnOrder } from '../on-order';
import type { Problem } from '../../../holds/hold-reason';
import { isZero, minus, plus, toAmount } from '../../../money/money';
import { readableAmount } from '../../../money/readable-amount';
import type { PostedEffects } from '../../../posting/books/posted-effects';
import type { AmountTotals, RequisitionAmounts } from '../../../requisition/requisition-amounts';
import { jdeWords } from '../../words';
import type { JdeLine } from '../coded-line';
import type { PlanFacts } from '../plan-facts';
import type { PlanDates, RequisitionPlan } from '../requisition-plan';
import { voucherProblem } from './voucher-problem';

interface MatchFacts {
  readonly lines: readonly JdeLine[];
  readonly totals: AmountTotals;
  readonly onOrder: OnOrder;
  /** What is posted of the commitment itself, and of its other requisitions. */
  readonly ordered?: PostedEffects | undefined;
  readonly billedByOthers?: PostedEffects | undefined;
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly foreign: boolean;
  readonly dates: PlanDates;
  readonly invoiceNumber: string;
}

type MatchPlan = { readonly match: Omit<MatchDraft, 'items'> | null } | { readonly problem: Problem };

/** Skipped, as a voucher of ours is, while there is nothing to post or amounts are not final; what keeps it from being planned is added to the problems. */
export function matchOf(
  { settings, onOrder, ordered, billedByOthers }: PlanFacts,
  { totals, areFinal }: Pick<RequisitionAmounts, 'totals' | 'areFinal'>,
  context: Omit<MatchFacts, 'totals' | 'onOrder'>,
  problems: Problem[],
  isEmpty: boolean,
): RequisitionPlan['match'] {
  if (settings.relief !== 'match' || !settings.apPosting || isEmpty || !areFinal || onOrder === undefined) return null;
  const planned = planMatch({ ...context, totals, onOrder, ordered, billedByOthers });
  if ('match' in planned) return planned.match;
  if (!problems.some(({ reason }) => reason === planned.problem.reason)) problems.push(planned.problem);
  return null;
}

/** What AP is to match of the commitment's order, with relief `match`; null: nothing is paid, withheld or billed. */
function planMatch(facts: MatchFacts): MatchPlan {
  const { totals, onOrder, company, supplier, currency, dates, invoiceNumber } = facts;
  const order = onOrder.order?.reference;
  const problem = refused(facts);
  if (problem !== null) return { problem };
  if (order === undefined) return { problem: noOrderToMatch() };
  const lines = matchedLines(facts);
  const retained = toAmount(totals.retained, currency);
  const payable = toAmount(minus(plus(totals.gross, totals.released), totals.retained), currency);
  if (lines.length === 0 && isZero(retained) && isZero(payable)) return { match: null };
  return {
    match: {
      ...{
        kind: 'match',
        order,
        company,
        supplier,
        invoiceNumber,
        invoiceDate: dates.invoiceDate,
        glDate: dates.glDate,
      },
      ...{ currency, lines, retained, payable, rounding: toAmount(totals.rounding, currency) },
      taken: takenOf(facts),
    },
  };
}

function matchedLines({ lines, currency, ordered }: MatchFacts): readonly MatchedLine[] {
  const byMark = new Map<string, MatchedLine>();
  for (const { orderLine: mark = '', account, gross } of lines) {
    if (isZero(gross)) continue;
    const number = ordered?.all.flatMap(({ posting }) => posting?.facts[`lineNumber.${mark}`] ?? []).at(-1);
    const amount = toAmount(plus(byMark.get(mark)?.amount ?? '0', gross), currency);
    byMark.set(mark, { mark, ...(number === undefined ? {} : { number }), account: accountName(account), amount });
  }
  return [...byMark.values()];
}

/** They are known to be of others, whatever number they carry. */
function takenOf({ billedByOthers }: MatchFacts): readonly string[] {
  const names = (billedByOthers?.standing().all ?? []).flatMap(({ posting }) => {
    const { documentNumber = '', documentType = '', documentCompany = '' } = posting?.reference ?? {};
    return documentNumber === '' ? [] : [jdeWords.reference({ documentNumber, documentType, documentCompany })];
  });
  return [...new Set(names)].toSorted();
}

function refused({ lines, totals, foreign, currency }: MatchFacts): Problem | null {
  if (foreign) {
    const message = `It is in ${currency}, another currency than the company's: what AP matches is known by line in the company's currency alone, so with relief match it cannot be compared.`;
    return voucherProblem('currency', 'currency', currency, message, byHand);
  }
  const bills = lines.some(({ gross }) => !isZero(gross));
  if (bills && isZero(totals.retained) && isZero(plus(totals.gross, totals.released))) {
    const message = `Nothing is to be paid or withheld, although the lines bill on the order: a voucher of 0 is not expected.`;
    return voucherProblem('zeroPayable', 'summary.current_payment_due', '0', message, byHand);
  }
  if (isZero(totals.tax)) return null;
  const message = `It has a tax of ${readableAmount(totals.tax, currency)}: with relief match AP's match says what is paid, and no tax is expected on it.`;
  return voucherProblem('tax', 'summary.tax_applicable_to_this_payment', totals.tax, message, [
    { act: 'inProcore', text: 'Correct the requisition in Procore' },
    ...byHand,
  ]);
}

const byHand = [{ act: 'byHand', text: 'Have AP enter it in JDE by hand', andThen: { act: 'resume' } }] as const;

function noOrderToMatch(): Problem {
  const message = 'Its commitment has no order in JDE that is in force, so there is nothing that AP could match.';
  return voucherProblem('orderNotOpen', 'order', '', message, [
    { act: 'byItself', text: 'It goes on by itself when the order is in force' },
  ]);
}
