import { sql } from 'kysely';
import type { ConfirmedCarry } from '../../domain/vendor/carry/confirmed-carry';
import type { KeptBase } from '../../domain/vendor/import/kept-base';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';

const rowsAtOnce = 500;

/** What both sides of a linked pair were when they were last agreed, sealed. */
export class VendorBases {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /** ISO 8601, of the database. */
  async now(): Promise<string> {
    const { now } = await this.#trx.selectNoFrom(sql<Date>`now()`.as('now')).executeTakeFirstOrThrow();
    return now.toISOString();
  }

  /** By vendor. */
  async all({ connectionId }: Pick<Scope, 'connectionId'>): Promise<ReadonlyMap<string, KeptBase>> {
    const rows = await this.#trx
      .selectFrom('vendorBase')
      .select(['vendor', 'body'])
      .where('connectionId', '=', connectionId)
      .execute();
    const opened = rows.map(async ({ vendor, body }): Promise<[string, KeptBase]> => {
      return [vendor, await this.#sealed.open<KeptBase>('vendorImport', body)];
    });
    return new Map(await Promise.all(opened));
  }

  /** Those of some vendors. */
  async of(scope: Pick<Scope, 'connectionId'>, vendors: readonly string[]): Promise<ReadonlyMap<string, KeptBase>> {
    const found = new Map<string, KeptBase>();
    if (vendors.length === 0) return found;
    const rows = await this.#trx
      .selectFrom('vendorBase')
      .select(['vendor', 'body'])
      .where('connectionId', '=', scope.connectionId)
      .where('vendor', 'in', [...vendors])
      .execute();
    for (const { vendor, body } of rows) found.set(vendor, await this.#sealed.open<KeptBase>('vendorImport', body));
    return found;
  }

  /** Null: nothing was agreed for this vendor. */
  async find(scope: Pick<Scope, 'connectionId'>, vendor: string): Promise<KeptBase | null> {
    return (await this.of(scope, [vendor])).get(vendor) ?? null;
  }

  /** What is given to be written on suppliers, by vendor. */
  async carries({ connectionId }: Pick<Scope, 'connectionId'>): Promise<ReadonlyMap<string, ConfirmedCarry>> {
    const rows = await this.#trx
      .selectFrom('vendorBase')
      .select(['vendor', 'carry'])
      .where('connectionId', '=', connectionId)
      .where('carry', 'is not', null)
      .execute();
    const found = new Map<string, ConfirmedCarry>();
    for (const { vendor, carry } of rows) {
      if (carry !== null) found.set(vendor, await this.#sealed.open<ConfirmedCarry>('vendorImport', carry));
    }
    return found;
  }

  /** What was given last to be written on the supplier; null: nothing is left to be. */
  async carry({ connectionId }: Pick<Scope, 'connectionId'>, vendor: string): Promise<ConfirmedCarry | null> {
    const row = await this.#trx
      .selectFrom('vendorBase')
      .select('carry')
      .where('connectionId', '=', connectionId)
      .where('vendor', '=', vendor)
      .executeTakeFirst();
    return row?.carry == null ? null : this.#sealed.open<ConfirmedCarry>('vendorImport', row.carry);
  }

  /** Null: nothing is left to be written. False: nothing was agreed for this vendor yet. */
  async giveToCarry(
    { connectionId }: Pick<Scope, 'connectionId'>,
    vendor: string,
    carry: ConfirmedCarry | null,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#trx
      .updateTable('vendorBase')
      .set({ carry: carry === null ? null : await this.#sealed.seal('vendorImport', carry) })
      .where('connectionId', '=', connectionId)
      .where('vendor', '=', vendor)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async forget({ connectionId }: Pick<Scope, 'connectionId'>, vendor: string): Promise<void> {
    await this.#trx
      .deleteFrom('vendorBase')
      .where('connectionId', '=', connectionId)
      .where('vendor', '=', vendor)
      .execute();
  }

  async keep({ tenantId, connectionId }: Scope, bases: ReadonlyMap<string, KeptBase>): Promise<void> {
    const all = [...bases];
    for (let at = 0; at < all.length; at += rowsAtOnce) {
      const rows = all.slice(at, at + rowsAtOnce).map(async ([vendor, base]) => {
        return { connectionId, tenantId, vendor, body: await this.#sealed.seal('vendorImport', base) };
      });
      await this.#trx
        .insertInto('vendorBase')
        .values(await Promise.all(rows))
        .onConflict((conflict) =>
          conflict
            .columns(['connectionId', 'vendor'])
            .doUpdateSet((row) => ({ body: row.ref('excluded.body'), keptAt: sql<Date>`now()` })),
        )
        .execute();
    }
  }
}
