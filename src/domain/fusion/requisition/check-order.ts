import type { HoldReason, Problem } from '../../holds/hold-reason';
import { resume, type Remedies } from '../../holds/remedy';
import { isOver, orderCause, type KeptSupplier } from '../facts';
import type { Order, OrderLine } from '../order';
import type { OrderLink } from './order-link';

/** What of an order is touched: a line by its number, and the schedule of it. */
interface TouchedLine {
  readonly orderLine: string;
  readonly schedule: string;
}

/** The order that the commitment was linked to does not stand any more, or may not be seen. */
export function orderGone({ headerId }: Pick<OrderLink, 'headerId'>, commitmentId: string): Problem {
  return problem(
    { reason: 'orderElsewhere', field: 'POHeaderId', value: headerId, commitmentId },
    `Order ${headerId}, which the commitment is linked to, is not to be seen in Fusion.`,
    [
      { act: 'inErp', text: 'Make sure that it stands and that the integration user may see it', andThen: resume },
      {
        act: 'inProcore',
        text: 'If there is no such order, clear origin_id of the commitment in Procore',
        andThen: resume,
      },
    ],
  );
}

/** Open, with no change of it pending, and so each line and schedule that is touched (accounting-fusion 2, 3). */
export function orderOpenProblems(order: Order, touched: readonly TouchedLine[], commitmentId: string): Problem[] {
  const common = { reason: 'orderNotOpen' as const, field: 'StatusCode', commitmentId };
  const problems: Problem[] = [];
  if (order.status !== 'OPEN') {
    const { isOver, remedies } = untilOpen(order, commitmentId, 'bill the requisition');
    const message = `Order ${order.number} is ${order.status || 'without a status'} in Fusion, and only an open one is billed.`;
    problems.push(problem({ ...common, value: order.status, kind: isOver ? 'person' : 'waiting' }, message, remedies));
  }
  if (order.pendingChange !== null) {
    const words = order.pendingChange === '' ? '' : ` ("${order.pendingChange}")`;
    problems.push(
      problem(
        { reason: 'changePending', field: 'ChangeOrderStatusCode', value: order.number, commitmentId, kind: 'waiting' },
        `A change of order ${order.number} is pending in Fusion${words}: the requisition waits until it is approved or taken back.`,
        [{ act: 'byItself', text: 'It goes on by itself when no change is pending' }],
      ),
    );
  }
  for (const { orderLine, schedule } of touched) {
    const line = order.lines.find(({ number }) => number === orderLine);
    const status = [line?.status, line?.schedules.find(({ number }) => number === schedule)?.status].find(isClosed);
    if (status === undefined) continue;
    const message = `Line ${orderLine} of order ${order.number} is ${status} in Fusion and takes no invoice.`;
    const remedies: Remedies = status.startsWith('CLOSED')
      ? reopening('it', commitmentId)
      : [{ act: 'inErp', text: 'Have it open again in Fusion; it then goes on by itself' }];
    problems.push(problem({ ...common, value: status }, message, remedies));
  }
  return problems;
}

/** What ends that an order is not open. `otherwise`: what is done by hand where it never will be. */
export function untilOpen(
  { number, status }: Pick<Order, 'number' | 'status'>,
  commitmentId: string,
  otherwise: string,
): { readonly isOver: boolean; readonly remedies: Remedies } {
  if (status.startsWith('CLOSED')) return { isOver: true, remedies: reopening(`order ${number}`, commitmentId) };
  switch (status) {
    case 'CANCELED':
    case 'FINALLY CLOSED':
      return {
        isOver: true,
        remedies: [{ act: 'byHand', text: `Nothing comes onto it any more: ${otherwise} by hand` }],
      };
    case 'REJECTED':
    case 'WITHDRAWN':
      return {
        isOver: true,
        remedies: [{ act: 'inErp', text: `Have order ${number} approved; it then goes on by itself` }],
      };
    default:
      return { isOver: false, remedies: [{ act: 'byItself', text: 'It goes on by itself when the order is open' }] };
  }
}

/** Of what is closed, and not finally: by whoever closed it, or from here. */
function reopening(what: string, commitmentId: string): Remedies {
  return [
    { act: 'inErp', text: `Reopen ${what} in Fusion; it then goes on by itself` },
    { act: 'chooseOrder', commitmentId, text: 'Have the order opened again from here (reopen-order)' },
  ];
}

