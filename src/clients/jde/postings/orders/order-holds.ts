import type { OrderReference } from '../../../../domain/jde/bodies/posting-body';
import type { PostingStage } from '../../../../domain/posting/stages/posting-stage';
import type { TableRow } from '../../ais/schemas';
import type { ControlRow } from '../../tables/control-row';
import type { DataService } from '../../tables/data-service';
import type { Condition, TableQuery } from '../../tables/table-query';
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
  const { rows } = await dataService.browse(holdsQuery(conditions));
  return codesOf(headerHolds, rows);
}

/** Where an order stands with those who approve it, and JDE's own word for that. */
export interface OrderStanding {
  readonly stage: Extract<PostingStage, 'delivered' | 'posted' | 'returned'>;
  readonly stageWord: string;
}

/**
 * In force once nobody has to approve or to release it any more. `headerHold`: the code on its header. That there is no entry is
 * believed only where a control row shows that one could be seen.
 */
export async function readOrderStanding(
  controlRow: ControlRow,
  order: OrderReference,
  headerHold: string,
): Promise<OrderStanding> {
  const rows = await controlRow.readProven(holdsQuery(orderKey(order)), order.orderCompany);
  const codes = codesOf([headerHold], rows);
  if (codes.length === 0) return { stage: 'posted', stageWord: 'approved' };
  return { stage: rows.some(isRefused) ? 'returned' : 'delivered', stageWord: codes.join(', ') };
}

function holdsQuery(conditions: readonly Condition[]): TableQuery<keyof HoldRow> {
  return { purpose: 'holds of the order', table: 'F4209', columns: ['HCOD', 'RDC', 'ASTS'], conditions };
}

function codesOf(headerHolds: readonly string[], rows: readonly HoldRow[]): readonly string[] {
  const codes = [...headerHolds, ...rows.filter(isInForce).map(shownCode)];
  return [...new Set(codes.filter((code) => code !== ''))];
}

type HoldRow = TableRow<'HCOD' | 'RDC' | 'ASTS'>;

/** The hold code of approval rows. They are written with a blank release code, so only their status says anything. */
const approval = '**';

/** `1N`, `2N`: waits for the budget or the amount to be approved; `1R`, `2R`: that was refused. All else is done or for information. */
function isInForce(row: HoldRow): boolean {
  return row.HCOD === approval ? /^[12][NR]$/.test(row.ASTS) : row.RDC === '';
}

function isRefused({ HCOD, ASTS }: HoldRow): boolean {
  return HCOD === approval && /^[12]R$/.test(ASTS);
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
