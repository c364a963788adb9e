import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';

export interface CountedLine {
  readonly itemKey: string;
  readonly gross: string;
  readonly netRetainage: string;
}

/** Writes what counts as posted for this requisition; what was counted for it before is replaced. */
export async function countLines(trx: Trx, document: DocumentRow, lines: readonly CountedLine[]): Promise<void> {
  await trx.deleteFrom('counted_line').where('document_id', '=', document.id).execute();
  if (lines.length === 0) return;
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null) {
    throw new RangeError(`${document.kind} ${document.sourceId} has no commitment to count for`);
  }
  await trx
    .insertInto('counted_line')
    .values(
      lines.map((line) => ({
        connection_id: document.connectionId,
        tenant_id: document.tenantId,
        document_id: document.id,
        commitment_id: commitmentId,
        number,
        item_key: line.itemKey,
        gross: line.gross,
        net_retainage: line.netRetainage,
      })),
    )
    .execute();
}

export interface CountedToDate {
  readonly itemKey: string;
  readonly gross: string;
  readonly withheld: string;
}

/** Per line, what counts as posted under numbers above `after` and below `before`. */
export async function countedToDate(
  trx: Trx,
  scope: Scope,
  commitmentId: string,
  after: number,
  before: number,
): Promise<CountedToDate[]> {
  const rows = await trx
    .selectFrom('counted_line')
    .select(['item_key', sql<string>`sum(gross)`.as('gross'), sql<string>`sum(net_retainage)`.as('withheld')])
    .where('connection_id', '=', scope.connectionId)
    .where('commitment_id', '=', commitmentId)
    .where('number', '>', after)
    .where('number', '<', before)
    .groupBy('item_key')
    .execute();
  return rows.map((row) => ({ itemKey: row.item_key, gross: row.gross, withheld: row.withheld }));
}
