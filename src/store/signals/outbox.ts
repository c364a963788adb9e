import { sql } from 'kysely';
import { searchedName } from '../../domain/documents/readable-name';
import type { Scope } from '../scope';
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
  readonly signal: 'sourceChanged' | 'resume';
}

/** Signals that are written in the transaction which makes them true; `OutboxQueue` sends them. */
export class Outbox {
  readonly #trx: Trx;
  readonly #names: DocumentNames;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#names = new DocumentNames(context);
  }

  /** Each signal for another workflow. One that still waits to be sent for the first time is not doubled. */
  async #missing(documents: readonly DocumentRow[], signal: OutboxSignal['signal']): Promise<readonly DocumentRow[]> {
    if (documents.length === 0) return [];
    const waiting = await this.#trx
      .selectFrom('outbox')
      .select('workflowId')
      .where(
        'workflowId',
        'in',
        documents.map(({ workflowId }) => workflowId),
      )
      .where('signal', '=', signal)
      .where('deadAt', 'is', null)
      .where('attempts', '=', 0)
      .forUpdate()
      .skipLocked()
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
  async signal(document: DocumentRow, signal: 'sourceChanged' | 'resume', delayMs = 0): Promise<void> {
    await this.signalAll([document], signal, delayMs);
  }

  /** As `signal` for many, in as many statements as for one. */
  async signalAll(documents: readonly DocumentRow[], signal: 'sourceChanged' | 'resume', delayMs = 0): Promise<void> {
    const missing = await this.#missing(documents, signal);
    if (missing.length === 0) return;
    const nameOf = await this.#names.of(missing);
    await this.#trx
      .insertInto('outbox')
      .values(
        missing.map((document) => ({
          tenantId: document.tenantId,
          connectionId: document.connectionId,
          workflowType: document.kind,
          workflowId: document.workflowId,
          documentKind: document.kind,
          sourceId: document.sourceId,
          projectId: document.projectId,
          name: searchedName(nameOf(document)),
          signal,
          notBefore: sql<Date>`now() + ${delayMs} * interval '1 millisecond'`,
        })),
      )
      .execute();
  }
}
