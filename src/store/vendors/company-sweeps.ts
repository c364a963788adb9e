import { sql } from 'kysely';
import type { Side } from '../../domain/vendor/matching/company-record';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface CompanySweep {
  readonly number: number;
  readonly state: 'reading' | 'whole' | 'void';
  /** How far it has come, in the words of whoever reads; null: not begun. */
  readonly reached: unknown;
  readonly seen: number;
  /** Records that were new or had changed. */
  readonly changed: number;
  /** Records that an earlier whole sweep saw and this one did not. */
  readonly missing: number;
  /** Why it is void. */
  readonly why: string | null;
  readonly endedAt: Date | null;
}

const columns = ['number', 'state', 'reached', 'seen', 'changed', 'missing', 'why', 'endedAt'] as const;

/** Readings of all companies of a side. One that does not come to its end is void: nothing is concluded from what it did not see. */
export class CompanySweeps {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** The one that was interrupted within a day, to go on with it; else a new one. */
  async begin({ tenantId, connectionId }: Scope, side: Side): Promise<CompanySweep> {
    await this.#trx
      .updateTable('companySweep')
      .set({ state: 'void', why: 'it was interrupted for more than a day', endedAt: sql<Date>`now()` })
      .where('connectionId', '=', connectionId)
      .where('side', '=', side)
      .where('state', '=', 'reading')
      .where('begunAt', '<', sql<Date>`now() - interval '1 day'`)
      .execute();
    const newest = await this.newest({ connectionId }, side);
    if (newest?.state === 'reading') return newest;
    return this.#trx
      .insertInto('companySweep')
      .values({ connectionId, tenantId, side, number: (newest?.number ?? 0) + 1, state: 'reading' })
      .returning(columns)
      .executeTakeFirstOrThrow();
  }

  async newest({ connectionId }: Pick<Scope, 'connectionId'>, side: Side): Promise<CompanySweep | null> {
    return (await this.#ofSide(connectionId, side).executeTakeFirst()) ?? null;
  }

  /** Null: the side was never read whole. */
  async newestWhole({ connectionId }: Pick<Scope, 'connectionId'>, side: Side): Promise<CompanySweep | null> {
    return (await this.#ofSide(connectionId, side).where('state', '=', 'whole').executeTakeFirst()) ?? null;
  }

  /** It has come so far, and saw so many more. */
  async moveTo(scope: Scope, side: Side, number: number, change: { reached: unknown; seen: number; changed: number }) {
    await this.#trx
      .updateTable('companySweep')
      .set({
        reached: JSON.stringify(change.reached),
        seen: sql<number>`seen + ${change.seen}`,
        changed: sql<number>`changed + ${change.changed}`,
      })
      .where('connectionId', '=', scope.connectionId)
      .where('side', '=', side)
      .where('number', '=', number)
      .execute();
  }

  async end(
    scope: Scope,
    side: Side,
    number: number,
    { missing, why }: { readonly missing: number; readonly why: string | null },
  ): Promise<void> {
    await this.#trx
      .updateTable('companySweep')
      .set({ state: why === null ? 'whole' : 'void', missing, why, endedAt: sql<Date>`now()` })
      .where('connectionId', '=', scope.connectionId)
      .where('side', '=', side)
      .where('number', '=', number)
      .execute();
  }

  #ofSide(connectionId: string, side: Side) {
    return this.#trx
      .selectFrom('companySweep')
      .select(columns)
      .where('connectionId', '=', connectionId)
      .where('side', '=', side)
      .orderBy('number', 'desc')
      .limit(1);
  }
}
