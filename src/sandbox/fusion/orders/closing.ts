import type { FusionState } from '../fusion-state';
import { billedOnSchedule } from '../invoices/billed';
import type { Item } from '../items/item';
import { priceOf, worth } from './amounts';
import { setOrderStatus, statusOf, type OrderStatus } from './status';

const ENDED: readonly OrderStatus[] = [
  'CLOSED',
  'CLOSED FOR INVOICING',
  'CLOSED FOR RECEIVING',
  'FINALLY CLOSED',
  'CANCELED',
];

/** A schedule that is billed in full closes by itself, and opens again when less is billed (setting `closesWhenBilled`). */
export function closeWhatIsBilled(state: FusionState, order: Item): void {
  if (!state.settings.closesWhenBilled) {
    return;
  }
  for (const line of order.list('lines')) {
    for (const schedule of line.list('schedules')) {
      const billed = billedOnSchedule(state, schedule.text('LineLocationId')).amount;
      const ordered = worth(schedule, priceOf(state, line));
      const isFull = !ordered.isZero() && billed.abs().comparedTo(ordered.abs()) >= 0;
      if (isFull && statusOf(schedule) === 'OPEN') {
        schedule.values['ClosedByBilling'] = true;
        setOrderStatus(state, schedule, schedule.is('ReceiptRequiredFlag') ? 'CLOSED FOR INVOICING' : 'CLOSED');
      } else if (!isFull && schedule.is('ClosedByBilling') && statusOf(schedule) !== 'CANCELED') {
        schedule.values['ClosedByBilling'] = false;
        setOrderStatus(state, schedule, 'OPEN');
      }
    }
  }
  rollStatusUp(state, order);
}

/** A line takes the status that all its schedules share, the order that of its lines; one that is open keeps both open. */
export function rollStatusUp(state: FusionState, order: Item): void {
  for (const line of order.list('lines')) {
    const common = commonStatus(line.list('schedules'));
    if (common !== undefined) setOrderStatus(state, line, common);
  }
  const isAlive = [...ENDED, 'OPEN'].includes(statusOf(order));
  const common = commonStatus(order.list('lines').filter((line) => statusOf(line) !== 'CANCELED'));
  if (isAlive && common !== undefined && statusOf(order) !== 'CANCELED') {
    setOrderStatus(state, order, common);
  }
}

function commonStatus(items: readonly Item[]): OrderStatus | undefined {
  const statuses = items.map(statusOf);
  const [first] = statuses;
  if (first === undefined) {
    return undefined;
  }
  if (statuses.every((status) => status === first)) {
    return first;
  }
  return statuses.every((status) => ENDED.includes(status)) ? 'CLOSED' : 'OPEN';
}
