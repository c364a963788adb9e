import { decimalOf, sumOf, ZERO, type Decimal } from '../../decimal';
import type { Behaviour } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import { allMatchedLines, matchedLines, RETAINAGE_RELEASE, type MatchedLine } from '../invoices/billed';
import { Item } from '../items/item';
import { ordersOf } from './draft';
import { statusOf } from './status';

/** `/purchaseOrderLifeCycleDetails`: reckoned from the order and the invoices matched to it. */
export const LIFE_CYCLE: Behaviour = {
  rows: ({ state }) => {
    const bySchedule = new Map<string, MatchedLine[]>();
    for (const matched of allMatchedLines(state)) {
      const id = matched.line.text('POScheduleId');
      bySchedule.set(id, [...(bySchedule.get(id) ?? []), matched]);
    }
    return ordersOf(state)
      .filter((order) => statusOf(order) !== 'INCOMPLETE')
      .map((order) => reckoned(order, (scheduleId) => bySchedule.get(scheduleId) ?? []));
  },
};

export function lifeCycleOf(state: FusionState, order: Item): Item {
  return reckoned(order, (scheduleId) => matchedLines(state, scheduleId));
}

function reckoned(order: Item, linesOn: (scheduleId: string) => readonly MatchedLine[]): Item {
  const schedules = order.list('lines').flatMap((line) => line.list('schedules'));
  const matched = schedules.flatMap((schedule) => linesOn(schedule.text('LineLocationId')));
  const work = matched.filter(({ invoice }) => invoice.text('InvoiceType') !== RETAINAGE_RELEASE);
  const released = matched.filter(({ invoice }) => invoice.text('InvoiceType') === RETAINAGE_RELEASE);
  const sumWhere = (status: string): string =>
    amountOf(work.filter(({ invoice }) => invoice.text('PaidStatus') === status)).toFixed();
  const retainage = sumOf(work.map(({ line }) => withheldOn(line)));
  const releasedSum = amountOf(released);
  return new Item({
    POHeaderId: order.text('POHeaderId'),
    OrderNumber: order.text('OrderNumber'),
    CurrencyCode: order.text('CurrencyCode'),
    OrderedAmount: order.text('Ordered'),
    DeliveredAmount: amountOf(work).toFixed(),
    PaidAmount: sumWhere('Paid'),
    PartiallyPaidAmount: sumWhere('Partially paid'),
    UnpaidAmount: sumWhere('Unpaid'),
    Retainage: retainage.toFixed(),
    RetainageReleased: releasedSum.toFixed(),
    NetRetainage: retainage.minus(releasedSum).toFixed(),
  });
}

const amountOf = (lines: readonly { readonly line: Item }[]): Decimal =>
  sumOf(lines.map(({ line }) => decimalOf(line.text('LineAmount'))));

/** The retainage distributions of a line, as a positive amount. */
export function withheldOn(line: Item): Decimal {
  return line
    .list('invoiceDistributions')
    .filter(
      (each) =>
        each.text('DistributionLineType') === 'Retainage' && !each.is('ReversedFlag') && !each.is('CanceledFlag'),
    )
    .reduce((sum, each) => sum.minus(decimalOf(each.text('DistributionAmount'))), ZERO);
}
