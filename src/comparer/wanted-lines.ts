import { roundedToCents, sumOf, zero, type Amount } from './amount';
import type { Requisition, RequisitionItem } from './read-procore';
import type { Contract } from './read-contracts';

/** A line of the contract or of one of its change orders, and what of it was not billed when the books began. */
export interface Wanted {
  readonly id: string;
  readonly amount: Amount;
}

/**
 * What of each line was not billed by the last requisition of a period that ended before the books began: the contract's own lines,
 * then those of its change orders in the order of their approval. Lines of nothing are left out.
 */
export function leftOf(contract: Contract, own: readonly Requisition[], booksFrom: string | null): readonly Wanted[] {
  const before = own
    .filter(({ periodEnd }) => booksFrom !== null && periodEnd < booksFrom)
    .sort((one, other) => other.number - one.number)[0];
  return [...contract.lines, ...contract.changeOrders.flatMap(({ lines }) => lines)]
    .map(({ id, amount }) => {
      const billed = (before?.items ?? []).map((item) => partOn(id, item, item.total, contract));
      return { id, amount: amount.minus(sumOf(billed)) };
    })
    .filter(({ amount }) => !amount.isZero());
}

/** What these requisitions bill on a line. */
export function billedBy(posted: readonly Requisition[], contract: Contract, lineId: string): Amount {
  return sumOf(
    posted
      .flatMap((one) => one.items)
      .map((item) => {
        const before = item.total.minus(item.gross);
        return partOn(lineId, item, item.total, contract).minus(partOn(lineId, item, before, contract));
      }),
  );
}

/** What of an item's amount to date falls on a line. */
function partOn(lineId: string, item: RequisitionItem, toDate: Amount, contract: Contract): Amount {
  if (item.type !== 'whole_change_order_item') return lineOf(item, contract) === lineId ? toDate : zero;
  const lines = contract.changeOrders.find(({ packageId }) => packageId === item.packageId)?.lines ?? [];
  return sharesOf(toDate, lines)[lines.findIndex(({ id }) => id === lineId)] ?? zero;
}

/** The line of the contract, or of a change order, that an item bills; null: that is not known. */
function lineOf({ type, lineId, detailId }: RequisitionItem, { lineOfDetail }: Contract): string | null {
  return type === 'contract_detail_item' ? (lineOfDetail.get(detailId ?? lineId ?? '') ?? null) : lineId;
}

/** A whole change order to date by its lines, each rounded to the cent; the last that is not 0 takes what that leaves. */
function sharesOf(toDate: Amount, lines: readonly Pick<Wanted, 'amount'>[]): readonly Amount[] {
  const whole = sumOf(lines.map(({ amount }) => amount));
  if (whole.isZero()) return [];
  const last = lines.findLastIndex(({ amount }) => !amount.isZero());
  const shares = lines.map(({ amount }) => roundedToCents(toDate.times(amount).dividedBy(whole)));
  const others = sumOf(shares.filter((_, at) => at !== last));
  return shares.map((share, at) => (at === last ? toDate.minus(others) : share));
}
