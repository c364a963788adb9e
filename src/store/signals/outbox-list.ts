import type { Trx } from '../database';
import type { OutboxSignal } from './outbox';
import type { Scope } from '../scope';

/** A signal that is not sent yet, as the list shows it. */
export interface ListedSignal {
  readonly id: string;
  readonly state: 'pending' | 'dead';
  readonly documentKind: string;
  readonly sourceId: string;
  readonly workflowId: string;
  readonly signal: OutboxSignal['signal'];
  readonly attempts: number;
  /** The kind of the last attempt's error; its message may quote what it was given. */
  readonly lastError: string | null;
  readonly writtenAt: string;
  /** Null: dead, never by itself. */
  readonly dueAt: string | null;
  readonly deadAt: string | null;
}

/** Oldest first. */
export async function listSignals(trx: Trx, scope: Scope, filter: { deadOnly: boolean }): Promise<ListedSignal[]> {
  let query = trx
    .selectFrom('outbox')
    .selectAll()
    .where('tenant_id', '=', scope.tenantId)
    .where('connection_id', '=', scope.connectionId);
  if (filter.deadOnly) query = query.where('dead_at', 'is not', null);
  const rows = await query.orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.dead_at === null ? 'pending' : 'dead',
    documentKind: row.document_kind,
    sourceId: row.source_id,
    workflowId: row.workflow_id,
    signal: row.signal,
    attempts: row.attempts,
    lastError: row.last_error,
    writtenAt: row.created_at.toISOString(),
    dueAt: row.dead_at === null ? row.not_before.toISOString() : null,
    deadAt: row.dead_at?.toISOString() ?? null,
  }));
}
