import type { HoldReason, Problem } from '../../domain/holds/hold-reason';
import type { Trx } from '../database';
import type { DocumentRow } from './documents';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';

interface PastHold {
  readonly kind: 'person' | 'waiting';
  readonly reasons: readonly HoldReason[];
  readonly problems: readonly Problem[];
  readonly openedAt: string;
  readonly releaseAskedAt: string | null;
  readonly releaseAskedBy: string | null;
  readonly closedAt: string | null;
}

interface TrailAttempt {
  readonly postingId: string;
  readonly sentAt: string;
  readonly answeredAt: string | null;
  readonly outcome: string | null;
  readonly reference: Readonly<Record<string, string>> | null;
  readonly detail: string | null;
  /** The outside system's own texts. */
  readonly said: readonly string[];
}

interface TrailEntry {
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

/** What happened to a document: holds, calls, audit entries. */
export class DocumentTrails {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** All that happened to one document, oldest first. */
  async of(document: DocumentRow): Promise<DocumentTrail> {
    const holds = await this.#trx
      .selectFrom('hold')
      .select(['kind', 'reasons', 'problems', 'openedAt', 'releaseAskedAt', 'releaseAskedBy', 'closedAt'])
      .where('documentId', '=', document.id)
      .orderBy('id')
      .execute();
    const attempts = await this.#trx
      .selectFrom('postingAttempt')
      .innerJoin('posting', 'posting.id', 'postingAttempt.postingId')
      .select(['postingAttempt.postingId', 'postingAttempt.sentAt', 'postingAttempt.answeredAt'])
      .select(['postingAttempt.outcome', 'postingAttempt.reference', 'postingAttempt.detail', 'postingAttempt.said'])
      .where('posting.documentId', '=', document.id)
      .orderBy('postingAttempt.id')
      .execute();
    const audit = await this.#trx
      .selectFrom('auditEntry')
      .select(['seq', 'at', 'actor', 'act', 'facts'])
      .where('connectionId', '=', document.connectionId)
      .where('documentKind', '=', document.kind)
      .where('sourceId', '=', document.sourceId)
      .orderBy('seq')
      .execute();
    return {
      holds: await Promise.all(
        holds.map(async (hold) => ({
          ...hold,
          problems: await this.#sealed.open<Problem[]>('problems', hold.problems),
          openedAt: hold.openedAt.toISOString(),
          releaseAskedAt: hold.releaseAskedAt?.toISOString() ?? null,
          closedAt: hold.closedAt?.toISOString() ?? null,
        })),
      ),
      attempts: await Promise.all(
        attempts.map(async (attempt) => ({
          ...attempt,
          sentAt: attempt.sentAt.toISOString(),
          answeredAt: attempt.answeredAt?.toISOString() ?? null,
          said: attempt.said === null ? [] : await this.#sealed.open<string[]>('answer', attempt.said),
        })),
      ),
      audit: audit.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    };
  }
}
