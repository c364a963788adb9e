import { accountName } from '../account';
import { compare } from '../../money/money';
import { decidedAgain } from '../../posting/books/decided-again';
import type { Entry } from '../../posting/books/entry';
import type { Plan, PlanHead, PlannedStep } from '../../posting/plan/planned-step';
import { planVersion } from '../../posting/plan/planned-step';
import type { Planner, PlannerInput, Stands } from '../../posting/plan/planner';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import { bookedEntries } from '../bodies/booked-entries';
import { journal } from '../kinds/journal';
import { orderCancel } from '../kinds/order-cancel';
import { orderChange, orderChangeEntries } from '../kinds/order-change';
import { processorProof } from '../kinds/processor-proof';
import { processorRun } from '../kinds/processor-run';
import { orderEntries, purchaseOrder } from '../kinds/purchase-order';
import { voucher } from '../kinds/voucher';
import { masterData } from './master-data';
import { matchStep } from './match-step';
import { onOrder } from './on-order';
import { orderedLines } from './ordered-lines';
import { paidBefore } from './paid-before';
import { planRequisition } from './plan-requisition';
import { plannedBooking, type PlannedBooking } from './planned-booking';
import { jdeWords } from '../words';
import type { PostingSettings } from '../posting-settings';
import type { RequisitionPlan } from './requisition-plan';

/**
 * What a requisition comes to in JD Edwards: an order, a voucher on it (or a journal), and what follows them. Of one that is
 * withdrawn or gone nothing is planned, without a problem: whether something of it stands is for the caller to see.
 */
export const jdeRequisitionPlanner: Planner<RequisitionWanted> = (input) => {
  const { wanted, facts, today, postedOn, missingTo } = input;
  if (wanted === null) return { problems: [], choices: [] };
  const own = settingsOf(input);
  const settings: PostingSettings = postedOn === undefined ? own : { ...own, glDatePolicy: 'postingDay' };
  const on = settings.purchaseOrderBasis === 'commitment' ? { onOrder: onOrder(wanted) } : {};
  const { takenBackFrom } = missingTo ?? {};
  const vendor = takenBackFrom === undefined ? wanted.vendor : { ...wanted.vendor, supplierNumber: takenBackFrom };
  const read = masterData({ ...wanted, ...on, vendor }, settings, facts, missingTo);
  if ('need' in read) return read;
  const paid = paidBefore(input);
  if ('need' in paid) return paid;
  if (paid.problems.length > 0) return { problems: paid.problems, choices: [] };
  const ordered = orderedLines(input);
  if (ordered !== null && 'need' in ordered) return ordered;
  const beside = missingTo === undefined ? {} : { missingTo, ...(ordered === null ? {} : { ownOrder: ordered }) };
  const made = planRequisition({
    ...wanted,
    ...read,
    ...beside,
    ...on,
    settings,
    today: postedOn ?? today,
    revision: 1,
  });
  if ('problems' in made) return { problems: made.problems, choices: [] };

  const { plan } = made;
  const booking = plannedBooking(plan, missingTo?.hasOrder);
  const context = { ...input, sourceId: wanted.sourceId, settings };
  const steps =
    missingTo === undefined ? plannedSteps(booking, context) : missingSteps(plan, booking, context, missingTo);
  return {
    plan: {
      version: planVersion,
      steps,
      head: headOf(plan),
      recorded: steps.length === 0 ? recordedEntries(booking, plan) : [],
      leftToPeople: leftToAp(plan, settings),
      datesFollowTheClock: settings.glDatePolicy === 'postingDay' || plan.dates.movedFrom !== undefined,
      notes: plan.notes,
      ...(plan.orderChange === null ? {} : { orderSays: plan.orderChange.says }),
    },
  };
};

/** With retainage as pay items a release is no posting of ours but a change of pay status, which AP makes. */
function leftToAp(
  { supplier, currency, totals }: RequisitionPlan,
  { retainageMethod, apPosting }: PostingSettings,
): Plan['leftToPeople'] {
  if (retainageMethod !== 'payItem' || !apPosting || compare(totals.released, '0') <= 0) return null;
  return { supplier, currency, amount: totals.released };
}

/** They are JDE's own: its adapter parsed them by its schema, and planners of JDE alone are given them. */
function settingsOf({ settings }: Pick<PlannerInput, 'settings'>): PostingSettings {
  return settings as PostingSettings;
}

type Context = Pick<PlannerInput, 'effects' | 'decisions'> & {
  readonly sourceId: string;
  readonly settings: PostingSettings;
};

function plannedSteps(booking: PlannedBooking, context: Context): readonly PlannedStep[] {
  const booked = bookedStep(booking, context);
  if (booking.order === null) return booked === null ? [] : [booked, ...processorSteps(booked, context)];

  const order: PlannedStep = {
    ...own('order', context),
    kind: purchaseOrder.name,
    draft: booking.order,
    entries: orderEntries(booking.order),
    asks: ['live', 'predecessor'],
  };
  if (booked === null) return [order];
  const after: PlannedStep = { ...booked, after: { step: 'order', stage: 'stands' } };
  return [order, after, ...processorSteps(after, context), ...cancelSteps(order, context)];
}

