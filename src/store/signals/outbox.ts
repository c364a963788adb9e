import { sql } from 'kysely';
import type { Scope } from '../scope';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { TxContext } from '../tx-context';

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

/** Signals that are written in the transaction which makes them true; `OutboxQueue` sends them. */
export class Outbox {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Each signal for another workflow. One that still waits to be sent for the first time is not doubled. */
  async #enqueue(signals: readonly (OutboxSignal & Scope)[]): Promise<void> {
    if (signals.length === 0) return;
    const waiting = await this.#trx
      .selectFrom('outbox')
      .select(['workflowId', 'signal'])
      .where(
        'workflowId',
        'in',
        signals.map((signal) => signal.workflowId),
      )
      .where('deadAt', 'is', null)
      .where('attempts', '=', 0)
      .forUpdate()
      .skipLocked()
      .execute();
    const known = new Set(waiting.map((row) => `${row.signal} ${row.workflowId}`));
    const missing = signals.filter((signal) => !known.has(`${signal.signal} ${signal.workflowId}`));
    if (missing.length === 0) return;
    await this.#trx
      .insertInto('outbox')
      .values(
        missing.map(({ delayMs = 0, ...signal }) => ({
          ...signal,
          notBefore: sql<Date>`now() + ${delayMs} * interval '1 millisecond'`,
        })),
      )
      .execute();
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

  /** Lets the document's workflow know, or starts it. */
  async signal(document: DocumentRow, signal: 'sourceChanged' | 'resume', delayMs = 0): Promise<void> {
    await this.signalAll([document], signal, delayMs);
  }

  /** As `signal` for many, in as many statements as for one. */
  async signalAll(documents: readonly DocumentRow[], signal: 'sourceChanged' | 'resume', delayMs = 0): Promise<void> {
    await this.#enqueue(
      documents.map((document) => ({
        tenantId: document.tenantId,
        connectionId: document.connectionId,
        workflowType: document.kind,
        workflowId: document.workflowId,
        documentKind: document.kind,
        sourceId: document.sourceId,
        projectId: document.projectId,
        signal,
        delayMs,
      })),
    );
  }
}
