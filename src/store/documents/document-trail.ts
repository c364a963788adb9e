import type { HoldReason, Problem } from '../../domain/holds/hold-reason';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { SealedJson } from '../sealed-json';

export interface PastHold {
  readonly kind: 'person' | 'waiting';
  readonly reasons: readonly HoldReason[];
  readonly problems: readonly Problem[];
  readonly openedAt: string;
  readonly releaseAskedAt: string | null;
  readonly releaseAskedBy: string | null;
  readonly closedAt: string | null;
}

export interface TrailAttempt {
  readonly postingId: string;
  readonly sentAt: string;
  readonly answeredAt: string | null;
  readonly outcome: string | null;
  readonly reference: Readonly<Record<string, string>> | null;
  readonly detail: string | null;
}

export interface TrailEntry {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface DocumentTrail {
  readonly holds: readonly PastHold[];
  readonly attempts: readonly TrailAttempt[];
  readonly audit: readonly TrailEntry[];
}

/** All that happened to one document, oldest first. */
export async function documentTrail(trx: Trx, sealed: SealedJson, document: DocumentRow): Promise<DocumentTrail> {
  const holds = await trx.selectFrom('hold').selectAll().where('document_id', '=', document.id).orderBy('id').execute();
  const attempts = await trx
    .selectFrom('posting_attempt')
    .innerJoin('posting', 'posting.id', 'posting_attempt.posting_id')
    .selectAll('posting_attempt')
    .where('posting.document_id', '=', document.id)
    .orderBy('posting_attempt.id')
    .execute();
  const audit = await trx
    .selectFrom('audit_entry')
    .selectAll()
    .where('connection_id', '=', document.connectionId)
    .where('document_kind', '=', document.kind)
    .where('source_id', '=', document.sourceId)
    .orderBy('seq')
    .execute();
  return {
    holds: await Promise.all(
      holds.map(async (hold) => ({
        kind: hold.kind,
        reasons: hold.reasons as HoldReason[],
        problems: await sealed.open<Problem[]>(document.tenantId, 'problems', hold.problems),
        openedAt: hold.opened_at.toISOString(),
        releaseAskedAt: hold.release_asked_at?.toISOString() ?? null,
        releaseAskedBy: hold.release_asked_by,
        closedAt: hold.closed_at?.toISOString() ?? null,
      })),
    ),
    attempts: attempts.map((attempt) => ({
      postingId: attempt.posting_id,
      sentAt: attempt.sent_at.toISOString(),
      answeredAt: attempt.answered_at?.toISOString() ?? null,
      outcome: attempt.outcome,
      reference: attempt.reference,
      detail: attempt.detail,
    })),
    audit: audit.map((entry) => ({
      seq: entry.seq,
      at: entry.at.toISOString(),
      actor: entry.actor,
      act: entry.act,
      facts: entry.facts,
    })),
  };
}
