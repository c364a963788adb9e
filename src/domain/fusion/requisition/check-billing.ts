import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { compare, isNegative, minus, negate, plus, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import { orderCause } from '../facts';
import type { BilledInvoice, Order, OrderBilling, OrderLine } from '../order';

/** What would be billed on an order line now. */
export interface BilledLine {
  readonly orderLine: string;
  readonly schedule: string;
  readonly amount: string;
  readonly quantity: { readonly quantity: string } | null;
}

/**
 * Invoices on the order that are not ours and that nobody has said anything of: the same bill, perhaps (accounting-fusion 3). They are a
 * question right before sending, when it is known what would be posted beside them, or stands there as one of them.
 */
export function strangers(billing: OrderBilling, seen: readonly string[], commitmentId: string): Problem[] {
  return billing.invoices
    .filter((one) => isStranger(one, seen))
    .map((one) => ({
      reason: 'orderElsewhere',
      kind: 'person',
      field: 'InvoiceNumber',
      value: one.number,
      message: `Accounts payable has billed the order by hand: invoice ${one.number} of ${one.date}, ${linesText(one)}. Whether it is the same bill or other work only a person knows.`,
      remedies: [
        { act: 'decide', choice: 'otherWork' },
        { act: 'inErp', text: 'If it is the same bill, cancel that invoice in Fusion', andThen: resume },
        { act: 'decide', choice: 'postedByHand' },
      ],
      causeKey: orderCause(commitmentId),
      facts: { invoiceId: one.invoiceId, number: one.number, date: one.date, lines: linesText(one) },
    }));
}

function isStranger({ key, invoiceId }: BilledInvoice, seen: readonly string[]): boolean {
  return key === '' && !seen.includes(invoiceId);
}

/** Billed with this at most ordered, by sign and absolute value, in quantity too; a credit at most what is billed. */
export function overBilled(
  order: Order,
  { invoices }: OrderBilling,
  facts: {
    readonly lines: readonly BilledLine[];
    /** Of this document: what stands of it is not billed a second time. */
    readonly ownKeys: readonly string[];
    /** Invoices of others that are no strangers. While there are any others, they are asked about first. */
    readonly seen: readonly string[];
    readonly commitmentId: string;
  },
): Problem[] {
  if (invoices.some((one) => isStranger(one, facts.seen))) return [];
  const others = invoices.filter(({ key }) => key === '' || !facts.ownKeys.includes(key)).flatMap(({ lines }) => lines);
  return order.lines.flatMap((line) => {
    const now = facts.lines.filter(({ orderLine }) => orderLine === line.number);
    if (now.length === 0) return [];
    const before = others.filter(({ orderLine }) => orderLine === line.number);
    const amounts = excess(
      line.ordered,
      before.map(({ amount }) => amount),
      now.map(({ amount }) => amount),
    );
    const quantities =
      line.quantity === null
        ? null
        : excess(
            line.quantity,
            before.map(({ quantity }) => quantity ?? '0'),
            now.map(({ quantity }) => quantity?.quantity ?? '0'),
          );
    return [
      ...(amounts === null ? [] : [overProblem(order, line, 'LineAmount', amounts, facts.commitmentId)]),
      ...(quantities === null ? [] : [overProblem(order, line, 'Quantity', quantities, facts.commitmentId)]),
    ];
  });
}

interface Excess {
  readonly ordered: string;
  readonly billed: string;
  readonly now: string;
}

function excess(ordered: string | null, before: readonly string[], now: readonly string[]): Excess | null {
  if (ordered === null) return null;
  const [billed, wanted] = [sum(before), sum(now)];
  const after = plus(billed, wanted);
  // Of a negative line all signs are turned.
  const turn = (amount: string): string => (isNegative(ordered) ? negate(amount) : amount);
  const tooMuch = compare(turn(after), turn(ordered)) > 0 && compare(turn(wanted), '0') > 0;
  const tooLittle = compare(turn(after), '0') < 0 && compare(turn(wanted), '0') < 0;
  return tooMuch || tooLittle ? { ordered, billed, now: wanted } : null;
}

function overProblem(
  order: Order,
  line: OrderLine,
  field: 'LineAmount' | 'Quantity',
  { ordered, billed, now }: Excess,
  commitmentId: string,
): Problem {
  const show = (amount: string): string => (field === 'Quantity' ? amount : readableAmount(amount, order.currency));
  const left = show(minus(ordered, billed));
  const message =
    isNegative(now) === isNegative(ordered)
      ? `Line ${line.number} of order ${order.number} is ordered with ${show(ordered)} and billed with ${show(billed)}: ${left} is left, ${show(now)} would be billed.`
      : `Line ${line.number} of order ${order.number} is billed with ${show(billed)}, and ${show(now)} would be credited: more than is billed on it.`;
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field,
    value: now,
    message,
    remedies: [
      {
        act: 'inProcore',
        text: 'Have the change order approved that covers it, or correct the requisition in Procore',
      },
      { act: 'inErp', text: 'Correct the order, or what else is billed on it, in Fusion', andThen: resume },
    ],
    causeKey: orderCause(commitmentId),
    facts: { orderLine: line.number, ordered, billed, now },
  };
}

function linesText({ lines }: BilledInvoice): string {
  return lines.map(({ orderLine, amount }) => `line ${orderLine} with ${amount}`).join(', ');
}
