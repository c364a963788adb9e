import { causeKey } from '../../../domain/holds/cause-key';
import type { RowOutcome } from '../../../domain/planned-row';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';
import type { HashedRecord, ImportRequest, KeptBase } from '../../../domain/vendor/import/plan-import';
import type { BulkAnswer } from '../../../clients/procore/calls/sync-answer';
import type { ProcorePort } from '../../../clients/procore/procore-port';
import type { WrittenVendor } from '../../../clients/procore/records/vendor-sync';
import type { ProcoreVendor } from '../../../clients/procore/records/vendors';
import type { Connection } from '../../../store/connections/connections';
import type { KeptImportRow } from '../../../store/vendors/vendor-imports';
import { bulk, type Words } from '../../in-bulk/words';
import { inTurn } from '../../in-bulk/in-turn';
import type { ActivityPorts } from '../../ports';
import { vendorRecord } from '../matching/vendor-record';
import type { ImportSettings } from './import-state';

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
  plan: number,
  state: ImportRequest,
) {
  const { store } = ports;
  const key = { connectionId: connection.connectionId, plan };
  const procore = (): Promise<ProcorePort> => ports.procore(connection);

  /** These vendors as they stand now, inactive ones too; what is not there is missing. */
  async function read(ids: readonly string[]): Promise<ReadonlyMap<string, HashedRecord>> {
    const port = await procore();
    const found: CompanyRecord[] = [];
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
      await tx.companyRecords.keep(connection, 'procore', sweep?.number ?? 0, found);
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

  /** Noted as sent before the call, so that whoever goes on after a fault looks first. Null: refused as a whole. */
  async function sync(
    rows: readonly { readonly kept: KeptImportRow; readonly body: WrittenVendor }[],
    words: Words,
  ): Promise<BulkAnswer | null> {
    const port = await procore();
    const positions = rows.map(({ kept }) => kept.position);
    await store.inTenant(connection.tenantId, (tx) => tx.vendorImports.sent(key, positions));
    return bulk(words, () => inTurn(() => port.syncVendors({ rows: rows.map(({ body }) => body) })));
  }

  /** Keeps what came of rows, with the bases of what stands, by vendor. */
  async function settle(rows: readonly SettledRow[], bases: ReadonlyMap<string, KeptBase> = new Map()): Promise<void> {
    if (rows.length === 0) return;
    await store.inTenant(connection.tenantId, async (tx) => {
      await tx.vendorBases.keep(connection, bases);
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

  return { state, read, idsByOrigin, linked, sync, settle, link };
}
