import { sql } from 'kysely';
import type { Reference } from '../../domain/posting/look';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import { postingMoves, type PostingState } from '../../domain/posting/stages/posting-state';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import { after, timeLeft, toPosting, type PostingRow } from './posting-row';

/** What a move writes besides the state. Times are from now, by the database's clock. */
export interface PostingChange {
  readonly planId?: string;
  readonly body?: Buffer;
  readonly bodyHash?: string;
  readonly sends?: number;
  readonly sendWithinMs?: number;
  readonly settleAfterMs?: number;
  /** Null: the lease is given back. */
  readonly leaseMs?: number | null;
  readonly reference?: Reference;
  readonly facts?: Readonly<Record<string, string>>;
  readonly stage?: PostingStage;
  readonly stageWord?: string;
  /** What it is found by, where it was entered without knowing. */
  readonly supplier?: string;
  readonly number?: string;
  /** Its subject is free for other documents. */
  readonly occupies?: false;
}

/** What a posting is by the plan that it is made for. */
export type PostingName = Pick<
  PostingRow,
  'system' | 'kind' | 'subject' | 'occupies' | 'supplier' | 'number' | 'because' | 'planStep' | 'planId'
>;

/** A posting as it is named, before anything is sent. */
export interface NewPosting
  extends PostingName, Pick<PostingRow, 'documentId' | 'step' | 'ordinal' | 'key' | 'origin'> {
  /** Null: nobody sends it. */
  readonly leaseMs: number | null;
  /** Of what nobody sends: what is looked for, sealed. */
  readonly body?: Buffer;
}

