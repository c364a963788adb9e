import { accountName } from '../account';
import { isZero } from '../../money/money';
import type { BookedItem } from '../bodies/booked';
import type { MatchDraft } from '../kinds/match';
import type { JournalDraft } from '../kinds/journal';
import type { OrderDraft } from '../kinds/purchase-order';
import type { VoucherDraft } from '../kinds/voucher';
import type { RequisitionPlan } from './requisition-plan';

/** What a plan would post, together with what it means item by item. */
export interface PlannedBooking {
  readonly items: readonly BookedItem[];
  readonly order: OrderDraft | null;
  readonly voucher: VoucherDraft | null;
  readonly match: MatchDraft | null;
  readonly journal: JournalDraft | null;
}

/** `hasOrder`: of what is posted beside what stands, whether that has an order; absent: it is the plan's own. */
export function plannedBooking(plan: RequisitionPlan, hasOrder?: boolean): PlannedBooking {
  const items = bookedItems(plan);
  const { order, voucher, match, journal } = plan;
  return {
    items,
    order: order === null ? null : { ...order, items, countsAlone: voucher === null && journal === null },
    voucher:
      voucher === null
        ? null
        : {
            ...{ ...voucher, items, withOrder: hasOrder ?? order !== null },
            ...{ fullInvoiceNumber: plan.invoiceNumber.full, onOrder: plan.onOrder },
          },
    match: match === null ? null : { ...match, items },
    journal: journal === null ? null : { ...journal, items, supplier: plan.supplier },
  };
}

/** In the order of the plan's lines; those with gross are the order's lines, as `planOrder` makes them. */
function bookedItems({ lines, order }: RequisitionPlan): readonly BookedItem[] {
  const keys = (order?.lines ?? []).map((line) => line.key)[Symbol.iterator]();
  return lines.map((line) => ({
    itemKey: line.itemKey,
    account: accountName(line.account),
    orderLine: isZero(line.gross) ? '' : (line.orderLine ?? keys.next().value ?? ''),
    gross: line.gross,
    netRetainage: line.netRetainage,
  }));
}
