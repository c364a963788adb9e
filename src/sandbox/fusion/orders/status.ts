import type { FusionState } from '../fusion-state';
import type { Item } from '../items/item';

export type OrderStatus =
  | 'INCOMPLETE'
  | 'PENDING APPROVAL'
  | 'OPEN'
  | 'ON HOLD'
  | 'REJECTED'
  | 'WITHDRAWN'
  | 'CANCELED'
  | 'CLOSED'
  | 'CLOSED FOR INVOICING'
  | 'CLOSED FOR RECEIVING'
  | 'FINALLY CLOSED'
  | 'PENDING SUPPLIER ACKNOWLEDGMENT';

const NAMES = (code: string): string => code.toLowerCase().replace(/(^|\s)[a-z]/g, (letter) => letter.toUpperCase());

/** Whatever the spelling that the pod shows (setting `statusSpelling`), with spaces. */
export function statusOf(item: Item): OrderStatus {
  return item.text('StatusCode').replaceAll('_', ' ') as OrderStatus;
}

export function setOrderStatus(state: FusionState, item: Item, status: OrderStatus): void {
  const { statusSpelling } = state.settings;
  item.values['StatusCode'] = statusSpelling === 'underscores' ? status.replaceAll(' ', '_') : status;
  item.values['Status'] = NAMES(status);
}

/** The header's status goes to all lines and schedules that are not canceled. */
export function setStatusDown(state: FusionState, order: Item, status: OrderStatus): void {
  const items = [order, ...order.list('lines'), ...order.list('lines').flatMap((line) => line.list('schedules'))];
  for (const item of items) {
    if (item === order || statusOf(item) !== 'CANCELED') setOrderStatus(state, item, status);
  }
}
