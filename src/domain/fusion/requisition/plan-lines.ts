import { companyNotSetUp } from '../../requisition/company-not-set-up';
import { companyUnknown } from '../../requisition/company-unknown';
import type { Problem } from '../../holds/hold-reason';
import { resume } from '../../holds/remedy';
import { isZero, sum } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import { resolve } from '../../coding/code-lines';
import { codeText } from '../../coding/segment-codes';
import { cutText } from '../../text/cut-text';
import { balancingValue, fusionChart } from '../chart';
import { orderCause } from '../facts';
import type { InvoiceItem, MatchedLine } from '../bodies/invoice-body';
import type { Order, OrderBilling, OrderLine } from '../order';
import type { PostingSettings } from '../posting-settings';
import { isRecoded, type BilledItem } from '../../requisition/billed-items';
import { isByQuantity, lineQuantity } from './line-quantity';
import { lineOf, type OrderLink } from './order-link';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

const descriptionLength = 240;

/** An item with the order line that it bills. */
export interface LinkedItem {
  readonly item: BilledItem;
  /** Null: it bills nothing, and what it bills otherwise has no line on the order. */
  readonly line: OrderLine | null;
  /** The line's charge account, else that of the mapping, as the chart prints it; `''` where it could not be read. */
  readonly account: string;
}

/**
 * Each item to its order line, by ids alone; several items of one line stay several. Retainage that is released needs no order
 * line: what was billed in full before go-live has none on an order of the balance. `onOrder` null: there is no order.
 */
export function linkItems(
  wanted: RequisitionWanted,
  items: readonly BilledItem[],
  onOrder: { readonly order: Order; readonly link: OrderLink } | null,
  settings: PostingSettings,
): { readonly linked: readonly LinkedItem[]; readonly problems: readonly Problem[] } {
  const linked: LinkedItem[] = [];
  const problems: Problem[] = [];
  for (const item of items) {
    const line = onOrder === null ? null : lineOf(onOrder.link, onOrder.order, item.source);
    if (line === null && isZero(item.gross))
      linked.push({ item, line, account: mappedAccount(wanted, item, settings) });
    else if (line === null)
      problems.push(...(onOrder === null ? [] : [notOnOrder(item, onOrder.order, wanted.commitment.id)]));
    else linked.push({ item, line, account: line.schedules[0]?.accounts[0] ?? '' });
  }
  return { linked, problems };
}

/** A line of the invoice for each item with gross; quantity and price where the order line is priced so. */
export function matchedLines(
  linked: readonly LinkedItem[],
  order: Order,
  billing: OrderBilling,
  facts: { readonly currency: string; readonly ownKeys: readonly string[]; readonly commitmentId: string },
): { readonly lines: readonly MatchedLine[]; readonly problems: readonly Problem[] } {
  const lines: MatchedLine[] = [];
  const problems: Problem[] = [];
  const others = billing.invoices
    .filter(({ key }) => key === '' || !facts.ownKeys.includes(key))
    .flatMap((one) => one.lines);
  for (const { item, line } of linked) {
    if (line === null || isZero(item.gross)) continue;
    const before = [...others, ...lines.map((one) => ({ ...one, quantity: one.quantity?.quantity ?? null }))].filter(
      ({ orderLine }) => orderLine === line.number,
    );
    const billed = {
      amount: sum(before.map(({ amount }) => amount)),
      quantity: sum(before.map(({ quantity }) => quantity ?? '0')),
    };
    const quantity = isByQuantity(line)
      ? lineQuantity(line, { amount: item.gross, procores: item.quantity, billed, currency: facts.currency })
      : null;
    if (isByQuantity(line) && quantity === null) problems.push(noQuantity(item, line, order, facts));
    lines.push({
      role: 'matched',
      order: order.number,
      orderLine: line.number,
      schedule: line.schedules[0]?.number ?? '',
      amount: item.gross,
      quantity,
      description: cutText(item.description, descriptionLength),
    });
  }
  return { lines, problems };
}

export function invoiceItems(linked: readonly LinkedItem[]): readonly InvoiceItem[] {
  return linked.map(({ item, line, account }) => ({
    itemKey: item.itemKey,
    account,
    orderLine: line === null || isZero(item.gross) ? '' : line.number,
    gross: item.gross,
    netRetainage: item.netRetainage,
  }));
}

