import { isDeepStrictEqual } from 'node:util';
import type { Reference } from '../../../../domain/posting/look';
import type { OrderReference, PurchaseOrderBody } from '../../../../domain/jde/bodies/posting-body';
import type { Posted } from '../../../erp-adapter';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { purchaseOrderInputs } from './purchase-order-inputs';
import { orderColumns, orderLineColumns, toFoundOrder, type OrderLineRow, type OrderRow } from './purchase-order-rows';
import { equal, type Condition, type TableQuery } from '../../tables/table-query';

/** Purchase orders by P4310's orchestration, found again by our key in VR01 (reference 12, 17.2). */
export class PurchaseOrders implements Postings<PurchaseOrderBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: PurchaseOrderBody, { answered }: Posted): Promise<SearchResult> {
    const orders = await ordersUnderKey(this.#jde, body, answered);
    const found = orders.map(({ order, lines }) => toFoundOrder(order, lines, this.#jde.settings.canceledLine));
    return { found, strangers: [] };
  }

  send(body: PurchaseOrderBody): Promise<Reference | null> {
    return createOrder(this.#jde, body);
  }
}

type OrderTerms = Omit<PurchaseOrderBody, 'kind'>;

/** Every order that carries the key, with its lines. Those of the one that a call just `answered` are read beside the search. */
export async function ordersUnderKey(
  { controlRow }: Pick<JdeCalls, 'controlRow'>,
  { supplier, orderType: type, erpKey, company }: Pick<OrderTerms, 'supplier' | 'orderType' | 'erpKey' | 'company'>,
  answered?: Reference,
): Promise<readonly { readonly order: OrderRow; readonly lines: readonly OrderLineRow[] }[]> {
  const linesOf = (order: OrderReference) => controlRow.readProven(orderLinesQuery(order), company);
  const ahead = answered as OrderReference | undefined;
  const linesAhead = ahead && linesOf(ahead);
  // It may be another order than the one that stands.
  linesAhead?.catch(() => undefined);
  const orders = await controlRow.readProven(
    {
      purpose: 'purchase order of the posting',
      table: 'F4301',
      columns: orderColumns,
      // The columns of an index, in its order.
      conditions: [equal('AN8', supplier), equal('DCTO', type), equal('VR01', erpKey)],
      pageBy: 'DOCO',
    },
    company,
  );
  const found = [];
  for (const order of orders) {
    const { DOCO: orderNumber, DCTO: orderType, KCOO: orderCompany, SFXO: suffix } = order;
    const reference = { orderNumber, orderType, orderCompany, suffix };
    const isAhead = ahead !== undefined && isDeepStrictEqual({ ...ahead }, reference);
    found.push({ order, lines: await ((isAhead && linesAhead) || linesOf(reference)) });
  }
  return found;
}

export async function createOrder(
  { orchestrator, settings }: Pick<JdeCalls, 'orchestrator' | 'settings'>,
  body: OrderTerms,
): Promise<Reference | null> {
  const output = await orchestrator.run('PC_CREATE_PO', purchaseOrderInputs(body, settings.orderUnitOfMeasure));
  const orderNumber = output.text('OrderNumber');
  if (orderNumber === undefined) return null;
  return {
    orderNumber,
    orderType: output.text('OrderType') ?? body.orderType,
    orderCompany: output.text('OrderCompany') ?? body.company,
    suffix: output.text('Suffix') ?? '000',
  };
}

export function orderLinesQuery(order: OrderReference): TableQuery<keyof OrderLineRow> {
  return {
    purpose: 'lines of the purchase order',
    table: 'F4311',
    columns: orderLineColumns,
    conditions: orderKey(order),
    pageBy: 'LNID',
  };
}

/** The columns of an order's key. */
export function orderKey(order: OrderReference): readonly Condition[] {
  return [
    equal('DOCO', order.orderNumber),
    equal('DCTO', order.orderType),
    equal('KCOO', order.orderCompany),
    equal('SFXO', order.suffix),
  ];
}
