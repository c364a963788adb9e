import type { AccruedChangeOrder } from '../../accrual/accrued-change-order';
import type { AccruedLine } from '../../accrual/accrual';
import { noLines } from '../../change-order/change-order-problems';
import { partWithin } from '../../change-order/memo-relief';
import { codedLines, totalProblems, type SourceLine } from '../../commitment/coded-lines';
import { isCarried } from '../../commitment/older-lines';
import { undecided } from '../../commitment/undecided';
import type { Problem } from '../../holds/hold-reason';
import { isZero, minus, negate, sum } from '../../money/money';
import { lineAmount } from '../../requisition/prorate-change-order';
import { balancingValue, inCompany } from '../chart';
import { fusionLineRules } from '../commitment/line-rules';
import { otherCurrency } from '../journals/other-currency';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { lineOf, orderLink } from '../requisition/order-link';
import { accruedByHand } from './problems';

interface Unbilled {
  readonly lines: readonly AccruedLine[];
  readonly problems: readonly Problem[];
}

const nothing: Unbilled = { lines: [], problems: [] };

/**
 * What of an approved change order nobody has billed: each line less what is covered of it, on the account that it was accrued on
 * before (`accrued`), else that of its order line, else of its code; against it the accrued liability of each company. Nothing of what a
 * person chose to carry otherwise, nor of an order that Fusion owns.
 */
export function changeOrderLines(
  wanted: AccruedChangeOrder,
  accrued: readonly AccruedLine[],
  order: Order | null,
  currency: string,
  settings: PostingSettings & { readonly accrualAccount: string },
): Unbilled {
  const { changeOrder, commitment, atGoLive, covered, elsewhere } = wanted;
  const before = new Map(accrued.map(({ item, account }) => [item, account]));
  const link = orderLink(wanted);
  if (atGoLive?.choice === 'leave' || link?.isBornInErp === true) return nothing;
  if (atGoLive?.choice === 'undecided') return { lines: [], problems: [undecided(commitment)] };
  const own = changeOrder.currency.iso ?? commitment.currency.iso ?? currency;
  if (own !== currency) {
    return {
      lines: [],
      problems: [otherCurrency({ what: 'change order', currency: own, books: currency }, [accruedByHand])],
    };
  }
  const source = changeOrder.lineItems.map((line): SourceLine => ({
    ...{ item: `change_order_item:${line.id}`, line, amount: lineAmount(line) },
  }));
  const rules = { ...fusionLineRules(settings), refusesNegative: null };
  const coded = codedLines(
    wanted,
    source.filter(({ item }) => !isCarried(atGoLive, item) && (before.has(item) || !elsewhere.includes(item))),
    { rules, currency, whole: 'change order' },
  );
  const problems = [
    ...noLines(wanted),
    ...totalProblems(source, changeOrder.grandTotal, currency, 'change order'),
    ...coded.problems,
  ];
  if (problems.length > 0) return { lines: [], problems };

  const lines = coded.lines.flatMap(({ item, amount, account }): AccruedLine[] => {
    const schedule = order === null || link === null ? undefined : lineOf(link, order, item)?.schedules[0];
    if (schedule?.accruesAtReceipt === true) return [];
    const left = minus(amount, partWithin(covered[item] ?? '0', amount));
    return isZero(left) ? [] : [{ item, account: before.get(item) ?? schedule?.accounts[0] ?? account, amount: left }];
  });
  return { lines: [...lines, ...answersTo(lines, settings)], problems: [] };
}

/** Each company answers its own lines. */
function answersTo(
  lines: readonly AccruedLine[],
  { chart, accrualAccount }: PostingSettings & { readonly accrualAccount: string },
): readonly AccruedLine[] {
  const companies = [...new Set(lines.map(({ account }) => balancingValue(chart, account)))];
  return companies.flatMap((company): AccruedLine[] => {
    const own = lines.filter(({ account }) => balancingValue(chart, account) === company);
    const amount = negate(sum(own.map((line) => line.amount)));
    return isZero(amount) ? [] : [{ item: '', account: inCompany(chart, accrualAccount, company), amount }];
  });
}
