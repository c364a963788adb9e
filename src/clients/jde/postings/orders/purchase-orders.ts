import type { Reference } from '../../../../domain/posting/look';
import type { OrderReference, PurchaseOrderBody } from '../../../../domain/jde/bodies/posting-body';
import type { Postings, SearchResult } from '../found-in-jde';
import type { JdeCalls } from '../jde-calls';
import { purchaseOrderInputs } from './purchase-order-inputs';
import { orderColumns, orderLineColumns, toFoundOrder, type OrderLineRow } from './purchase-order-rows';
import { equal, type Condition, type TableQuery } from '../../tables/table-query';

/** Purchase orders by P4310's orchestration, found again by our key in VR01 (reference 12, 17.2). */
export class PurchaseOrders implements Postings<PurchaseOrderBody> {
  readonly #jde: JdeCalls;

  constructor(jde: JdeCalls) {
    this.#jde = jde;
  }

  async search(body: PurchaseOrderBody): Promise<SearchResult> {
    const orders = await this.#jde.controlRow.readProven(
      {
        purpose: 'purchase order of the posting',
        table: 'F4301',
        columns: orderColumns,
        // The columns of an index, in its order.
        conditions: [equal('AN8', body.supplier), equal('DCTO', body.orderType), equal('VR01', body.erpKey)],
        pageBy: 'DOCO',
      },
      body.company,
    );
    const found = [];
    for (const order of orders) {
      const { DOCO: orderNumber, DCTO: orderType, KCOO: orderCompany, SFXO: suffix } = order;
      const query = orderLinesQuery({ orderNumber, orderType, orderCompany, suffix });
      const lines = await this.#jde.controlRow.readProven(query, body.company);
      found.push(toFoundOrder(order, lines, this.#jde.settings.canceledLine));
    }
    return { found, strangers: [] };
  }

  async send(body: PurchaseOrderBody): Promise<Reference | null> {
    const inputs = purchaseOrderInputs(body, this.#jde.settings.orderUnitOfMeasure);
    const output = await this.#jde.orchestrator.run('PC_CREATE_PO', inputs);
    const orderNumber = output.text('OrderNumber');
    if (orderNumber === undefined) return null;
    return {
      orderNumber,
      orderType: output.text('OrderType') ?? body.orderType,
      orderCompany: output.text('OrderCompany') ?? body.company,
      suffix: output.text('Suffix') ?? '000',
    };
  }
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
