import type { ErpReference } from '../../../domain/posting/found-posting';
import type { OrderReference, PurchaseOrderBody } from '../../../domain/jde/posting-body';
import type { PostingPort, SearchResult } from '../../erp-gateway';
import type { ControlRow } from '../tables/control-row';
import type { Orchestrator } from '../ais/orchestration';
import { purchaseOrderInputs } from './purchase-order-inputs';
import { orderColumns, orderLineColumns, toFoundOrder, type OrderLineRow } from './purchase-order-rows';
import type { JdeSettings } from '../settings';
import { equal, type Condition, type TableQuery } from '../tables/table-query';

/** Purchase orders by P4310's orchestration, found again by our key in VR01 (reference 12, 17.2). */
export class PurchaseOrders implements PostingPort<PurchaseOrderBody> {
  readonly #controlRow: ControlRow;
  readonly #orchestrator: Orchestrator;
  readonly #settings: JdeSettings;

  constructor(controlRow: ControlRow, orchestrator: Orchestrator, settings: JdeSettings) {
    this.#controlRow = controlRow;
    this.#orchestrator = orchestrator;
    this.#settings = settings;
  }

  async search(body: PurchaseOrderBody): Promise<SearchResult> {
    const orders = await this.#controlRow.readProven(
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
      const lines = await this.#controlRow.readProven(query, body.company);
      found.push(toFoundOrder(order, lines, this.#settings.canceledLine));
    }
    return { found, strangers: [] };
  }

  async send(body: PurchaseOrderBody): Promise<ErpReference | null> {
    const inputs = purchaseOrderInputs(body, this.#settings.orderUnitOfMeasure);
    const output = await this.#orchestrator.run('PC_CREATE_PO', inputs);
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
