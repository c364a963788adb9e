import type { OrderReference } from '../../../../domain/jde/bodies/posting-body';
import type { TableRow } from '../../ais/schemas';
import type { DataService } from '../../tables/data-service';
import type { Condition } from '../../tables/table-query';
import { orderKey } from './purchase-orders';

/**
 * Holds on an order: codes on the header, and entries of F4209 that are in force (reference 12.1). `headerHold`: the header's own code
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
    columns: ['HCOD', 'RDC', 'ASTS'],
    conditions,
  });
  const codes = [...headerHolds, ...held.rows.filter(isInForce).map(shownCode)];
  return [...new Set(codes.filter((code) => code !== ''))];
}

type HoldRow = TableRow<'HCOD' | 'RDC' | 'ASTS'>;

/** The hold code of approval rows. They are written with a blank release code, so only their status says anything. */
const approval = '**';

/** `1N`, `2N`: waits for the budget or the amount to be approved; `1R`, `2R`: that was refused. All else is done or for information. */
function isInForce(row: HoldRow): boolean {
  return row.HCOD === approval ? /^[12][NR]$/.test(row.ASTS) : row.RDC === '';
}

function shownCode(row: HoldRow): string {
  if (row.HCOD !== approval) return row.HCOD;
  return `${approval} ${row.ASTS} ${row.ASTS.endsWith('R') ? 'rejected' : 'waits for approval'}`;
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
