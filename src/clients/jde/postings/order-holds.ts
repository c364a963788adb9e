import type { OrderReference } from '../../../domain/jde/bodies/posting-body';
import type { DataService } from '../tables/data-service';
import type { Condition } from '../tables/table-query';
import { orderKey } from './purchase-orders';

/**
 * Holds on an order: codes on the header, and entries of F4209 that nobody has released. `headerHold`: the header's own code
 * where it was read a moment ago ('' when it has none), so that the header is not read again.
 */
export async function readOrderHolds(
  dataService: DataService,
  order: OrderReference,
  headerHold?: string,
): Promise<readonly string[]> {
  const conditions = orderKey(order);
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
