import type { DecisionKind } from '../../domain/holds/decision';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';

export interface Decision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly note: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

export async function recordDecision(
  trx: Trx,
  document: DocumentRow,
  decision: { kind: DecisionKind; subject: string; note: string; by: string },
): Promise<string> {
  const { id } = await trx
    .insertInto('decision')
    .values({
      tenant_id: document.tenantId,
      connection_id: document.connectionId,
      document_id: document.id,
      kind: decision.kind,
      subject: decision.subject,
      note: decision.note,
      decided_by: decision.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The newest decision of the kind about exactly this subject, if there is one (made after `since`, when given). */
export async function findDecision(
  trx: Trx,
  documentId: string,
  kind: DecisionKind,
  subject: string,
  since?: Date,
): Promise<Decision | null> {
  let query = trx
    .selectFrom('decision')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('kind', '=', kind)
    .where('subject', '=', subject);
  if (since !== undefined) query = query.where('decided_at', '>', since);
  const row = await query.orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    note: row.note,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at.toISOString(),
  };
}
