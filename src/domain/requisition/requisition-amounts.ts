import { itemName } from './checks/amounts-problem';
import { bookedItems } from './booked-items';
import { checkCertificate } from './checks/check-certificate';
import { checkItems } from './checks/check-items';
import { checkLaterNumber } from './checks/check-later-number';
import { checkPrevious } from './checks/check-previous';
import { checkReleased } from './checks/check-released';
import type { Problem } from '../holds/hold-reason';
import type { AmountsInput, ItemAmounts } from './item-amounts';
import { itemAmounts, itemsBefore } from './item-amounts';
import { equals, isDecimalText, minus, plus, sum } from '../money/money';
import { readableAmount } from '../money/readable-amount';
import type { ProcoreRequisition } from '../procore/procore-documents';
import type { PlanTotals } from '../posting/plan/planned-step';

export type { AmountsInput } from './item-amounts';

export interface AmountTotals extends PlanTotals {
  /** What is to be paid before tax, as Procore certifies it; the sum of payables when that is missing. */
  readonly certificate: string;
  readonly toDate: string;
  readonly withheld: string;
}

/** Of a requisition of which nothing is wanted. */
export const noTotals: AmountTotals = {
  ...{ gross: '0', retained: '0', released: '0', netRetainage: '0', payable: '0', tax: '0', rounding: '0' },
  ...{ certificate: '0', toDate: '0', withheld: '0' },
};

export interface RequisitionAmounts {
  /** As they are booked, in whole units of the currency. */
  readonly items: readonly ItemAmounts[];
  readonly totals: AmountTotals;
  /** Which form of check 2 held. */
  readonly paymentDueForm: 'C' | 'C+T' | null;
  /** False while the past is not known (a lower number is open, no opening balance): gross and payable may then change. */
  readonly areFinal: boolean;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** A requisition's amounts and every check of accounting 1. `currency` is that of its amounts; without one, two decimals. */
export function requisitionAmounts(input: AmountsInput & { readonly currency?: string }): RequisitionAmounts {
  const { requisition } = input;
  const currency = input.currency ?? requisition.currency.iso ?? '';
  const before = itemsBefore(input);
  const items = requisition.items.flatMap((item) => itemAmounts(item, before) ?? []);
  const previous = checkPrevious(input, items, before, currency);
  // Without the books' side of it, gross is the whole past: sums would fail for that reason alone.
  const areFinal = previous === null || previous.reason === 'amountsDiffer';
  const booked = bookedItems(items, requisition.summary, currency);
  const certificate = checkCertificate({
    requisition,
    items,
    booked: booked.payable,
    certifiedBefore: input.history.certified,
    currency,
    payablesAreCertain: areFinal,
  });
  const itemProblems = checkItems(input, items, before, currency, areFinal);
  const overReleased = checkReleased(items, requisition.summary.contractSumToDate, currency);
  const later = checkLaterNumber(input, booked.items, certificate.tax, currency);
  const { gross, netRetainage, released, payable } = booked;
  return {
    items: booked.items,
    totals: {
      gross,
      retained: plus(netRetainage, released),
      released,
      netRetainage,
      payable,
      tax: certificate.tax,
      rounding: certificate.rounding,
      certificate: certificate.certificate ?? payable,
      toDate: sum(items.map((item) => item.total)),
      withheld: sum(items.map((item) => item.withheld)),
    },
    paymentDueForm: certificate.paymentDueForm,
    areFinal,
    problems: [
      ...itemProblems,
      ...certificate.problems,
      ...[overReleased, previous, later].filter((problem) => problem !== null),
    ],
    notes: [
      ...certificate.notes,
      ...items.flatMap((item) => crossChecks(item, currency)),
      ...finalNotes(requisition, items, currency),
    ],
  };
}

/** Figures that Procore gives besides; what they mean is not certain, so they are noted and decide nothing. */
function crossChecks(amounts: ItemAmounts, currency: string): string[] {
  const { item, gross, payable, totalBefore } = amounts;
  const name = itemName(item);
  const show = (amount: string): string => readableAmount(amount, currency);
  const notes: string[] = [];
  const compareWith = (field: string, value: string | null, expected: string): void => {
    if (value !== null && isDecimalText(value) && !equals(value, expected)) {
      notes.push(`${name}: ${field} is ${show(value)}, worked out is ${show(expected)}.`);
    }
  };
  compareWith('gross_amount', item.grossAmount, gross);
  compareWith('net_amount', item.netAmount, payable);
  compareWith(
    'total_completed_and_stored_to_date_from_previous',
    item.totalCompletedAndStoredToDateFromPrevious,
    totalBefore,
  );
  const { workCompletedThisPeriod: work, materialsPresentlyStored: stored } = item;
  const storedBefore = item.materialsPresentlyStoredFromPreviousProgress;
  if (isAmount(work) && isAmount(stored) && isAmount(storedBefore)) {
    const moved = isAmount(item.materialsMoved) ? item.materialsMoved : '0';
    compareWith(
      'work this period with the change in stored materials',
      plus(work, plus(minus(stored, storedBefore), moved)),
      gross,
    );
  }
  return notes;
}

function finalNotes(requisition: ProcoreRequisition, items: readonly ItemAmounts[], currency: string): string[] {
  if (!requisition.final) return [];
  const balance = requisition.summary.balanceToFinishIncludingRetainage ?? 'not given';
  const left = sum(items.map((item) => item.withheld));
  const show = (amount: string): string => (isDecimalText(amount) ? readableAmount(amount, currency) : amount);
  return [`Final requisition: balance to finish including retainage ${show(balance)}, retainage left ${show(left)}.`];
}

function isAmount(text: string | null): text is string {
  return text !== null && isDecimalText(text);
}
