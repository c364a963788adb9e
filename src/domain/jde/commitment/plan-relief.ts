import { isZero, toAmount } from '../../money/money';
import { billedByLine, leftOf } from '../../commitment/billed-by-line';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import type { PlannedStep } from '../../posting/plan/planned-step';
import type { FactBook, FactKey, PlannerInput } from '../../posting/plan/planner';
import type { PostedEffects } from '../../posting/books/posted-effects';
import { jdeFact, jdeFactKey } from '../facts';
import { openFact, orderRelief, type OrderReliefDraft } from '../kinds/order-relief';
import { orderOfCommitment, type OrderOfCommitment } from './order-of-commitment';

type PlannedRelief = { readonly need: readonly FactKey[] } | { readonly steps: readonly PlannedStep[] };

/**
 * Open of each line is what is carried to it less what is posted on it (J6), never beyond 0. Lines on which nothing was ever posted
 * are as they were ordered, and are left alone.
 */
export function plannedRelief(
  wanted: Pick<CommitmentWanted, 'commitment' | 'relief' | 'atGoLive'>,
  { effects, facts, today }: Pick<PlannerInput, 'effects' | 'today'> & { readonly facts: FactBook },
): PlannedRelief {
  const { commitment, relief, atGoLive } = wanted;
  const order = relief === undefined ? null : orderOfCommitment({ ordered: relief.ordered, atGoLive });
  if (relief === undefined || order === null) return { steps: [] };
  const companyKey = jdeFactKey.company(order.reference.orderCompany);
  const company = jdeFact(facts, 'company', companyKey.id);
  if (company === undefined) return { need: [companyKey] };
  const currency = commitment.currency.iso ?? company?.currency ?? '';
  const posted = relief.bills.standing('posted');
  const lines = relievedLines(order, billedByLine(posted), { effects, ordered: relief.ordered }, currency);
  if (lines.length === 0) return { steps: [] };
  const draft: OrderReliefDraft = {
    kind: 'orderRelief',
    order: order.reference,
    glDate: dateOf(posted, company?.ledgerOpen ?? null, today),
    currency,
    foreign: company !== null && currency !== company.currency,
    lines,
  };
  return {
    steps: [
      {
        ...{ id: 'relief', step: 'relief', kind: orderRelief.name, system: 'jde', draft, entries: [], asks: ['live'] },
        subject: `order:${commitment.id}`,
        ...(order.isLinked ? {} : { after: { step: 'order', stage: 'posted' } }),
      },
    ],
  };
}

function relievedLines(
  { lines }: OrderOfCommitment,
  billed: Readonly<Record<string, string>>,
  { effects, ordered }: { readonly effects: PostedEffects; readonly ordered: PostedEffects },
  currency: string,
): OrderReliefDraft['lines'] {
  const before = effects.standing().newest('relief')?.posting?.facts ?? {};
  // Whatever was open of it before.
  const closed = new Set(
    ordered
      .standing()
      .ofStep('orderClose')
      .all.flatMap(({ entries }) => entries.map(({ orderLine }) => orderLine)),
  );
  return lines.flatMap(({ mark, carried }) => {
    const open = closed.has(mark) ? '0' : before[openFact(mark)];
    const gross = billed[mark] ?? '0';
    if (open === undefined && isZero(gross)) return [];
    return [{ mark, base: toAmount(open ?? carried, currency), target: toAmount(leftOf(carried, gross), currency) }];
  });
}

/** The G/L date of the newest voucher, else today; where that is closed by now, the first open day. */
function dateOf(posted: PostedEffects, open: { readonly from: string } | null, today: string): string {
  const dates = posted.all.flatMap(({ posting }) => posting?.facts['glDate'] ?? []);
  const newest = [...dates].sort().at(-1) ?? today;
  return open !== null && newest < open.from ? open.from : newest;
}
