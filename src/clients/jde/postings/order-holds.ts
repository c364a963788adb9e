import type { ErpReference } from '../../../domain/posting/found-posting';
import type { DataService } from '../tables/data-service';
import type { Condition } from '../tables/table-query';
import { orderKey } from './purchase-orders';

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
