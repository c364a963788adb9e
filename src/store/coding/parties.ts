import { sql } from 'kysely';
import { bareTaxId } from '../../domain/vendor/bare-tax-id';
import type { SupplierIdentity } from '../../domain/vendor/supplier-identity';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';

/** As the ERP shows it; `identity` absent where that shows none. */
interface LinkedSupplier {
  readonly number: string;
  readonly taxId: string;
  readonly identity?: SupplierIdentity;
}

/** One business partner: a vendor in Procore, a supplier in the ERP once it is linked. */
export interface Party {
  readonly id: string;
  readonly procoreVendorId: string;
  readonly erpNumber: string | null;
  readonly linkedBy: string | null;
  /** Who its supplier was when the ERP first showed it under the link; null: not seen yet. */
  readonly erpIdentity: SupplierIdentity | null;
  /** Of the tax id of its supplier when it was linked; null: it had none. */
  readonly erpTaxDigest: string | null;
}

const columns = ['id', 'procoreVendorId', 'erpNumber', 'linkedBy', 'erpIdentity', 'erpTaxDigest'] as const;

/** Business partners, and which supplier each is linked with. */
export class Parties {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
    this.#actor = context.actor;
  }

  /** The party of a Procore vendor; allotted when there is none yet. */
  async ofVendor(scope: Scope, procoreVendorId: string): Promise<Party> {
    const found = await this.find(scope, procoreVendorId);
    if (found !== null) return found;
    await this.#trx
      .insertInto('party')
      .values({ tenantId: scope.tenantId, connectionId: scope.connectionId, procoreVendorId })
      .onConflict((conflict) => conflict.columns(['connectionId', 'procoreVendorId']).doNothing())
      .execute();
    const made = await this.find(scope, procoreVendorId);
    if (made === null) throw new RangeError(`no party for vendor ${procoreVendorId}`);
    return made;
  }

  /** The party of a Procore vendor, also of one whose supplier was handed over; null when none was allotted yet. */
  async find(scope: Scope, procoreVendorId: string): Promise<Party | null> {
    const row = await this.#trx
      .selectFrom('party')
      .select([...columns, 'sameAs'])
      .where('connectionId', '=', scope.connectionId)
      .where('procoreVendorId', '=', procoreVendorId)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { sameAs, ...party } = row;
    return sameAs === null ? party : this.load(sameAs);
  }

  /** Supplier numbers of the ERP by each vendor that is linked with one, also those whose supplier was handed over. */
  async linked(scope: Pick<Scope, 'connectionId'>): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#trx
      .selectFrom('party')
      .leftJoin('party as taker', 'taker.id', 'party.sameAs')
      .select(['party.procoreVendorId', sql<string | null>`coalesce(taker.erp_number, party.erp_number)`.as('number')])
      .where('party.connectionId', '=', scope.connectionId)
      .execute();
    return new Map(rows.flatMap(({ procoreVendorId, number }) => (number === null ? [] : [[procoreVendorId, number]])));
  }

  /** Of each supplier that is linked the one vendor that stands for it: those whose supplier was handed over are not among them. */
  async primaries(scope: Pick<Scope, 'connectionId'>): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#trx
      .selectFrom('party')
      .select(['procoreVendorId', 'erpNumber'])
      .where('connectionId', '=', scope.connectionId)
      .where('erpNumber', 'is not', null)
      .orderBy(sql`length(procore_vendor_id)`)
      .orderBy('procoreVendorId')
      .execute();
    return new Map(
      rows.flatMap(({ procoreVendorId, erpNumber }) => (erpNumber === null ? [] : [[procoreVendorId, erpNumber]])),
    );
  }

  /** The party that is linked with a supplier, by its number or by its id in the ERP; null: none is. */
  async linkedWith(
    scope: Scope,
    { number, id }: { readonly number?: string; readonly id?: string },
  ): Promise<Party | null> {
    const row = await this.#trx
      .selectFrom('party')
      .select(columns)
      .where('connectionId', '=', scope.connectionId)
      .where('erpNumber', 'is not', null)
      .where((where) =>
        id === undefined ? where('erpNumber', '=', number ?? '') : where(sql<string>`erp_identity ->> 'id'`, '=', id),
      )
      .executeTakeFirst();
    return row ?? null;
  }

  /** The vendor in Procore that a supplier is linked with; null: none is. */
  async vendorOf(scope: Scope, erpNumber: string): Promise<string | null> {
    const row = await this.#trx
      .selectFrom('party')
      .select('procoreVendorId')
      .where('connectionId', '=', scope.connectionId)
      .where('erpNumber', '=', erpNumber)
      .executeTakeFirst();
    return row?.procoreVendorId ?? null;
  }

  /** The party is linked with no supplier any more. Called while it is mended. */
  async unlink(partyId: string): Promise<void> {
    await this.#trx
      .updateTable('party')
      .set({ erpNumber: null, erpTaxDigest: null, erpIdentity: null, linkedBy: null, linkedAt: null })
      .where('id', '=', partyId)
      .execute();
  }

  /** Throws when there is none. */
  async load(partyId: string): Promise<Party> {
    return this.#trx.selectFrom('party').select(columns).where('id', '=', partyId).executeTakeFirstOrThrow();
  }

  /**
   * Links a party with a supplier; false when that belongs to another party (`holderOf`), or its tax id does and no person says
   * that this may be. Called while
   * `vendor:<party>` is mended: the row that is locked for that makes two links of a connection come one after the other.
   */
  async link(
    scope: Scope,
    partyId: string,
    supplier: LinkedSupplier,
    { taxIdMayRepeat = false } = {},
  ): Promise<boolean> {
    const asked = taxIdMayRepeat ? { ...supplier, taxId: '' } : supplier;
    if ((await this.holderOf(scope, partyId, asked)) !== null) return false;
    await this.#trx
      .updateTable('party')
      .set({
        erpNumber: supplier.number,
        erpTaxDigest: await this.#digestOf(supplier.taxId),
        erpIdentity: supplier.identity === undefined ? null : JSON.stringify(supplier.identity),
        linkedBy: this.#actor,
        linkedAt: sql<Date>`now()`,
      })
      .where('id', '=', partyId)
      .execute();
    return true;
  }

  /** Notes who the linked supplier is, where that was not seen yet. */
  async identify(partyId: string, identity: SupplierIdentity): Promise<void> {
    await this.#trx
      .updateTable('party')
      .set({ erpIdentity: JSON.stringify(identity) })
      .where('id', '=', partyId)
      .where('erpNumber', '=', identity['number'] ?? '')
      .where('erpIdentity', 'is', null)
      .execute();
  }

  /** The Procore vendor of another party that the supplier's number or tax id belongs to. */
  async holderOf(scope: Scope, partyId: string, supplier: { number: string; taxId: string }): Promise<string | null> {
    const taxDigest = await this.#digestOf(supplier.taxId);
    const taken = await this.#trx
      .selectFrom('party')
      .select('procoreVendorId')
      .where('connectionId', '=', scope.connectionId)
      .where('id', '!=', partyId)
      .where((where) =>
        where.or([
          where('erpNumber', '=', supplier.number),
          ...(taxDigest === null ? [] : [where('erpTaxDigest', '=', taxDigest)]),
        ]),
      )
      .executeTakeFirst();
    return taken?.procoreVendorId ?? null;
  }

  /**
   * The supplier of one party becomes another's, and the vendor of the first belongs to that from here on, with all that was
   * handed over to it before. Called while both are mended.
   */
  async handOver(from: Party, to: Party): Promise<void> {
    const { erpNumber, erpTaxDigest, erpIdentity } = await this.#trx
      .selectFrom('party')
      .select(['erpNumber', 'erpTaxDigest', 'erpIdentity'])
      .where('id', '=', from.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await this.#trx
      .updateTable('party')
      .set({ erpNumber: null, erpTaxDigest: null, erpIdentity: null, sameAs: to.id })
      .where('id', '=', from.id)
      .execute();
    await this.#trx.updateTable('party').set({ sameAs: to.id }).where('sameAs', '=', from.id).execute();
    await this.#trx
      .updateTable('party')
      .set({
        ...{ erpNumber, erpTaxDigest, erpIdentity: erpIdentity === null ? null : JSON.stringify(erpIdentity) },
        linkedBy: this.#actor,
        linkedAt: sql<Date>`now()`,
      })
      .where('id', '=', to.id)
      .execute();
  }

  /** Tax ids are only compared, so none is kept: there are few enough of them to try all, hence a hash with a key. */
  #digestOf(taxId: string): Promise<string> | null {
    const bare = bareTaxId(taxId);
    return bare === '' ? null : this.#sealed.digest('taxId', bare);
  }
}
