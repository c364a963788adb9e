import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { compare, isNegative, negate, sum } from '../../money/money';
import { orderCause } from '../facts';
import type { Order, OrderBilling, OrderLine, OrderSchedule } from '../order';

// What an order shows of being closed and opened again, schedule by schedule (accounting-fusion 1, 2).

const closedFor: readonly string[] = ['CLOSED', 'FINALLY CLOSED'];
/** What neither is closed nor comes back any more. */
const gone: readonly string[] = ['CANCELED'];

interface Schedule {
  readonly line: OrderLine;
  readonly schedule: OrderSchedule | null;
  readonly status: string;
}

/** A level that shows no status has that of the one above it. */
function schedulesOf({ status, lines }: Order): readonly Schedule[] {
  return lines.flatMap((line): Schedule[] => {
    const above = line.status || status;
    const own = line.schedules.map((schedule) => ({ line, schedule, status: schedule.status || above }));
    return own.length === 0 ? [{ line, schedule: null, status: above }] : own;
  });
}

/** Closed as a whole. One that is closed for invoicing alone, or of which a schedule is, is not. */
export function isClosed(order: Order): boolean {
  const all = schedulesOf(order).filter(({ status }) => !gone.includes(status));
  return closedFor.includes(order.status) && all.every(({ status }) => closedFor.includes(status));
}

/**
 * Open, with all of its schedules but those that are gone for good. `billing`: once it was asked to be opened, one that is billed in
 * full may be closed again, since Fusion does that by itself; null: it was not asked yet.
 */
export function isReopened(order: Order, billing: OrderBilling | null): boolean {
  if (order.status !== 'OPEN') return false;
  const closed = schedulesOf(order).filter(({ status }) => status.startsWith('CLOSED'));
  return closed.every((one) => billing !== null && isFull(one, billing));
}

function isFull({ line, schedule }: Schedule, { invoices }: OrderBilling): boolean {
  const own = invoices
    .flatMap(({ lines }) => lines)
    .filter((one) => one.orderLine === line.number && (schedule === null || one.schedule === schedule.number));
  const turn = (amount: string): string => (isNegative(line.ordered ?? '0') ? negate(amount) : amount);
  return compare(turn(sum(own.map(({ amount }) => amount))), turn(line.ordered ?? '0')) >= 0;
}

/** It will never be what was chosen; null: it may. */
export function neverSo({ number, status }: Order, kind: 'orderClose' | 'orderReopen'): Problem | null {
  const never = kind === 'orderClose' ? ['CANCELED'] : ['CANCELED', 'FINALLY CLOSED'];
  if (!never.includes(status)) return null;
  const is = kind === 'orderClose' ? 'closed' : 'opened again';
  return {
    reason: 'orderNotOpen',
    kind: 'person',
    field: 'StatusCode',
    value: status,
    message: `Order ${number} is ${status} in Fusion, and is not ${is} any more.`,
    remedies: [{ act: 'choose' }],
  };
}

interface OnOrder {
  readonly commitmentId: string;
}

/** What keeps an order from being closed or opened again now: it is not in force, or a change of it is pending. */
export function orderMoves(order: Order, { commitmentId }: OnOrder): readonly Problem[] {
  const { number, status, pendingChange } = order;
  const common = { kind: 'waiting', causeKey: orderCause(commitmentId) } as const;
  const problems: Problem[] = [];
  if (status !== 'OPEN' && !status.startsWith('CLOSED')) {
    problems.push({
      ...common,
      ...{ reason: 'orderNotOpen', field: 'StatusCode', value: status },
      message: `Order ${number} is ${status || 'without a status'} in Fusion, and is neither closed nor opened again so.`,
      remedies: [{ act: 'byItself', text: 'It goes on by itself when the order is in force' }, { act: 'choose' }],
    });
  }
  if (pendingChange !== null) {
    const words = pendingChange === '' ? '' : ` ("${pendingChange}")`;
    problems.push({
      ...common,
      ...{ reason: 'changePending', field: 'ChangeOrderStatusCode', value: number },
      message: `A change of order ${number} is pending in Fusion${words}: it is waited for, and the order stays as it is.`,
      remedies: [
        { act: 'byItself', text: 'It goes on by itself when that change is in force or taken back' },
        { act: 'choose' },
      ],
    });
  }
  return problems;
}

/** What bills an order, whoever entered it, as far as it is not posted. */
export interface Unposted {
  readonly invoice: string;
  /** In Fusion's words. */
  readonly where: string;
}

/** An order is closed once all invoices on it are posted, and nothing is withheld by its own terms any more. */
export function unfinished(
  { number }: Order,
  { unposted, withheld }: { readonly unposted: readonly Unposted[]; readonly withheld: string | null },
): readonly Problem[] {
  const common = { reason: 'needsPerson', kind: 'person' } as const;
  const problems = unposted.map(({ invoice, where }): Problem => ({
    ...common,
    ...{ field: 'ValidationStatus', value: invoice },
    message: `Order ${number} is not closed: invoice ${invoice}, which bills it, is not posted (${where}).`,
    remedies: [
      { act: 'inErp', text: 'Have the invoice validated and its holds released, or canceled', andThen: resume },
      { act: 'choose' },
    ],
  }));
  if (withheld === null) return problems;
  return [
    ...problems,
    {
      ...common,
      ...{ field: 'NetRetainage', value: withheld },
      message: `Order ${number} is not closed: it withholds ${withheld === '' ? 'retainage by its own terms, and Fusion does not say how much' : withheld}.`,
      remedies: [
        { act: 'inErp', text: 'Release the retainage of the order in Fusion', andThen: resume },
        { act: 'choose' },
      ],
    },
  ];
}