/** Effects in outside systems: each is moved only by the holder of its lease. */
export class Postings {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** All of a document, in the order in which they were reserved, locked. The document must be locked before. */
  async lockOf(documentId: string): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('documentId', '=', documentId)
      .orderBy('id')
      .forUpdate()
      .execute();
    return rows.map(toPosting);
  }

  /** All of a document, in the order in which they were reserved. */
  async of(documentId: string): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('documentId', '=', documentId)
      .orderBy('id')
      .execute();
    return rows.map(toPosting);
  }

  /** As it is now, whoever holds it. Throws when there is none. */
  async load(postingId: string): Promise<PostingRow> {
    const row = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('id', '=', postingId)
      .executeTakeFirstOrThrow();
    return toPosting(row);
  }

  /** Allots the next ordinal and takes the lease. The partial unique index refuses a second one in flight. */
  async reserve(scope: Scope, posting: NewPosting): Promise<PostingRow> {
    const row = await this.#trx
      .insertInto('posting')
      .values({
        tenantId: scope.tenantId,
        connectionId: scope.connectionId,
        documentId: posting.documentId,
        system: posting.system,
        kind: posting.kind,
        step: posting.step,
        ordinal: posting.ordinal,
        key: posting.key,
        origin: posting.origin,
        subject: posting.subject,
        occupies: posting.occupies,
        supplier: posting.supplier,
        number: posting.number,
        because: posting.because,
        planStep: posting.planStep,
        planId: posting.planId,
        ...(posting.body === undefined ? {} : { body: posting.body }),
        leaseNo: 1,
        leaseUntil: posting.leaseMs === null ? null : after(posting.leaseMs),
      })
      .returningAll()
      .returning(timeLeft)
      .executeTakeFirstOrThrow();
    return toPosting(row);
  }

  /**
   * Notes how far a confirmed posting has come. `posting`: as it was before the ERP was asked. False when all of it was known,
   * when it is not confirmed any more, or when it was noted elsewhere meanwhile: answers cross, and an older one says nothing.
   */
  async noteStanding(
    posting: Pick<PostingRow, 'id' | 'stage'>,
    now: {
      readonly stage: PostingStage;
      readonly stageWord: string;
      readonly reference: Reference | null;
      readonly facts: Readonly<Record<string, string>>;
      readonly occupies?: false;
    },
  ): Promise<boolean> {
    const facts = JSON.stringify(now.facts);
    // One that is empty says no more than one that is not there.
    const saysMore = sql`exists (
      select from jsonb_each_text(${facts}::jsonb) as fact where coalesce(posting.facts ->> fact.key, '') <> fact.value
    )`;
    const reference = now.reference === null ? null : JSON.stringify(now.reference);
    const result = await this.#trx
      .updateTable('posting')
      .set({
        stage: now.stage,
        stageWord: now.stageWord,
        facts: sql<string>`coalesce(facts, '{}'::jsonb) || ${facts}::jsonb`,
        ...(reference === null
          ? {}
          : { reference: sql<string>`coalesce(reference, '{}'::jsonb) || ${reference}::jsonb` }),
        ...(now.occupies === false ? { occupies: false } : {}),
      })
      .where('id', '=', posting.id)
      .where('state', '=', 'confirmed')
      .where(sql<boolean>`stage is not distinct from ${posting.stage}`)
      .where(sql<boolean>`(stage is distinct from ${now.stage} or ${saysMore})`)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /**
   * Takes over a posting whose lease has lapsed: from here on the former holder's moves find no row. `name`: what it is from
   * now on, where nothing of it was sent; null: it stays what it is.
   */
  async takeLease(posting: PostingRow, name: PostingName | null, leaseMs: number): Promise<PostingRow | null> {
    const row = await this.#trx
      .updateTable('posting')
      .set({
        leaseNo: sql<number>`lease_no + 1`,
        leaseUntil: after(leaseMs),
        ...name,
        ...(posting.state === 'sent' ? { state: 'uncertain' as const } : {}),
      })
      .where('id', '=', posting.id)
      .where('state', '=', posting.state)
      .where('leaseNo', '=', posting.leaseNo)
      .where((where) => where.or([where('leaseUntil', 'is', null), where('leaseUntil', '<=', sql<Date>`now()`)]))
      .returningAll()
      .returning(timeLeft)
      .executeTakeFirst();
    return row === undefined ? null : toPosting(row);
  }

  /** What nobody sends is, from now on, what another plan waits for. */
  async rename(posting: Pick<PostingRow, 'id'>, name: PostingName, body: Buffer): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({ ...name, body })
      .where('id', '=', posting.id)
      .where('state', '=', 'reserved')
      .execute();
  }

  /** Keeps the lease while its holder lives; false when it was lost. */
  async renewLease(posting: Pick<PostingRow, 'id' | 'leaseNo'>, leaseMs: number): Promise<boolean> {
    const result = await this.#trx
      .updateTable('posting')
      .set({ leaseUntil: after(leaseMs) })
      .where('id', '=', posting.id)
      .where('leaseNo', '=', posting.leaseNo)
      // One that was given back stays so, however late a renewal arrives.
      .where('leaseUntil', 'is not', null)
      .where('state', 'in', ['reserved', 'sent', 'uncertain', 'confirmed'])
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Gives the lease back, so that the next attempt need not wait for it to lapse. Never of a call under way. */
  async releaseLease(posting: Pick<PostingRow, 'id' | 'leaseNo'>): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({ leaseUntil: null })
      .where('id', '=', posting.id)
      .where('leaseNo', '=', posting.leaseNo)
      .where('state', 'in', ['reserved', 'uncertain', 'confirmed'])
      .execute();
  }

  /** One legal move, made only by the lease's holder from the state it knows; null: somebody else was faster, stop. */
  async move(
    posting: Pick<PostingRow, 'id' | 'state' | 'leaseNo'>,
    to: PostingState,
    change: PostingChange = {},
  ): Promise<PostingRow | null> {
    const { planId, body, bodyHash, sends, stage, stageWord, supplier, number, occupies } = change;
    const { sendWithinMs, settleAfterMs, leaseMs, reference, facts } = change;
    const legal: readonly PostingState[] = postingMoves[posting.state];
    if (!legal.includes(to)) throw new RangeError(`a posting cannot go from ${posting.state} to ${to}`);
    const row = await this.#trx
      .updateTable('posting')
      .set({
        ...{ planId, body, bodyHash, sends, stage, stageWord, supplier, number },
        ...(occupies === false || to === 'rejected' || to === 'voided' ? { occupies: false } : {}),
        ...(to === 'sent' ? { firstSentAt: sql<Date>`coalesce(first_sent_at, clock_timestamp())` } : {}),
        ...(to === 'confirmed' ? { confirmedAt: after(0) } : {}),
        ...(sendWithinMs === undefined ? {} : { sendBy: after(sendWithinMs) }),
        ...(settleAfterMs === undefined ? {} : { settleAt: after(settleAfterMs) }),
        ...(leaseMs === undefined ? {} : { leaseUntil: leaseMs === null ? null : after(leaseMs) }),
        ...(reference === undefined ? {} : { reference: JSON.stringify(reference) }),
        ...(facts === undefined ? {} : { facts: JSON.stringify(facts) }),
        state: to,
      })
      .where('id', '=', posting.id)
      .where('state', '=', posting.state)
      .where('leaseNo', '=', posting.leaseNo)
      .returningAll()
      .returning(timeLeft)
      .executeTakeFirst();
    return row === undefined ? null : toPosting(row);
  }
}
