import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';

export interface DocumentFilter {
  readonly kind?: string;
  readonly stage?: SyncStage;
  readonly projectId?: string;
  readonly sourceId?: string;
  readonly sourceStatuses?: readonly string[];
  readonly commitmentIds?: readonly string[];
  readonly number?: number;
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
  return query;
}
