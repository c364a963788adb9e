import { buyingUnits } from '../../../domain/fusion/business-units';
import { importedOrder, outOfScope, standingOf, type OrderHeader } from '../../../domain/fusion/imported-order';
import { statusOf } from '../../../domain/fusion/order';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { FusionPurchaseOrders } from '../../../domain/fusion/purchase-order-settings';
import type { OrderSource } from '../../erp-sources';
import { Unavailable } from '../../http/client-error';
import { text } from '../calls/cells';
import { changedSince } from '../calls/changed-since';
import type { Row } from '../calls/collection-page';
import { equalId } from '../calls/query';
import { instantOf } from '../calls/timestamps';
import type { FusionConnection } from '../connect';
import { ourKeyIn } from '../postings/our-keys';
import { readOrder } from './orders';

/** Orders that buyers make in Fusion, as they become commitments (reference 6.1). */
export function orderSource(
  fusion: FusionConnection,
  posting: PostingSettings,
  given: FusionPurchaseOrders,
): OrderSource {
  const businessUnitIds = buyingUnits(posting).map(({ id }) => id);
  const rule = { ...given, businessUnitIds };
  const asked = { resource: 'purchaseOrders', key: 'POHeaderId' } as const;
  return {
    referenceOf: (id) => ({ poHeaderId: id }),
    changedSince: async (since) => {
      const from = instantOf(since ?? `${rule.startDate}T00:00:00Z`);
      const rows: Row[] = [];
      for (const unit of businessUnitIds) {
        const conditions = [equalId('ProcurementBUId', unit)];
        rows.push(...(await changedSince(fusion, { ...asked, purpose: 'orders that changed', conditions }, from)));
      }
      return rows.map((row) => ({
        id: text(row, 'POHeaderId'),
        status: statusOf(text(row, 'StatusCode')),
        changedAt: changedAtOf(row),
        isWanted:
          standingOf(statusOf(text(row, 'StatusCode'))) === 'open' &&
          outOfScope(headerOf(row), rule) === null &&
          ourKeyIn(text(row, 'Description')) === '',
      }));
    },
    read: async (id) => {
      const [row] = await fusion.collections.all({
        ...{ ...asked, purpose: 'header of an order', conditions: [equalId('POHeaderId', id)] },
      });
      if (row === undefined) return null;
      const order = await readOrder(fusion, id);
      if (order === null) return null;
      const isOurs = ourKeyIn(order.description) !== '';
      const supplier = { number: await supplierNumber(fusion, order.supplierId), name: text(row, 'Supplier') };
      return importedOrder(order, { header: headerOf(row), supplier, isOurs, rule });
    },
  };
}

function headerOf(row: Row): OrderHeader {
  return {
    documentStyleId: text(row, 'DocumentStyleId'),
    buyerId: text(row, 'BuyerId'),
    procurementBusinessUnitId: text(row, 'ProcurementBUId'),
    date: text(row, 'OrderDate').slice(0, 10),
    changedAt: changedAtOf(row),
  };
}

function changedAtOf(row: Row): string {
  return new Date(instantOf(text(row, 'LastUpdateDate'))).toISOString();
}

async function supplierNumber(fusion: FusionConnection, supplierId: string): Promise<string> {
  const asked = { resource: 'suppliers', purpose: 'supplier of an order', key: 'SupplierId' };
  const [row] = await fusion.collections.all({ ...asked, conditions: [equalId('SupplierId', supplierId)] });
  if (row !== undefined) return text(row, 'SupplierNumber');
  throw new Unavailable('fusion suppliers: the supplier of an order is not to be seen', {
    ...{ system: 'fusion', operation: 'suppliers: supplier of an order' },
    detail: { reason: 'supplierNotVisible' },
  });
}
