import type { ErpReference } from '../../../domain/posting/found-posting';
import type { OrderReference, PurchaseOrderBody } from '../../../domain/jde/posting-body';
import type { PostingPort, SearchResult } from '../../erp-gateway';
import type { ControlRow } from '../tables/control-row';
import type { DataService } from '../tables/data-service';
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

/** Codes on the header, and entries of F4209 that nobody has released. */
export async function readOrderHolds(
  dataService: DataService,
  order: ErpReference,
  headerHold?: string,
): Promise<readonly string[]> {
  const { orderNumber = '', orderType = '', orderCompany = '', suffix = '000' } = order;
  const conditions = orderKey({ orderNumber, orderType, orderCompany, suffix });
  const headerHolds = headerHold === undefined ? await readHeaderHolds(dataService, conditions) : [headerHold];
  const held = await dataService.browse({
    purpose: 'holds of the order',
    table: 'F4209',
    columns: ['HCOD', 'RDC'],
    conditions,
  });
  const codes = [...headerHolds, ...held.rows.map((row) => (row.RDC === '' ? row.HCOD : ''))];
  return [...new Set(codes.filter((code) => code !== ''))];
}

async function readHeaderHolds(dataService: DataService, conditions: readonly Condition[]): Promise<readonly string[]> {
  const { rows } = await dataService.browse({
    purpose: 'hold code of the order',
    table: 'F4301',
    columns: ['HOLD'],
    conditions,
  });
  return rows.map((row) => row.HOLD);
}

function orderKey(order: OrderReference): readonly Condition[] {
  return [
    equal('DOCO', order.orderNumber),
    equal('DCTO', order.orderType),
    equal('KCOO', order.orderCompany),
    equal('SFXO', order.suffix),
  ];
}
