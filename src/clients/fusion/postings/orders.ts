import { changeMarkIn } from '../../../domain/fusion/kinds/order-change';
import {
  orderSupplier,
  submittedFact,
  type OrderBody,
  type ShownOrder,
} from '../../../domain/fusion/kinds/purchase-order';
import { orderStage, type Order, type OrderLine } from '../../../domain/fusion/order';
import type { Found, Reference } from '../../../domain/posting/look';
import type { Posted } from '../../erp-adapter';
import { text } from '../calls/cells';
import { equalId, since } from '../calls/query';
import type { FusionConnection } from '../connect';
import { readOrder } from '../facts/orders';
import { describedBy, ourKeyIn } from './our-keys';
import { memberOf, num } from './written';

const askBuyer = 'ask procurement what the draft lacks, and for a role that may make draft purchase orders';

/** Orders that carry the key, drafts first: once their id is known it alone decides, else what the supplier has since the first send. */
export async function findOrders(
  fusion: FusionConnection,
  { key, reference, firstSentAt }: Pick<Posted, 'key' | 'reference' | 'firstSentAt'>,
  body: Pick<OrderBody, 'supplierId' | 'setup'>,
): Promise<readonly Order[]> {
  const known = reference?.['poHeaderId'];
  const ids = known === undefined ? await idsByKey(fusion, key, body, firstSentAt) : [known];
  const orders: Order[] = [];
  for (const id of ids) {
    const order = await readOrder(fusion, id, body.setup.procurementBusinessUnitId);
    if (order !== null) orders.push(order);
  }
  return orders;
}

async function idsByKey(
  { collections, settings }: FusionConnection,
  key: string,
  { supplierId, setup }: Pick<OrderBody, 'supplierId' | 'setup'>,
  firstSentAt: string | null,
): Promise<readonly string[]> {
  const within = [equalId('ProcurementBUId', setup.procurementBusinessUnitId)];
  const made = firstSentAt === null ? [] : [since('CreationDate', Date.parse(firstSentAt) - settings.clockMarginMs)];
  const ids = new Set<string>();
  for (const resource of ['draftPurchaseOrders', 'purchaseOrders']) {
    const rows = await collections.all({
      resource,
      purpose: 'our order by its key',
      key: 'POHeaderId',
      conditions: [equalId('SupplierId', supplierId), ...made, ...within],
      within,
      // As a draft it was sent: that none is shown must not be taken for none.
      mayBeSent: resource === 'draftPurchaseOrders' && firstSentAt !== null,
    });
    for (const row of rows) if (ourKeyIn(text(row, 'Description')) === key) ids.add(text(row, 'POHeaderId'));
  }
  return [...ids];
}

/** An order as a look tells of it. */
export function foundOrder(order: Order): Found & { readonly shown: ShownOrder } {
  const { headerId: poHeaderId, number: orderNumber, supplierId, currency, description, status } = order;
  const shown: ShownOrder = {
    supplierId,
    currency,
    description,
    // Those of change orders are postings of their own.
    lines: order.lines
      .filter((line) => changeMarkIn(line.description) === '')
      .map((line) => ({ number: line.number, account: chargeAccount(line), amount: line.ordered ?? '0' })),
  };
  return {
    reference: { poHeaderId, orderNumber },
    stage: orderStage(status),
    stageWord: status,
    missing: [],
    shown,
    // Facts are added to those of earlier looks: what was seen once stays known.
    facts: {
      [order.hasTerms ? 'withTerms' : 'withoutTerms']: 'yes',
      [orderSupplier]: supplierId,
      ...(orderStage(status) === 'stands' ? {} : { [submittedFact]: 'yes' }),
    },
  };
}

/** As the chart prints it; `''` where it could not be read. */
export function chargeAccount({ schedules }: OrderLine): string {
  return schedules.flatMap(({ accounts }) => accounts)[0] ?? '';
}

/** `POST draftPurchaseOrders` (reference 6.2). */
export async function draftOrder({ caller }: FusionConnection, body: OrderBody): Promise<Reference | null> {
  const answer = await caller.call({
    operation: 'draft order',
    effect: 'write',
    method: 'POST',
    path: 'draftPurchaseOrders',
    body: { as: 'item', json: draftJson(body) },
    ask: askBuyer,
  });
  const poHeaderId = memberOf(answer, 'POHeaderId');
  const orderNumber = memberOf(answer, 'OrderNumber');
  return poHeaderId === null ? null : { poHeaderId, ...(orderNumber === null ? {} : { orderNumber }) };
}

function draftJson({ key, words, setup, ...body }: OrderBody): object {
  return {
    ProcurementBUId: num(setup.procurementBusinessUnitId),
    RequisitioningBUId: num(setup.requisitioningBusinessUnitId),
    BuyerId: num(setup.buyerId),
    DocumentStyleId: num(setup.documentStyleId),
    SupplierId: num(body.supplierId),
    SupplierSiteId: num(body.siteId),
    CurrencyCode: body.currency,
    ...(setup.billToLocation === null ? {} : { BillToLocation: setup.billToLocation }),
    ...(setup.paymentTerms === null ? {} : { PaymentTerms: setup.paymentTerms }),
    Description: describedBy(key, words),
    RequiredAcknowledgment: 'None',
    SupplierCommunicationMethod: 'NONE',
    PayOnReceiptFlag: false,
    BuyerManagedTransportFlag: false,
    lines: body.lines.map((line) => ({ LineNumber: num(line.number), ...lineJson(line, { ...body, setup }) })),
  };
}

/** An order line of an amount as it is asked for: all that submission wants, one schedule and one distribution. */
export function lineJson(
  line: Pick<OrderBody['lines'][number], 'lineType' | 'description' | 'amount' | 'accountId'>,
  { setup, retainage, deliveryDate }: Pick<OrderBody, 'setup' | 'retainage' | 'deliveryDate'>,
): object {
  return {
    LineType: line.lineType,
    Category: setup.category,
    Description: line.description,
    Amount: num(line.amount),
    ...(retainage.way === 'A' ? { [retainage.attribute]: num(retainage.percent) } : {}),
    schedules: [
      {
        ScheduleNumber: 1,
        Amount: num(line.amount),
        ShipToLocation: setup.shipToLocation,
        ShipToOrganizationCode: setup.shipToOrganizationCode,
        RequestedDeliveryDate: deliveryDate,
        DestinationTypeCode: 'EXPENSE',
        InvoiceMatchOptionCode: 'P',
        MatchApprovalLevelCode: '2-Way',
        ReceiptRequiredFlag: false,
        InspectionRequiredFlag: false,
        AccrueAtReceiptFlag: false,
        distributions: [
          {
            DistributionNumber: 1,
            Amount: num(line.amount),
            POChargeAccountId: num(line.accountId),
            DeliverToLocation: setup.shipToLocation,
            RequesterId: num(setup.requesterId),
          },
        ],
      },
    ],
  };
}
