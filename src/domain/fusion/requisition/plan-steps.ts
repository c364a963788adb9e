import { minus, toAmount } from '../../money/money';
import { decidedAgain } from '../../posting/books/decided-again';
import type { Entry } from '../../posting/books/entry';
import type { PlanHead, PlannedStep } from '../../posting/plan/planned-step';
import type { PlannerInput } from '../../posting/plan/planner';
import { plannedTotals } from '../../requisition/planned-totals';
import { cutText } from '../../text/cut-text';
import type { InvoiceDraft } from '../bodies/invoice-body';
import { invoice, invoiceEntries } from '../kinds/invoice';
import { invoiceSettlement, invoiceValidation } from '../kinds/invoice-acts';
import type { OrderContext, PlannedOnOrder } from './plan-on-order';

/** The invoice is made; what comes before validation follows at once; it is validated when it stands settled. */
export function planSteps(
  draft: InvoiceDraft | null,
  {
    sourceId,
    effects,
    decisions,
    missingTo,
  }: Pick<PlannerInput, 'effects' | 'decisions' | 'missingTo'> & { readonly sourceId: string },
): readonly PlannedStep[] {
  if (draft === null) return [];
  const because = missingTo?.because ?? decidedAgain('voucher', effects, decisions);
  const voucher: PlannedStep = {
    id: 'voucher',
    step: 'voucher',
    kind: invoice.name,
    system: 'fusion',
    // What is new has its document's name for its subject.
    subject: `requisition:${sourceId}/voucher`,
    draft,
    entries: invoiceEntries(draft),
    ...(because === null ? {} : { because }),
    asks: ['live', 'predecessor', ...(missingTo === undefined ? [] : (['decision'] as const))],
  };
  const act = {
    step: 'validate',
    system: 'fusion',
    subject: voucher.subject,
    draft: {},
    entries: [],
    moves: 'voucher',
    asks: ['live'],
  } as const;
  return [
    voucher,
    { ...act, id: 'settleInvoice', kind: invoiceSettlement.name, within: 'voucher', until: 'delivered' },
    {
      ...act,
      id: 'validateInvoice',
      kind: invoiceValidation.name,
      after: { step: 'voucher', stage: 'delivered' },
      until: 'vouchered',
    },
  ];
}

/** Nothing moves on any account, and all the same it counts for later numbers. */
export function recordedEntries(
  { items }: OrderContext,
  { linked, supplier, dates }: PlannedOnOrder,
): readonly Entry[] {
  return items.map(({ itemKey, gross, netRetainage }) => ({
    book: 'cost',
    supplier,
    account: linked.find(({ item }) => item.itemKey === itemKey)?.account ?? '',
    orderLine: '',
    item: itemKey,
    amount: '0',
    gross,
    withheld: netRetainage,
    tax: '0',
    period: dates.accountingDate.slice(0, 7),
    bookedOn: dates.accountingDate,
  }));
}

export function requisitionHead(
  { wanted, amounts, items, currency }: OrderContext,
  { linked, supplier, company, dates, number }: PlannedOnOrder,
): PlanHead {
  const text = (amount: string): string => toAmount(amount, currency);
  const moved = dates.movedFrom === undefined ? '' : ` (moved from ${dates.movedFrom}, which is not open)`;
  return {
    mappingVersion: wanted.mappingVersion,
    company,
    supplier,
    currency,
    totals: plannedTotals(amounts, currency),
    lines: items.map(({ itemKey, codes, description, gross, netRetainage }) => ({
      itemKey,
      costCode: { subJob: codes?.subJob ?? '', code: codes?.costCode ?? '', type: codes?.costType ?? '' },
      account: linked.find(({ item }) => item.itemKey === itemKey)?.account ?? '',
      description: cutText(description, 240),
      gross,
      netRetainage,
      payable: text(minus(gross, netRetainage)),
    })),
    facts: {
      'invoice date': dates.invoiceDate,
      'accounting date': `${dates.accountingDate}${moved}`,
      'invoice number': number,
    },
  };
}
