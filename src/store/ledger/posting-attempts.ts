import { sql } from 'kysely';
import { refusedForNow } from '../../domain/posting/call-outcome';
import type { Reference } from '../../domain/posting/look';
import type { Trx } from '../database';
import type { PostingRow } from './posting-row';
import { Decisions } from '../holds/decisions';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

/** How a call ended. */
export interface Answer {
  /**
   * A kind of client error, or: `success`, `noNumber` (a yes without a reference), `notSent`, `refusedForNow` (what stood in
   * the way goes by itself).
   */
  readonly outcome: string;
  readonly reference: Reference | null;
  /** In our words, in plain. */
  readonly detail: string | null;
  /** The outside system's own texts: they may name vendors and amounts, so they are sealed. */
  readonly said: readonly string[];
}

/** What is known about a posting that was sent and that the ERP does not show. */
export interface PostingSilence {
  /** Some answer said that it succeeded, with or without a number. */
  readonly saidYes: boolean;
  readonly lastOutcome: string | null;
  /** How many of its calls ended in a refusal that passes: they are no reason not to send it again. */
  readonly refusedForNow: number;
  /** What the outside system said last. */
  readonly said: readonly string[];
  /** What the last answer was, in our words. */
  readonly detail: string | null;
  /** A person decided after the last send that nothing of it arrived or will arrive. */
  readonly vouched: boolean;
}

/** Calls that were made for a posting, and what was answered. */
export class PostingAttempts {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;
  readonly #decisions: Decisions;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
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
  async recordAnswer(attemptId: string, { outcome, reference, detail, said }: Answer): Promise<void> {
    await this.#trx
      .updateTable('postingAttempt')
      .set({
        answeredAt: sql<Date>`clock_timestamp()`,
        outcome,
        detail,
        reference: reference === null ? null : JSON.stringify(reference),
        said: said.length === 0 ? null : await this.#sealed.seal('answer', said),
      })
      .where('id', '=', attemptId)
      .execute();
  }

  /** What its calls, and a person since the last of them, say about a posting that does not show. */
  async silenceOf(posting: Pick<PostingRow, 'id' | 'documentId' | 'key'>): Promise<PostingSilence> {
    const attempts = await this.#trx
      .selectFrom('postingAttempt')
      .select(['outcome', 'sentAt', 'said', 'detail'])
      .where('postingId', '=', posting.id)
      .where('act', 'is', null)
      .orderBy('id')
      .execute();
    const last = attempts.at(-1);
    const said = attempts.findLast((one) => one.said !== null)?.said ?? null;
    const vouched = await this.#decisions.find(posting.documentId, 'neverArrived', posting.key, last?.sentAt);
    return {
      saidYes: attempts.some((one) => one.outcome === 'success' || one.outcome === 'noNumber'),
      lastOutcome: last?.outcome ?? null,
      refusedForNow: attempts.filter((one) => one.outcome === refusedForNow).length,
      said: said === null ? [] : await this.#sealed.open<string[]>('answer', said),
      detail: last?.detail ?? null,
      vouched: vouched !== null,
    };
  }
}
