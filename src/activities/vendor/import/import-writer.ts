import { causeKey } from '../../../domain/holds/cause-key';
import type { RowOutcome } from '../../../domain/planned-row';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import { baseOf as agreed } from '../../../domain/vendor/import/imported-fields';
import { baseAfter } from '../../../domain/vendor/import/carry-out';
import type { ImportRow } from '../../../domain/vendor/import/import-row';
import { noteWritten } from '../../../domain/vendor/import/written-fields';
import type { KeptBase } from '../../../domain/vendor/import/kept-base';
import type { HashedRecord, ImportRequest } from '../../../domain/vendor/import/plan-import';
import type { BulkAnswer } from '../../../clients/procore/calls/sync-answer';
import type { ProcorePort } from '../../../clients/procore/procore-port';
import type { WrittenVendor } from '../../../clients/procore/records/vendor-sync';
import type { ProcoreVendor } from '../../../clients/procore/records/vendors';
import type { Connection } from '../../../store/connections/connections';
import type { KeptImportRow, VendorImportPlan } from '../../../store/vendors/vendor-imports';
import { bulk, type Words } from '../../in-bulk/words';
import { inTurn } from '../../in-bulk/in-turn';
import type { ActivityPorts } from '../../ports';
import { vendorRecord } from '../matching/vendor-record';
import type { ImportSettings } from './import-state';

interface ToSend {
  readonly kept: KeptImportRow;
  readonly body: WrittenVendor;
  /** As it stands; null: it is to be made. */
  readonly there: CompanyRecord | null;
}

export interface SettledRow {
  readonly kept: KeptImportRow;
  readonly outcome: RowOutcome;
  readonly told: string;
}

/** A vendor that was made for a supplier. */
export interface MadeVendor {
  readonly kept: KeptImportRow;
  readonly vendor: string;
  readonly base: KeptBase;
}

const idsAtOnce = 100;

export type ImportWriter = ReturnType<typeof importWriter>;

