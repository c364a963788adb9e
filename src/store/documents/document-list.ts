import type { SyncStage } from '../../domain/posting/sync-stage';
import type { Trx } from '../database';
import { toDocument, type DocumentRow } from './documents';
import type { Scope } from '../scope';

/** A document as lists show it. */
export interface ListedDocument extends DocumentRow {
  readonly gross: string | null;
  readonly payable: string | null;
  /** The last day of what it bills, `YYYY-MM-DD`. */
  readonly billedThrough: string | null;
  readonly sourceUpdatedAt: string | null;
  readonly changedAt: string;
}

export interface DocumentFilter {
  readonly kind?: string;
  readonly stage?: SyncStage;
  readonly projectId?: string;
  readonly sourceId?: string;
  readonly sourceStatuses?: readonly string[];
}

/** By project, commitment and number. */
export async function listDocuments(trx: Trx, scope: Scope, filter: DocumentFilter = {}): Promise<ListedDocument[]> {
  let query = trx.selectFrom('document').selectAll().where('connection_id', '=', scope.connectionId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.stage !== undefined) query = query.where('stage', '=', filter.stage);
  if (filter.projectId !== undefined) query = query.where('project_id', '=', filter.projectId);
  if (filter.sourceId !== undefined) query = query.where('source_id', '=', filter.sourceId);
  if (filter.sourceStatuses !== undefined) query = query.where('source_status', 'in', [...filter.sourceStatuses]);
  const rows = await query
    .orderBy('kind')
    .orderBy('project_id')
    .orderBy('commitment_id')
    .orderBy('number')
    .orderBy('source_id')
    .execute();
  return rows.map((row) => ({
    ...toDocument(row),
    gross: row.gross,
    payable: row.payable,
    billedThrough: row.billed_through,
    sourceUpdatedAt: row.source_updated_at?.toISOString() ?? null,
    changedAt: row.changed_at.toISOString(),
  }));
}
