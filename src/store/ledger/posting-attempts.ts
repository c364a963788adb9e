import { sql } from 'kysely';
import type { Reference } from '../../domain/posting/look';
import type { Trx } from '../database';
import type { PostingRow } from './posting-row';
import { Decisions } from '../holds/decisions';
import type { TxContext } from '../tx-context';

/** What is known about a posting that was sent and that the ERP does not show. */
export interface PostingSilence {
  /** Some answer said that it succeeded, with or without a number. */
  readonly saidYes: boolean;
  readonly lastOutcome: string | null;
  /** A person decided after the last send that nothing of it arrived or will arrive. */
  readonly vouched: boolean;
}

/** Calls that were made for a posting, and what was answered. */
export class PostingAttempts {
  readonly #trx: Trx;
  readonly #decisions: Decisions;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#decisions = new Decisions(context);
  }

  /** Noted before anything is sent: a call whose process dies is known to have been made. `act`: the kind that moves it on. */
  async open(posting: PostingRow, caller: { runId: string; attempt: number }, act?: string): Promise<string> {
    const { id } = await this.#trx
      .insertInto('postingAttempt')
      .values({
        tenantId: posting.tenantId,
        postingId: posting.id,
        leaseNo: posting.leaseNo,
        runId: caller.runId,
        attempt: caller.attempt,
        act: act ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }

  /** Answers are facts: kept whoever holds the lease. */
  async recordAnswer(
    attemptId: string,
    answer: { outcome: string; reference: Reference | null; detail: string | null },
  ): Promise<void> {
    await this.#trx
      .updateTable('postingAttempt')
      .set({
        answeredAt: sql<Date>`clock_timestamp()`,
        outcome: answer.outcome,
        detail: answer.detail,
        reference: answer.reference === null ? null : JSON.stringify(answer.reference),
      })
      .where('id', '=', attemptId)
      .execute();
  }

  /** What its calls, and a person since the last of them, say about a posting that does not show. */
  async silenceOf(posting: Pick<PostingRow, 'id' | 'documentId' | 'key'>): Promise<PostingSilence> {
    const attempts = await this.#trx
      .selectFrom('postingAttempt')
      .select(['outcome', 'sentAt'])
      .where('postingId', '=', posting.id)
      .where('act', 'is', null)
      .orderBy('id')
      .execute();
    const last = attempts.at(-1);
    const vouched = await this.#decisions.find(posting.documentId, 'neverArrived', posting.key, last?.sentAt);
    return {
      saidYes: attempts.some((one) => one.outcome === 'success' || one.outcome === 'noNumber'),
      lastOutcome: last?.outcome ?? null,
      vouched: vouched !== null,
    };
  }
}
