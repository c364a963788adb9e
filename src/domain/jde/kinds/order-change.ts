import { accountName } from '../account';
import type { Entry } from '../../posting/books/entry';
import type { PostingKind } from '../../posting/posting-kind';
import type { OrderChangeBody } from '../bodies/order-change-body';
import { storedBody } from '../bodies/stored-body';

export type OrderChangeDraft = Omit<OrderChangeBody, 'erpKey'>;

/** Lines of an order of ours, set to what its requisition says by a person's choice. */
export const orderChange: PostingKind<OrderChangeDraft, OrderChangeBody> = {
  name: 'orderChange',
  called: 'change of the order',
  system: 'jde',
  nature: 'sets',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'stands',

  parse: (stored) => storedBody<OrderChangeBody>(stored, 'orderChange', ['lines', 'allKeys', 'items']),

  complete: (draft, { key }) => ({ ...draft, erpKey: key }),

  fingerprint: ({ kind, order, lines }) => [
    kind,
    [order.orderNumber, order.orderType, order.orderCompany, order.suffix],
    lines.map(({ key, account, amount }) => [key, accountName(account), amount].join(' ')).sort(),
  ],

  // It is found by its targets alone.
  compare: () => [],

  entries: orderChangeEntries,

  terms: () => ({ supplier: '', number: '' }),
};

/** What the change adds to what the order carries; none of it is billed by that. */
export function orderChangeEntries({ items, supplier, glDate }: OrderChangeDraft): readonly Entry[] {
  return items.map(({ itemKey, account, orderLine, gross }) => ({
    ...{ book: 'order', supplier, account, orderLine, item: itemKey, amount: gross },
    ...{ gross: '0', withheld: '0', tax: '0', period: glDate.slice(0, 7) },
  }));
}
