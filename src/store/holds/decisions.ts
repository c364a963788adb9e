import type { DecisionKind } from '../../domain/holds/decision';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface Decision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly note: string;
  /** Of a choice after posting: what it is bound to besides its subject; else `''`. */
  readonly stands: string;
  readonly shown: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** A choice after posting says what it is bound to, in which role it was made, and by what evidence. */
interface NewDecision {
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly note: string;
  readonly stands?: string;
  readonly shown?: string;
  readonly role?: string;
  readonly evidence?: string;
}

/** What persons decided about held documents. */
export class Decisions {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /** What the actor decided about one document, or about several together, and why. */
  async record(documents: readonly [DocumentRow, ...DocumentRow[]], decision: NewDecision): Promise<string> {
    const [{ tenantId, connectionId }] = documents;
    const { id } = await this.#trx
      .insertInto('decision')
      .values({
        tenantId,
        connectionId,
        kind: decision.kind,
        subject: decision.subject,
        note: decision.note,
        stands: decision.stands ?? '',
        shown: decision.shown ?? '',
        role: decision.role ?? '',
        evidence: decision.evidence ?? '',
        decidedBy: this.#actor,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await this.#trx
      .insertInto('decisionMember')
      .values(documents.map((document) => ({ decisionId: id, documentId: document.id, tenantId })))
      .execute();
    return id;
  }

  /** All about the document, the newest first. */
  async of(documentId: string): Promise<Decision[]> {
    return (await this.#about(documentId).orderBy('decision.id', 'desc').execute()).map(toDecision);
  }

  /** The newest decision of the kind about exactly this subject, if there is one (made after `since`, when given). */
  async find(documentId: string, kind: DecisionKind, subject: string, since?: Date): Promise<Decision | null> {
    let query = this.#about(documentId).where('decision.kind', '=', kind).where('decision.subject', '=', subject);
    if (since !== undefined) query = query.where('decision.decidedAt', '>', since);
    const row = await query.orderBy('decision.id', 'desc').limit(1).executeTakeFirst();
    return row === undefined ? null : toDecision(row);
  }

  /** What decisions of the kind are about, of any document of the commitment. */
  async ofCommitment(scope: Scope, commitmentId: string, kind: DecisionKind): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('document')
      .innerJoin('decisionMember', 'decisionMember.documentId', 'document.id')
      .innerJoin('decision', 'decision.id', 'decisionMember.decisionId')
      .select('decision.subject')
      .where('document.connectionId', '=', scope.connectionId)
      .where('document.commitmentId', '=', commitmentId)
      .where('decision.kind', '=', kind)
      .execute();
    return rows.map(({ subject }) => subject);
  }

  /** What decisions of the kind are about, by document. */
  async ofDocuments(documentIds: readonly string[], kind: DecisionKind) {
    if (documentIds.length === 0) return [];
    return this.#trx
      .selectFrom('decision')
      .innerJoin('decisionMember', 'decisionMember.decisionId', 'decision.id')
      .select(['decisionMember.documentId', 'decision.subject'])
      .where('decisionMember.documentId', 'in', [...documentIds])
      .where('decision.kind', '=', kind)
      .execute();
  }

  #about(documentId: string) {
    return this.#trx
      .selectFrom('decision')
      .innerJoin('decisionMember', 'decisionMember.decisionId', 'decision.id')
      .select(['decision.id', 'decision.kind', 'decision.subject', 'decision.note'])
      .select(['decision.stands', 'decision.shown', 'decision.decidedBy', 'decision.decidedAt'])
      .where('decisionMember.documentId', '=', documentId);
  }
}

function toDecision({ decidedAt, ...row }: Omit<Decision, 'decidedAt'> & { readonly decidedAt: Date }): Decision {
  return { ...row, decidedAt: decidedAt.toISOString() };
}
