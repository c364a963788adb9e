import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** Two suppliers of one vendor, by their numbers: what was begun with the earlier, and whom it is linked with by now. */
export interface SupplierPair {
  readonly partyId: string;
  readonly earlier: string;
  readonly later: string;
}

/** Pairs of suppliers that a vendor's commitments met, and what persons decided about each. */
export class SupplierPairs {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /**
   * With whom a commitment was begun: the supplier of the newest of its requisitions below a number of which something stands or may
   * stand, else of its order; null: nothing does.
   */
  async begunWith(scope: Scope, commitmentId: string, number: number): Promise<string | null> {
    const row = await this.#trx
      .selectFrom('effect')
      .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
      .innerJoin('posting', 'posting.id', 'effect.postingId')
      .select('effectEntry.supplier')
      .where('effect.connectionId', '=', scope.connectionId)
      .where('effect.commitmentId', '=', commitmentId)
      .where((where) => where.or([where('effect.number', 'is', null), where('effect.number', '<', number)]))
      .where('posting.state', 'in', ['sent', 'uncertain', 'confirmed'])
      .where('effectEntry.supplier', '!=', '')
      .orderBy('effect.number', (order) => order.desc().nullsLast())
      .orderBy('effect.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.supplier ?? null;
  }

  /** With which of the two it goes on; null: nobody has decided; undefined: the pair was not met yet. */
  async goesOnWith(scope: Scope, { partyId, earlier, later }: SupplierPair): Promise<string | null | undefined> {
    const row = await this.#trx
      .selectFrom('supplierPair')
      .select('goesOnWith')
      .where('connectionId', '=', scope.connectionId)
      .where('partyId', '=', partyId)
      .where('earlier', '=', earlier)
      .where('later', '=', later)
      .executeTakeFirst();
    return row === undefined ? undefined : row.goesOnWith;
  }

  async note({ connectionId, tenantId }: Scope, pair: SupplierPair): Promise<void> {
    await this.#trx
      .insertInto('supplierPair')
      .values({ connectionId, tenantId, ...pair })
      .onConflict((conflict) => conflict.columns(['connectionId', 'partyId', 'earlier', 'later']).doNothing())
      .execute();
  }

  /** The earlier suppliers of a vendor that is linked with that one, of which nobody has decided. */
  async undecided(scope: Scope, partyId: string, later: string): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('supplierPair')
      .select('earlier')
      .where('connectionId', '=', scope.connectionId)
      .where('partyId', '=', partyId)
      .where('later', '=', later)
      .where('goesOnWith', 'is', null)
      .orderBy('earlier')
      .execute();
    return rows.map(({ earlier }) => earlier);
  }

  /** False: the pair is not there, or was decided. Called while `vendor:<party>` is mended. */
  async decide(
    scope: Scope,
    { partyId, earlier, later }: SupplierPair,
    { goesOnWith, note }: { readonly goesOnWith: string; readonly note: string },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('supplierPair')
      .set({ goesOnWith, note, decidedBy: this.#actor, decidedAt: sql<Date>`now()` })
      .where('connectionId', '=', scope.connectionId)
      .where('partyId', '=', partyId)
      .where('earlier', '=', earlier)
      .where('later', '=', later)
      .where('goesOnWith', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