/**
 * What is missing beside what stands, by the decision that asks for it; an order that stands is used and follows, and is never
 * made again.
 */
function missingSteps(
  plan: RequisitionPlan,
  booking: PlannedBooking,
  context: Context,
  { because, hasOrder }: Stands,
): readonly PlannedStep[] {
  const booked = bookedStep(booking, context);
  if (booked === null) return [];
  const asked: PlannedStep = { ...booked, because, asks: [...booked.asks, 'decision'] };
  const order = own('order', context);
  const draft = plan.orderChange?.draft ?? null;
  const change: PlannedStep[] =
    draft === null
      ? []
      : [
          {
            ...{
              id: 'orderChange',
              step: 'orderChange',
              kind: orderChange.name,
              system: 'jde',
              subject: order.subject,
            },
            ...{ draft, entries: orderChangeEntries(draft), because, asks: asked.asks },
          },
        ];
  return [...change, asked, ...processorSteps(asked, context), ...(hasOrder ? cancelSteps(order, context) : [])];
}

/** The voucher, or the journal in its place. */
function bookedStep(
  { voucher: invoice, match: matched, journal: entry }: PlannedBooking,
  context: Context,
): PlannedStep | null {
  if (matched !== null) return matchStep(matched, own('voucher', context));
  const draft = invoice ?? entry;
  if (draft === null) return null;
  return {
    ...own('voucher', context),
    kind: invoice === null ? journal.name : voucher.name,
    draft,
    entries: bookedEntries(draft),
    asks: ['live', 'predecessor'],
  };
}

/** A run makes the voucher, or the journal, of its rows; a proof only reports on them and is no posting of its own. */
function processorSteps({ subject }: PlannedStep, { settings }: Context): readonly PlannedStep[] {
  const mode = settings.voucherProcessing;
  if (mode === 'leave') return [];
  const step = {
    step: 'processorRun',
    system: 'jde',
    subject,
    draft: {},
    entries: [],
    after: { step: 'voucher', stage: 'delivered' },
    asks: ['live'],
  } as const;
  return mode === 'final'
    ? [{ ...step, id: 'processorRun', kind: processorRun.name, moves: 'voucher' }]
    : [
        {
          ...step,
          id: 'processorProof',
          kind: processorProof.name,
          moves: 'voucher',
          within: 'voucher',
          until: 'vouchered',
        },
      ];
}

/** An earlier requisition that came to be open again is no reason to leave an order open whose voucher is posted. */
function cancelSteps({ subject }: Pick<PlannedStep, 'subject'>, { settings }: Context): readonly PlannedStep[] {
  if (settings.orderCommitment !== 'cancelWhenPosted') return [];
  return [
    {
      id: 'orderCancel',
      step: 'orderCancel',
      kind: orderCancel.name,
      system: 'jde',
      subject,
      draft: {},
      entries: [],
      after: { step: 'voucher', stage: 'posted' },
      asks: ['live'],
    },
  ];
}

/** What is new has its document's name for its subject. */
function own(step: 'order' | 'voucher', { sourceId, effects, decisions }: Context) {
  const because = decidedAgain(step, effects, decisions);
  const subject = `requisition:${sourceId}/${step}`;
  return { id: step, step, system: 'jde', subject, ...(because === null ? {} : { because }) } as const;
}

/** Nothing moves on any account, and all the same it counts for later numbers. */
function recordedEntries({ items }: PlannedBooking, { supplier, dates }: RequisitionPlan): readonly Entry[] {
  return items.map((item) => ({
    book: 'cost',
    supplier,
    account: item.account,
    orderLine: '',
    item: item.itemKey,
    amount: '0',
    gross: item.gross,
    withheld: item.netRetainage,
    tax: '0',
    period: dates.glDate.slice(0, 7),
  }));
}

function headOf(plan: RequisitionPlan): PlanHead {
  const { mappingVersion, company, supplier, currency, totals, dates, invoiceNumber } = plan;
  const moved = dates.movedFrom === undefined ? '' : ` (moved from ${dates.movedFrom}, which is not open)`;
  return {
    mappingVersion,
    company,
    supplier,
    currency,
    totals,
    lines: plan.lines.map(({ orderLine: _, ...line }) => ({ ...line, account: accountName(line.account) })),
    facts: {
      'invoice date': dates.invoiceDate,
      'G/L date': `${dates.glDate}${moved}`,
      'invoice number': invoiceNumber.sent,
      ...(plan.onOrder === null ? {} : { order: jdeWords.reference({ ...plan.onOrder }) }),
      ...(invoiceNumber.full === invoiceNumber.sent ? {} : { 'in full': invoiceNumber.full }),
    },
  };
}
