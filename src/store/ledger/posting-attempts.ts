import { sql } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { Trx } from '../database';
import { findDecision } from '../holds/decisions';
import type { PostingRow } from './postings';

/** Noted before anything is sent: a call whose process dies is known to have been made. */
export async function openAttempt(
  trx: Trx,
  posting: PostingRow,
  caller: { runId: string; attempt: number },
): Promise<string> {
  const { id } = await trx
    .insertInto('posting_attempt')
    .values({
      tenant_id: posting.tenantId,
      posting_id: posting.id,
      lease_no: posting.leaseNo,
      run_id: caller.runId,
      attempt: caller.attempt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Answers are facts: kept whoever holds the lease. */
export async function recordAnswer(
  trx: Trx,
  attemptId: string,
  answer: { outcome: string; reference: ErpReference | null; detail: string | null },
): Promise<void> {
  await trx
    .updateTable('posting_attempt')
    .set({
      answered_at: sql<Date>`clock_timestamp()`,
      outcome: answer.outcome,
      reference: answer.reference === null ? null : JSON.stringify(answer.reference),
      detail: answer.detail,
    })
    .where('id', '=', attemptId)
    .execute();
}

/** What is known about a posting that was sent and that the ERP does not show. */
export interface PostingSilence {
  /** Some answer said that it succeeded, with or without a number. */
  readonly saidYes: boolean;
  readonly lastOutcome: string | null;
  /** A person decided after the last send that nothing of it arrived or will arrive. */
  readonly vouched: boolean;
}

export async function silenceOf(
  trx: Trx,
  posting: Pick<PostingRow, 'id' | 'documentId' | 'erpKey'>,
): Promise<PostingSilence> {
  const attempts = await trx
    .selectFrom('posting_attempt')
    .select(['outcome', 'sent_at'])
    .where('posting_id', '=', posting.id)
    .orderBy('id')
    .execute();
  const last = attempts.at(-1);
  const vouched = await findDecision(trx, posting.documentId, 'neverArrived', posting.erpKey, last?.sent_at);
  return {
    saidYes: attempts.some((one) => one.outcome === 'success' || one.outcome === 'noNumber'),
    lastOutcome: last?.outcome ?? null,
    vouched: vouched !== null,
  };
}
