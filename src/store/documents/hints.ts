import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { Outbox } from '../signals/outbox';
import type { TxContext } from '../tx-context';
import { workflowIdOf, type DocumentName, type DocumentRow } from './documents';

export interface DocumentHint extends Scope, DocumentName {
  /** For a document that is in none yet; empty: the hint names none. */
  readonly projectId: string;
}

/** Hints about many documents at once, in as many statements as about one; a document named more than once gets one. */
export class Hints {
  readonly #trx: Trx;
  readonly #outbox: Outbox;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#outbox = new Outbox(context);
  }

  /** As `Documents.see` and `hint` for each. */
  async hintAll(hints: readonly DocumentHint[], delayMs: number): Promise<void> {
    const rows = await this.#note(hints, true);
    await this.#outbox.signalAll(rows, 'sourceChanged', delayMs);
  }

  /**
   * While the connection is not live: what was read of them before is old from here on, and nobody is told yet. Whoever goes
   * live reads them again (`ToRead.unread`).
   */
  async noteAll(hints: readonly DocumentHint[]): Promise<void> {
    await this.#note(hints, false);
  }

  /** As `Documents.hintOfAnswer` for each. */
  async ofAnswers(documents: readonly DocumentRow[]): Promise<void> {
    if (documents.length === 0) return;
    const ids = documents.map(({ id }) => id);
    await this.#trx
      .updateTable('document')
      .set({ hintNo: sql<string>`hint_no + 1`, open: true, changedAt: sql<Date>`now()` })
      // Locked in the order of their ids, as whoever else locks many.
      .where('id', 'in', (trx) =>
        trx.selectFrom('document').select('id').where('id', 'in', ids).orderBy('id').forUpdate(),
      )
      .execute();
    await this.#outbox.signalAll(documents, 'sourceChanged');
  }

  async #note(hints: readonly DocumentHint[], opens: boolean): Promise<DocumentRow[]> {
    const hintOf = new Map(hints.map((hint) => [workflowIdOf(hint.connectionId, hint), hint]));
    if (hintOf.size === 0) return [];
    // Always in the same order: else two that hint the same documents wait for each other.
    const sorted = [...hintOf].sort(([one], [other]) => (one < other ? -1 : 1));
    return this.#trx
      .insertInto('document')
      .values(
        sorted.map(([workflowId, hint]) => ({
          tenantId: hint.tenantId,
          connectionId: hint.connectionId,
          kind: hint.kind,
          sourceId: hint.sourceId,
          workflowId,
          projectId: hint.projectId,
          hintNo: '1',
          newsAt: sql<Date>`clock_timestamp()`,
          open: opens,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'kind', 'sourceId']).doUpdateSet({
          projectId: sql<string>`coalesce(nullif(document.project_id, ''), excluded.project_id)`,
          hintNo: sql<string>`document.hint_no + 1`,
          newsAt: sql<Date>`clock_timestamp()`,
          open: sql<boolean>`document.open or excluded.open`,
          changedAt: sql<Date>`now()`,
        }),
      )
      .returningAll()
      .execute();
  }
}
