import type { Account } from '../account';
import type { BookedItem } from './booked';
import type { OrderLineBody, OrderReference } from './posting-body';

/** A line of an order that stands, as it was and as it is to be. Amounts are those of the whole line. */
export interface ChangedOrderLine extends OrderLineBody {
  /** Null: there is no such line yet. */
  readonly base: { readonly account: Account; readonly amount: string } | null;
}

/** Sets open lines of an order of ours to their targets, and adds those that are missing on it. */
export interface OrderChangeBody {
  readonly kind: 'orderChange';
  readonly erpKey: string;
  readonly company: string;
  readonly supplier: string;
  readonly order: OrderReference;
  /** `YYYY-MM-DD`: of the change. */
  readonly glDate: string;
  /** True when amounts are foreign ones. */
  readonly foreign: boolean;
  readonly lines: readonly ChangedOrderLine[];
  /** Keys of all lines of ours on the order, once it is changed. */
  readonly allKeys: readonly string[];
  /** What is added to what the order carries, by line and account; not sent. */
  readonly items: readonly Pick<BookedItem, 'itemKey' | 'account' | 'orderLine' | 'gross'>[];
}
