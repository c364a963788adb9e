import type { VendorSettings } from '../../../config/connection-settings';
import type { ErpAdapter } from '../../../clients/erp-adapter';
import { Refusal } from '../../../domain/refusal';
import { carriedFields, type ImportedField } from '../../../domain/vendor/import/imported-fields';
import type { ImportRequest } from '../../../domain/vendor/import/plan-import';
import { vendorKeys } from '../../../domain/vendor/import/vendor-keys';
import type { Side } from '../../../domain/vendor/matching/company-record';
import { StandingDecisions } from '../../../domain/vendor/matching/match-decision';
import type { Connection } from '../../../store/connections/connections';
import { takesSupplierChanges } from '../../../domain/vendor/takes-supplier-changes';
import type { Scope } from '../../../store/scope';
import type { ActivityPorts } from '../../ports';
import type { Tx } from '../../../store/unit-of-work';
import { openOfVendors } from '../open-of-vendors';
import type { KeptRecord } from '../../../store/vendors/company-records';

/** The section `vendors` of a connection that imports suppliers. */
export type ImportSettings = VendorSettings & { readonly import: NonNullable<VendorSettings['import']> };

/** Refuses where suppliers are not to become vendors, or are not to yet. */
export async function requireImport(tx: Tx, connection: Connection): Promise<ImportSettings> {
  const { vendors } = connection.settings;
  if (vendors?.import === undefined) {
    throw new Refusal('suppliers do not become vendors on this connection: add vendors.import to connection.json');
  }
  const run = await tx.matches.run(connection);
  if (run?.closedAt == null) {
    throw new Refusal(
      'the matching of vendors and suppliers is not closed: until then nothing is written on either side ("vendor match close")',
    );
  }
  return { ...vendors, import: vendors.import };
}

interface ImportedWith {
  readonly connection: Connection;
  readonly erp: ErpAdapter;
  /** Whether the ERP takes changes of suppliers from here. */
  readonly isWritable: boolean;
}

export async function importedWith(ports: ActivityPorts, { tenantId, connectionId }: Scope): Promise<ImportedWith> {
  const connection = await ports.store.inTenant(tenantId, (tx) => tx.connections.load(connectionId));
  const erp = await ports.erp(connection);
  return { connection, erp, isWritable: takesSupplierChanges(erp) };
}

/**
 * Both sides as this run read them, and all that was decided and agreed about them, which stays as it is until the transaction ends. `taken`:
 * see `VendorImportPlan`.
 */
export async function importState(
  tx: Tx,
  connection: Connection,
  settings: ImportSettings,
  { taken, isWritable }: Pick<ImportedWith, 'isWritable'> & { readonly taken: readonly string[] },
): Promise<ImportRequest> {
  await tx.matches.lock(connection);
  const [vendors, suppliers] = [await readOf(tx, connection, 'procore'), await readOf(tx, connection, 'erp')];
  const standing = new StandingDecisions(await tx.matches.decisions(connection), {
    vendors: identities(vendors),
    suppliers: identities(suppliers),
  });
  const findings = await tx.matches.findings(connection);
  const linked = await tx.parties.primaries(connection);
  const isTaken = (field: ImportedField | 'taxId'): boolean => taken.includes(field);
  return {
    ...{ vendors, suppliers, linked },
    bases: await tx.vendorBases.all(connection),
    findings: findings.map((finding) => ({ ...finding, state: standing.stateOf(finding) })),
    decided: (supplier) => standing.of('', supplier),
    enforced: new Set([...settings.import.enforce, ...carriedFields.filter(isTaken)]),
    ...{ owners: settings.import.owners, remitChanges: isWritable ? settings.import.remitChanges : null },
    ...{
      carries: await tx.vendorBases.carries(connection),
      inUse: await inUseOf(tx, connection, linked, { vendors, suppliers }),
    },
    ...{ taken, now: await tx.vendorBases.now() },
    keysOf: (supplier) => vendorKeys(settings, supplier),
  };
}

async function readOf(tx: Tx, connection: Connection, side: Side): Promise<ReadonlyMap<string, KeptRecord>> {
  const sweep = await tx.companySweeps.newest(connection, side);
  if (sweep?.state !== 'whole') throw new Refusal('both sides are read whole first');
  const there = await tx.companyRecords.thereSince(connection, side, sweep.number);
  return new Map(there.map((one) => [one.record.id, one]));
}

function identities(records: ReadonlyMap<string, KeptRecord>): ReadonlyMap<string, string> {
  return new Map([...records].map(([id, { identity }]) => [id, identity]));
}

/** Of linked vendors of which only one side is inactive: what of them is open. */
async function inUseOf(
  tx: Tx,
  connection: Connection,
  linked: ReadonlyMap<string, string>,
  { vendors, suppliers }: Pick<ImportRequest, 'vendors' | 'suppliers'>,
): Promise<ReadonlyMap<string, string>> {
  const isActive = new Map([...suppliers.values()].map(({ record }) => [record.number, record.isActive]));
  const differing = [...linked].filter(([vendor, number]) => {
    const [one, other] = [vendors.get(vendor)?.record.isActive, isActive.get(number)];
    return one !== undefined && other !== undefined && one !== other;
  });
  return openOfVendors(tx, connection, new Set(differing.map(([vendor]) => vendor)));
}
