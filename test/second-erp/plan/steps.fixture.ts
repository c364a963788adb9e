import { decidedAgain } from '../../../src/domain/posting/books/decided-again';
import type { PlannedStep } from '../../../src/domain/posting/plan/planned-step';
import type { PlannerInput } from '../../../src/domain/posting/plan/planner';
import { draftOrder, draftOrderEntries } from '../kinds/draft-order.fixture';
import { invoice, invoiceEntries } from '../kinds/invoice.fixture';
import { match } from '../kinds/match.fixture';
import { submitOrder } from '../kinds/submit-order.fixture';
import type { KontorSettings } from '../settings.fixture';
import type { Booking } from './booking.fixture';
import { guardedSubject, runSteps } from './run-steps.fixture';

export interface StepContext extends Pick<PlannerInput, 'effects' | 'decisions'> {
  readonly sourceId: string;
  readonly settings: KontorSettings;
  /** Nothing is ordered nor invoiced: a run books it. */
  readonly isBookedByRun: boolean;
}

/** The order is drafted and submitted; once a person approved it, the invoice is parked on it; then its match is waited for. */
export function plannedSteps(booking: Booking, context: StepContext): readonly PlannedStep[] {
  if (context.isBookedByRun) return booking.invoice === null ? [] : runSteps(booking.invoice, context);
  const orders = orderSteps(booking, context);
  return [...orders, ...invoiceSteps(booking, context, orders.length > 0)];
}

function orderSteps({ order: draft }: Booking, context: StepContext): readonly PlannedStep[] {
  if (draft === null) return [];
  const accounts = draft.positions.map(({ account }) => account);
  const ownName = own('order', context);
  const order: PlannedStep = {
    ...ownName,
    subject: guardedSubject(accounts, context.settings, ownName.subject),
    kind: draftOrder.name,
    draft,
    entries: draftOrderEntries(draft),
    asks: ['live', 'predecessor'],
  };
  const submit: PlannedStep = {
    id: 'submit',
    step: 'submit',
    kind: submitOrder.name,
    system: 'kontor',
    subject: order.subject,
    draft: {},
    entries: [],
    moves: 'order',
    within: 'order',
    until: 'delivered',
    asks: ['live'],
  };
  return [order, submit];
}

function invoiceSteps({ invoice: draft }: Booking, context: StepContext, withOrder: boolean): readonly PlannedStep[] {
  if (draft === null) return [];
  const voucher: PlannedStep = {
    ...own('voucher', context),
    kind: invoice.name,
    draft,
    entries: invoiceEntries(draft),
    asks: ['live', 'predecessor'],
    ...(withOrder ? { after: { step: 'order', stage: 'posted' } } : {}),
  };
  const matched: PlannedStep = {
    id: 'match',
    step: 'match',
    kind: match.name,
    system: 'kontor',
    subject: voucher.subject,
    draft: {},
    entries: [],
    after: { step: 'voucher', stage: 'delivered' },
    until: 'posted',
    asks: [],
  };
  return context.settings.awaitMatch ? [voucher, matched] : [voucher];
}

/** What is new has its document's name for its subject. */
function own(step: 'order' | 'voucher', { sourceId, effects, decisions }: StepContext) {
  const because = decidedAgain(step, effects, decisions);
  const subject = `requisition:${sourceId}/${step}`;
  return { id: step, step, system: 'kontor', subject, ...(because === null ? {} : { because }) } as const;
}