/** What carrying a plan out reads, writes and keeps. */
export function importWriter(
  ports: ActivityPorts,
  connection: Connection,
  settings: ImportSettings,
  { number: plan, taken }: Pick<VendorImportPlan, 'number' | 'taken'>,
  state: ImportRequest,
) {
  const { store } = ports;
  const key = { connectionId: connection.connectionId, plan };
  const procore = (): Promise<ProcorePort> => ports.procore(connection);

  /** These vendors as they stand now, inactive ones too; what is not there is missing. */
  async function read(ids: readonly string[]): Promise<ReadonlyMap<string, HashedRecord>> {
    const port = await procore();
    const found: CompanyRecord[] = [];
    const readAt = await store.inTenant(connection.tenantId, (tx) => tx.vendorBases.now());
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const vendorIds = ids.slice(at, at + idsAtOnce);
      const shown = await inTurn(() => port.vendorsByIds({ vendorIds }));
      found.push(...shown.map((vendor) => vendorRecord(vendor, true, settings)));
    }
    const active = new Set(found.map(({ id }) => id));
    const missing = new Set(ids.filter((id) => !active.has(id)));
    if (missing.size > 0) {
      const inactive = (await inactiveVendors()).filter(({ id }) => missing.has(id));
      found.push(...inactive.map((vendor) => vendorRecord(vendor, false, settings)));
    }
    return store.inTenant(connection.tenantId, async (tx) => {
      const sweep = await tx.companySweeps.newestWhole(connection, 'procore');
      await tx.companyRecords.keep(connection, 'procore', { sweep: sweep?.number ?? 0, readAt }, found);
      return tx.companyRecords.byIds(
        connection,
        'procore',
        found.map(({ id }) => id),
      );
    });
  }

  async function inactiveVendors(): Promise<readonly ProcoreVendor[]> {
    const port = await procore();
    const all: ProcoreVendor[] = [];
    for (let page = 1; ; page += 1) {
      const { items, hasNext } = await inTurn(() => port.listInactiveVendors({ page }));
      all.push(...items);
      if (!hasNext) return all;
    }
  }

  /** The ids of vendors that carry these keys; a key that none carries is missing. */
  async function idsByOrigin(originIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const port = await procore();
    const found = new Map<string, string>();
    for (const originId of originIds) {
      const vendor = await inTurn(() => port.vendorByOrigin({ originId }));
      if (vendor !== null) found.set(originId, vendor.id);
    }
    if (found.size === originIds.length) return found;
    for (const { id, originId } of await inactiveVendors()) {
      if (originId !== null && originIds.includes(originId)) found.set(originId, id);
    }
    return found;
  }

  /**
   * Those that are linked as planned, noted as sent with what stands there before it is written over: whoever goes on after a fault
   * looks first, and nobody unlinks what is on its way.
   */
  async function claim(rows: readonly ToSend[]): Promise<readonly ToSend[]> {
    return store.inTenant(connection.tenantId, async (tx) => {
      await tx.matches.lock(connection);
      const linked = await tx.parties.primaries(connection);
      const claimed = rows.filter(({ kept: { row } }) => row.act === 'create' || linked.get(row.vendor) === row.number);
      await tx.vendorImports.sent(
        key,
        claimed.map(({ kept }) => kept.position),
      );
      const at = await tx.vendorBases.now();
      const bases = await tx.vendorBases.of(
        connection,
        claimed.map(({ kept }) => kept.row.vendor),
      );
      const noted = claimed.flatMap(({ kept: { row }, there }) => {
        const supplier = state.suppliers.get(row.supplier);
        if (there === null || supplier === undefined) return [];
        const known = baseUnder(bases, row);
        const base = known?.base ?? agreed(supplier.record, there);
        const written = noteWritten(bases.get(row.vendor)?.written ?? {}, row, { plan, at, taken });
        return [[row.vendor, { ...known, supplier: row.supplier, number: row.number, base, written }] as const];
      });
      await tx.vendorBases.keep(connection, new Map(noted));
      return claimed;
    });
  }

  /** Of claimed rows. Null: refused as a whole. */
  async function sync(rows: readonly ToSend[], words: Words): Promise<BulkAnswer | null> {
    const port = await procore();
    return bulk(words, () => inTurn(() => port.syncVendors({ rows: rows.map(({ body }) => body) })));
  }

  /** Keeps what came of rows. Of what stands both sides are agreed: `there` are the vendors as they were read back. */
  async function settle(rows: readonly SettledRow[], there: ReadonlyMap<string, HashedRecord> = new Map()) {
    if (rows.length === 0) return;
    await store.inTenant(connection.tenantId, async (tx) => {
      await tx.matches.lock(connection);
      const standing = rows.filter(({ kept: { row }, outcome }) => outcome === 'done' && there.has(row.vendor));
      const vendors = standing.map(({ kept }) => kept.row.vendor);
      // As they are by now: a person may have decided about another field meanwhile.
      const bases = await tx.vendorBases.of(connection, vendors);
      const agreedOn = standing.flatMap(({ kept: { row } }) => {
        const [vendor, supplier] = [there.get(row.vendor), state.suppliers.get(row.supplier)];
        if (vendor === undefined || supplier === undefined) return [];
        const known = baseUnder(bases, row) ?? { supplier: row.supplier, number: row.number, written: {}, base: null };
        const base = baseAfter(row, supplier.record, vendor.record, known.base);
        return [[row.vendor, { ...known, base }] as const];
      });
      await tx.vendorBases.keep(connection, new Map(agreedOn));
      for (const { kept, outcome, told } of rows) {
        await tx.vendorImports.settle(key, { position: kept.position, outcome, told });
      }
    });
  }

  /** Links vendors that were made with their suppliers; what waited for one goes on. */
  async function link(made: readonly MadeVendor[]): Promise<void> {
    if (made.length === 0) return;
    await store.inTenant(connection.tenantId, async (tx) => {
      const parties: { readonly one: MadeVendor; readonly partyId: string }[] = [];
      for (const one of made) parties.push({ one, partyId: (await tx.parties.ofVendor(connection, one.vendor)).id });
      const linked: MadeVendor[] = [];
      await tx.mending(
        connection,
        parties.map(({ partyId }) => causeKey.vendor(partyId)),
        async () => {
          for (const { one, partyId } of parties) {
            const { number } = one.kept.row;
            const taxId = one.kept.row.taxId?.identifier ?? '';
            // Two suppliers may have one tax id: by then a person has decided about them.
            if (await tx.parties.link(connection, partyId, { number, taxId }, { taxIdMayRepeat: true }))
              linked.push(one);
          }
        },
      );
      await tx.vendorBases.keep(connection, new Map(linked.map(({ vendor, base }) => [vendor, base])));
      for (const { kept, vendor } of made) {
        const isLinked = linked.some((one) => one.kept === kept);
        const outcome: RowOutcome = isLinked ? 'done' : 'moved';
        const apart = `, but supplier ${kept.row.number} was linked with another meanwhile: they may be one company`;
        const told = `made as vendor ${vendor}${isLinked ? '' : apart}`;
        await tx.vendorImports.settle(key, { position: kept.position, outcome, told });
      }
      const pairs = linked.map(({ kept, vendor }) => ({ vendor, supplier: kept.row.number }));
      await tx.audit(connection, 'vendor.linked', { how: 'imported', pairs });
    });
  }

  /** Numbers of suppliers by vendor, as they are linked at this moment. */
  const linked = (): Promise<ReadonlyMap<string, string>> =>
    store.inTenant(connection.tenantId, (tx) => tx.parties.primaries(connection));

  return { state, read, idsByOrigin, linked, claim, sync, settle, link };
}

/** What both sides of a pair were agreed on; null: nothing yet. */
function baseUnder(bases: ReadonlyMap<string, KeptBase>, { vendor, supplier }: ImportRow): KeptBase | null {
  const kept = bases.get(vendor);
  return kept?.supplier === supplier ? kept : null;
}
