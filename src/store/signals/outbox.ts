import { sql, type InsertObject, type RawBuilder } from 'kysely';
import { searchedName } from '../../domain/documents/readable-name';
import type { AskedPoll } from '../connections/feeds';
import type { Scope } from '../scope';
import type { Schema } from '../schema';
import type { Trx } from '../database';
import { DocumentNames } from '../documents/document-names';
import type { DocumentRow } from '../documents/documents';
import type { TxContext } from '../tx-context';

/** A signal that is due: written in the transaction that makes it true, sent by the drain loop. */
export interface OutboxSignal {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly documentKind: string;
  readonly sourceId: string;
  readonly projectId: string;
  /** What the document is called, for the Temporal UI: as far as it was known when this was written. */
  readonly name: string;
  /** `poll`: of a feed's schedule, which is no document's; `documentKind` and `sourceId` are then the feed. */
  readonly signal: 'sourceChanged' | 'resume' | 'poll';
}

type DocumentSignal = Exclude<OutboxSignal['signal'], 'poll'>;

/**
 * A thousand in 50 seconds. Not many more than a worker gets through: of workflows that are under way at once and are more than it
 * keeps in memory, each is played again from its beginning for every step.
 */
export const releasedPerSecond = 20;

/** Signals that are written in the transaction which makes them true; `OutboxQueue` sends them. */
export class Outbox {
  readonly #trx: Trx;
  readonly #names: DocumentNames;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#names = new DocumentNames(context);
  }

  /**
   * Each signal for another workflow. One that still waits to be sent for the first time is not doubled; a `resume` that would be sent
   * only after `dueAt` is sent then.
   */
  async #missing(
    documents: readonly DocumentRow[],
    signal: DocumentSignal,
    dueAt: RawBuilder<Date>,
  ): Promise<readonly DocumentRow[]> {
    if (documents.length === 0) return [];
    const waiting = await this.#trx
      .with('known', (trx) =>
        trx
          .selectFrom('outbox')
          .select('id')
          .where(
            'workflowId',
            'in',
            documents.map(({ workflowId }) => workflowId),
          )
          .where('signal', '=', signal)
          .where('deadAt', 'is', null)
          .where('attempts', '=', 0)
          .orderBy('id')
          .forUpdate()
          .skipLocked(),
      )
      .updateTable('outbox')
      .set({ notBefore: signal === 'resume' ? sql<Date>`least(not_before, ${dueAt})` : sql<Date>`not_before` })
      .where('id', 'in', (trx) => trx.selectFrom('known').select('known.id'))
      .returning('workflowId')
      .execute();
    const known = new Set(waiting.map((row) => row.workflowId));
    return documents.filter(({ workflowId }) => !known.has(workflowId));
  }

  /** Gives the connection's dead letters another life, due now. Only for whoever has just reached Temporal. Gives how many there were. */
  async reviveDead(scope: Scope): Promise<number> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('outbox')
      .set({ attempts: 0, deadAt: null, notBefore: sql<Date>`now()` })
      .where('tenantId', '=', scope.tenantId)
      .where('connectionId', '=', scope.connectionId)
      .where('deadAt', 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  }

  /** Lets the document's workflow know, or starts it. Hints of one document within `delayMs` become one. */
  async signal(document: DocumentRow, signal: DocumentSignal, delayMs = 0): Promise<void> {
    await this.signalAll([document], signal, delayMs);
  }

  /** As `signal` for many, in as many statements as for one. */
  async signalAll(documents: readonly DocumentRow[], signal: DocumentSignal, delayMs = 0): Promise<void> {
    const dueAt = sql<Date>`now() + ${delayMs} * interval '1 millisecond'`;
    await this.#write(await this.#missing(documents, signal, dueAt), signal, () => dueAt);
  }

  /** Lets the schedules of these feeds start a poll each when it is due. */
  async pollAll(scope: Scope, polls: readonly (AskedPoll & { readonly scheduleId: string })[]): Promise<void> {
    await this.#insert(
      polls.map(({ projectId, name, scheduleId, dueAt }) => ({
        ...{ tenantId: scope.tenantId, connectionId: scope.connectionId, projectId },
        ...{ workflowType: 'pollFeed', workflowId: scheduleId, documentKind: 'feed', sourceId: name, name },
        ...{ signal: 'poll' as const, notBefore: dueAt },
      })),
    );
  }

  /**
   * Lets many go on, `releasedPerSecond` a second: neither Temporal nor the systems behind get a thousand passes at once, and what
   * changes meanwhile is signalled between them. Few go at once; many come behind what an earlier fix lets go on.
   */
  async releaseAll(documents: readonly DocumentRow[]): Promise<void> {
    if (documents.length <= releasedPerSecond) return this.signalAll(documents, 'resume');
    const [scope] = documents;
    const { rows } = await sql<{ behind: number }>`
      select greatest(0, extract(epoch from max(not_before) - now()))::float8 as behind from outbox
      where tenant_id = ${scope?.tenantId} and connection_id = ${scope?.connectionId}
        and signal = 'resume' and attempts = 0 and dead_at is null`.execute(this.#trx);
    const behind = Math.ceil(rows[0]?.behind ?? 0);
    const second = (index: number) => behind + Math.floor(index / releasedPerSecond);
    const last = sql<Date>`now() + ${second(documents.length)} * interval '1 second'`;
    const missing = await this.#missing(documents, 'resume', last);
    await this.#write(missing, 'resume', (index) => sql<Date>`now() + ${second(index)} * interval '1 second'`);
  }

  async #write(
    missing: readonly DocumentRow[],
    signal: DocumentSignal,
    dueAt: (index: number) => RawBuilder<Date>,
  ): Promise<void> {
    if (missing.length === 0) return;
    const nameOf = await this.#names.of(missing);
    const rows = missing.map((document, index) => ({
      tenantId: document.tenantId,
      connectionId: document.connectionId,
      workflowType: document.kind,
      workflowId: document.workflowId,
      documentKind: document.kind,
      sourceId: document.sourceId,
      projectId: document.projectId,
      name: searchedName(nameOf(document)),
      signal,
      notBefore: dueAt(index),
    }));
    await this.#insert(rows);
  }

  async #insert(rows: readonly InsertObject<Schema, 'outbox'>[]): Promise<void> {
    // A statement takes at most 65,535 values.
    for (let start = 0; start < rows.length; start += 1000) {
      await this.#trx
        .insertInto('outbox')
        .values(rows.slice(start, start + 1000))
        .execute();
    }
  }
}
