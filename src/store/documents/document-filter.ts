import { sql } from 'kysely';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';

/** Where a document stands among all of a connection; `document_in_order` is the index of it. */
export const place = sql`kind, project_id, coalesce(commitment_id, ''), coalesce(number, 2147483647), source_id`;

export interface DocumentFilter {
  readonly kind?: string;
  readonly stage?: SyncStage;
  readonly projectId?: string;
  readonly sourceId?: string;
  readonly sourceStatuses?: readonly string[];
  readonly commitmentIds?: readonly string[];
  readonly number?: number;
  readonly label?: string;
}

/** In no order yet. */
export function documentsMatching(trx: Trx, scope: Scope, filter: DocumentFilter) {
  let query = trx.selectFrom('document').selectAll().where('connectionId', '=', scope.connectionId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.stage !== undefined) query = query.where('stage', '=', filter.stage);
  if (filter.projectId !== undefined) query = query.where('projectId', '=', filter.projectId);
  if (filter.sourceId !== undefined) query = query.where('sourceId', '=', filter.sourceId);
  if (filter.sourceStatuses !== undefined) query = query.where('sourceStatus', 'in', [...filter.sourceStatuses]);
  if (filter.commitmentIds !== undefined) query = query.where('commitmentId', 'in', [...filter.commitmentIds]);
  if (filter.number !== undefined) query = query.where('number', '=', filter.number);
  if (filter.label !== undefined) query = query.where('label', '=', filter.label);
  return query;
}
