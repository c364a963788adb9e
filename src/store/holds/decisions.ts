import type { DecisionKind } from '../../domain/holds/decision';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { TxContext } from '../tx-context';

export interface Decision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly note: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** What persons decided about held documents. */
export class Decisions {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /** What the actor decided, and why. */
  async record(
    document: DocumentRow,
    decision: { kind: DecisionKind; subject: string; note: string },
  ): Promise<string> {
    const { id } = await this.#trx
      .insertInto('decision')
      .values({
        tenantId: document.tenantId,
        connectionId: document.connectionId,
        documentId: document.id,
        kind: decision.kind,
        subject: decision.subject,
        note: decision.note,
        decidedBy: this.#actor,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /** All about the document, the newest first. */
  async of(documentId: string): Promise<Decision[]> {
    const rows = await this.#trx
      .selectFrom('decision')
      .select(['id', 'kind', 'subject', 'note', 'decidedBy', 'decidedAt'])
      .where('documentId', '=', documentId)
      .orderBy('id', 'desc')
      .execute();
    return rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
  }

  /** The newest decision of the kind about exactly this subject, if there is one (made after `since`, when given). */
  async find(documentId: string, kind: DecisionKind, subject: string, since?: Date): Promise<Decision | null> {
    let query = this.#trx
      .selectFrom('decision')
      .select(['id', 'kind', 'subject', 'note', 'decidedBy', 'decidedAt'])
      .where('documentId', '=', documentId)
      .where('kind', '=', kind)
      .where('subject', '=', subject);
    if (since !== undefined) query = query.where('decidedAt', '>', since);
    const row = await query.orderBy('id', 'desc').limit(1).executeTakeFirst();
    return row === undefined ? null : { ...row, decidedAt: row.decidedAt.toISOString() };
  }
}