/**
 * The account is the order's. Where the mapping has become another one that is noted; where the item itself got another code than
 * its line of the contract, and that one is mapped elsewhere, a person is asked.
 */
export function codingFindings(
  wanted: RequisitionWanted,
  linked: readonly LinkedItem[],
  settings: PostingSettings,
): { readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  const problems: Problem[] = [];
  const notes: string[] = [];
  const chart = fusionChart(settings.chart);
  for (const { item, line, account } of linked) {
    if (item.codes === null || line === null || account === '') continue;
    const mapped = resolve(wanted, item.codes, chart);
    if (mapped === null || mapped.misfit !== null) continue;
    const now = chart.print(mapped.target);
    if (now === account) continue;
    const codes = codeText(item.codes);
    if (isRecoded(wanted, item)) {
      problems.push({
        reason: 'changedAfterPosting',
        kind: 'person',
        field: 'wbs_code',
        value: codes,
        message: `"${item.description}" has cost code ${codes} now, which is mapped to ${now}; order line ${line.number} stands on ${account}.`,
        remedies: [
          { act: 'inErp', text: `Change the charge account of the order line to ${now} in Fusion`, andThen: resume },
          { act: 'inProcore', text: 'Give the item the code of its contract line again' },
        ],
        causeKey: orderCause(wanted.commitment.id),
      });
    } else
      notes.push(
        `${codes} is mapped to ${now} by now; order line ${line.number} was made on ${account} and stays there.`,
      );
  }
  return { problems, notes };
}

/** Values of the balancing segment on all that is billed: one invoice is of one company. */
export function companyOf(
  linked: readonly LinkedItem[],
  settings: PostingSettings,
): { readonly company: string | null; readonly problems: readonly Problem[] } {
  const accounts = linked.map(({ account }) => account).filter((account) => account !== '');
  const companies = [...new Set(accounts.map((account) => balancingValue(settings.chart, account)))];
  const [company = null] = companies;
  if (companies.length > 1) {
    return {
      company: null,
      problems: [
        {
          reason: 'twoCompanies',
          kind: 'person',
          field: settings.chart.balancing,
          value: companies.join(', '),
          message: `The requisition bills order lines of several companies: ${companies.join(', ')}. An invoice is of one.`,
          remedies: [{ act: 'inProcore', text: 'Split it into one requisition for each company' }],
        },
      ],
    };
  }
  if (company === null) {
    const uncoded = linked.find(({ line }) => line === null);
    return { company, problems: uncoded === undefined ? [] : [companyUnknown(uncoded.item)] };
  }
  if (settings.companies[company] !== undefined) return { company, problems: [] };
  return { company, problems: [companyNotSetUp(company)] };
}

function mappedAccount(wanted: RequisitionWanted, { codes }: BilledItem, { chart }: PostingSettings): string {
  const mapped = codes === null ? null : resolve(wanted, codes, fusionChart(chart));
  return mapped === null || mapped.misfit !== null ? '' : fusionChart(chart).print(mapped.target);
}

function notOnOrder({ source, description }: BilledItem, order: Order, commitmentId: string): Problem {
  const isChange = source.startsWith('change_order_item:');
  return {
    reason: 'orderNotOpen',
    kind: isChange ? 'waiting' : 'person',
    field: 'POLineId',
    value: source,
    message: `"${description}" has no line on order ${order.number}${isChange ? ': its change order is not on the order yet' : ''}.`,
    remedies: isChange
      ? [{ act: 'byItself', text: 'It goes on by itself when the change order stands on the order' }]
      : [{ act: 'byHand', text: 'Link the line of the commitment to its order line', andThen: resume }],
    causeKey: orderCause(commitmentId),
  };
}

function noQuantity(
  item: BilledItem,
  line: OrderLine,
  order: Order,
  { currency, commitmentId }: { readonly currency: string; readonly commitmentId: string },
): Problem {
  return {
    reason: 'amountsDiffer',
    kind: 'person',
    field: 'Quantity',
    value: item.quantity ?? '',
    message: `No quantity at the price of ${line.price ?? ''} comes to ${readableAmount(item.gross, currency)}, which is billed on line ${line.number} of order ${order.number}.`,
    remedies: [
      { act: 'inProcore', text: 'Bill the line by quantity at the price of the order' },
      { act: 'inErp', text: 'Change the order line to one of an amount' },
    ],
    causeKey: orderCause(commitmentId),
  };
}
