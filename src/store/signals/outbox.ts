import { sql } from 'kysely';
import type { Database, Trx } from '../database';
import type { Scope } from '../scope';

/** A signal that is due: written in the transaction that makes it true, sent by the drain loop. */
export interface OutboxSignal {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly documentKind: string;
  readonly sourceId: string;
  readonly projectId: string;
  readonly signal: 'sourceChanged' | 'resume';
  /** Hints of one document within this time become one. */
  readonly delayMs?: number;
}

export interface DueSignal extends OutboxSignal, Scope {
  readonly id: string;
  readonly attempts: number;
}

export const deadAfterAttempts = 20;

/** Each signal for another workflow. One that still waits to be sent for the first time is not doubled. */
export async function enqueueSignals(trx: Trx, signals: readonly (OutboxSignal & Scope)[]): Promise<void> {
  if (signals.length === 0) return;
  const waiting = await trx
    .selectFrom('outbox')
    .select(['workflow_id', 'signal'])
    .where(
      'workflow_id',
      'in',
      signals.map((signal) => signal.workflowId),
    )
    .where('dead_at', 'is', null)
    .where('attempts', '=', 0)
    .forUpdate()
    .skipLocked()
    .execute();
  const known = new Set(waiting.map((row) => `${row.signal} ${row.workflow_id}`));
  const missing = signals.filter((signal) => !known.has(`${signal.signal} ${signal.workflowId}`));
  if (missing.length === 0) return;
  await trx
    .insertInto('outbox')
    .values(
      missing.map((signal) => ({
        tenant_id: signal.tenantId,
        connection_id: signal.connectionId,
        workflow_type: signal.workflowType,
        workflow_id: signal.workflowId,
        document_kind: signal.documentKind,
        source_id: signal.sourceId,
        project_id: signal.projectId,
        signal: signal.signal,
        not_before: sql<Date>`now() + ${signal.delayMs ?? 0} * interval '1 millisecond'`,
      })),
    )
    .execute();
}

/**
 * Takes up to `limit` due signals, hands each to `send`, and deletes what was sent. What failed stays, with back-off
 * (1 s doubling to 5 min); after `deadAfterAttempts` it is a dead letter, which the metrics show and `reconcile` revives.
 * The rows stay locked while they are sent, so that no two drain loops send the same one.
 */
export async function drainOutbox(
  database: Database,
  limit: number,
  send: (signal: DueSignal) => Promise<void>,
): Promise<number> {
  return database.shared.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('dead_at', 'is', null)
      .where('not_before', '<=', sql<Date>`now()`)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    const sent: string[] = [];
    await Promise.all(
      rows.map(async (row) => {
        try {
          await send({
            id: row.id,
            tenantId: row.tenant_id,
            connectionId: row.connection_id,
            workflowType: row.workflow_type,
            workflowId: row.workflow_id,
            documentKind: row.document_kind,
            sourceId: row.source_id,
            projectId: row.project_id,
            signal: row.signal,
            attempts: row.attempts,
          });
          sent.push(row.id);
        } catch (error) {
          const attempts = row.attempts + 1;
          const backOffMs = Math.min(1000 * 2 ** row.attempts, 300_000);
          await trx
            .updateTable('outbox')
            .set({
              attempts,
              last_error: error instanceof Error ? error.name : 'unknown',
              not_before: sql<Date>`now() + ${backOffMs} * interval '1 millisecond'`,
              dead_at: attempts >= deadAfterAttempts ? sql<Date>`now()` : null,
            })
            .where('id', '=', row.id)
            .execute();
        }
      }),
    );
    if (sent.length > 0) await trx.deleteFrom('outbox').where('id', 'in', sent).execute();
    return rows.length;
  });
}

/** Gives the connection's dead letters another life, due now. Only for whoever has just reached Temporal. Gives how many there were. */
export async function reviveDeadSignals(trx: Trx, scope: Scope): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ attempts: 0, dead_at: null, not_before: sql<Date>`now()` })
    .where('tenant_id', '=', scope.tenantId)
    .where('connection_id', '=', scope.connectionId)
    .where('dead_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** How long until the next row falls due that is not due yet; null when there is none. */
export async function nextDueMs(database: Database): Promise<number | null> {
  const row = await database.shared
    .selectFrom('outbox')
    .select(sql<number | null>`(extract(epoch from min(not_before) - now()) * 1000)::float8`.as('due_in_ms'))
    .where('dead_at', 'is', null)
    .where('not_before', '>', sql<Date>`now()`)
    .executeTakeFirstOrThrow();
  return row.due_in_ms;
}