/** Whose order it is, who withholds on it, and whether its lines are matched to it in two ways. */
export function orderSetupProblems(
  order: Order,
  facts: {
    readonly link: OrderLink;
    readonly supplier: KeptSupplier;
    readonly lines: readonly OrderLine[];
    readonly commitmentId: string;
    readonly currency: string;
    /** Name of that which owes the invoice. */
    readonly businessUnit: string;
    /** In Procore. */
    readonly vendorId: string | null;
    readonly day: string;
  },
): Problem[] {
  const { link, supplier, lines, commitmentId, currency, businessUnit, ...of } = facts;
  const problems: Problem[] = [];
  const say = (reason: HoldReason, field: string, value: string, message: string, text: string): void => {
    problems.push(problem({ reason, field, value, commitmentId }, message, [{ act: 'inErp', text, andThen: resume }]));
  };
  if (order.supplierId !== supplier.id) {
    problems.push(otherSupplier(order, { supplier, commitmentId, ...of }));
  }
  if (order.currency !== '' && order.currency !== currency) {
    say(
      'currency',
      'CurrencyCode',
      order.currency,
      `Order ${order.number} is in ${order.currency}, the requisition in ${currency}.`,
      'Correct the currency of the order',
    );
  }
  if (order.payer !== undefined && order.payer !== '' && order.payer !== businessUnit) {
    say(
      'orderElsewhere',
      'BillToBU',
      order.payer,
      `Order ${order.number} is owed by business unit ${order.payer}, and invoices of its company by ${businessUnit}: an invoice there cannot be matched to it.`,
      'Bill the requisition in Fusion by hand, or correct the business units of the company (posting.companies)',
    );
  }
  const way = order.hasTerms ? 'A' : 'B';
  if (link.ways.some((seen) => seen !== way)) {
    const message = `Order ${order.number} ${way === 'A' ? 'has retainage terms of its own now' : 'has no retainage terms any more'}: it was made the other way, and retainage would be withheld twice or not at all.`;
    say('retainageSetup', 'RetainageFlag', way, message, 'Set the retainage terms of the order back');
  }
  for (const line of lines) {
    const [schedule, ...more] = line.schedules;
    const at = `Line ${line.number} of order ${order.number}`;
    if (schedule === undefined || more.length > 0) {
      say(
        'orderElsewhere',
        'schedules',
        String(line.schedules.length),
        `${at} has ${line.schedules.length} schedules: which of them is billed nobody says.`,
        'Bill the requisition in Fusion by hand, or bring the line to one schedule',
      );
      continue;
    }
    const level = schedule.matchLevel ?? '';
    if (
      schedule.matchOption === 'R' ||
      schedule.accruesAtReceipt === true ||
      (level !== '' && !/^2[- ]?way$/i.test(level))
    ) {
      say(
        'orderElsewhere',
        'MatchApprovalLevelCode',
        level,
        `${at} is matched to receipts${level === '' ? '' : ` (${level})`}: an invoice from here would wait for one.`,
        'Set the schedule to 2-way match to the order, without accrual at receipt',
      );
    }
    if (schedule.accounts.length !== 1) {
      say(
        'orderElsewhere',
        'POChargeAccount',
        String(schedule.accounts.length),
        `${at} has ${schedule.accounts.length === 0 ? 'no charge account that can be read' : 'several charge accounts'}.`,
        'Bring the schedule to one distribution with a charge account that the integration user may read',
      );
    }
  }
  return problems;
}

/** As after a merge: Fusion moves orders to the supplier that survives (master-data 3). */
function otherSupplier(
  order: Order,
  of: {
    readonly supplier: KeptSupplier;
    readonly commitmentId: string;
    readonly vendorId: string | null;
    readonly day: string;
  },
): Problem {
  const { supplier, commitmentId, vendorId, day } = of;
  const gone = isOver(supplier.inactiveDate, day)
    ? ` That one is inactive since ${supplier.inactiveDate ?? ''}, as after a merge of the two.`
    : '';
  return problem(
    { reason: 'vendorConflict', field: 'SupplierId', value: order.supplierId, commitmentId },
    `Order ${order.number} is of another supplier (${order.supplierId}) than the vendor is linked to: ${supplier.number} ${supplier.name}.${gone}`,
    [
      { act: 'linkVendor', vendorId, candidates: [] },
      { act: 'inErp', text: 'Or link the commitment to an order of this supplier', andThen: resume },
    ],
  );
}

function isClosed(status: string | undefined): status is string {
  return status !== undefined && /^(CLOSED|CLOSED FOR INVOICING|FINALLY CLOSED|CANCELED|ON HOLD)$/.test(status);
}

function problem(
  about: {
    readonly reason: HoldReason;
    readonly field: string;
    readonly value: string;
    readonly commitmentId: string;
    readonly kind?: Problem['kind'];
  },
  message: string,
  remedies: Remedies,
): Problem {
  const { commitmentId, kind = 'person', ...rest } = about;
  return { ...rest, kind, message, remedies, causeKey: orderCause(commitmentId) };
}
