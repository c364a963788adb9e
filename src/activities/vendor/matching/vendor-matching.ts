import { causeKey } from '../../../domain/holds/cause-key';
import type { Problem } from '../../../domain/holds/hold-reason';
import { StandingDecisions, type MatchDecision } from '../../../domain/vendor/matching/match-decision';
import type { Connection } from '../../../store/connections/connections';
import type { Tx } from '../../../store/unit-of-work';
import type { KeptFinding } from '../../../store/vendors/matches';
import type { KeptRecord } from '../../../store/vendors/company-records';
import type { VendorContext } from '../vendor-context';

/** What the matching of both lists says of one vendor. */
export interface VendorMatching {
  readonly isClosed: boolean;
  /** What a person is to decide about it first. */
  readonly open: readonly KeptFinding[];
  /** Other vendors that may be one company with it. */
  readonly twins: readonly string[];
  /** What was decided about it alone. */
  readonly decision: MatchDecision | null;
  /** Numbers of suppliers that it is not, by a person's word. */
  readonly rejected: ReadonlySet<string>;
  readonly suppliers: ReadonlyMap<string, KeptRecord>;
}

/** Null: vendors are not matched on this connection. */
export async function vendorMatching(tx: Tx, connection: Connection, vendorId: string): Promise<VendorMatching | null> {
  if (connection.settings.vendors === undefined) return null;
  const all = await tx.matches.findingsOf(connection, vendorId);
  const findings = all.filter(({ kind }) => kind !== 'twin');
  const alike = all.filter(({ kind }) => kind === 'twin').flatMap((twin) => twin.vendors);
  const found = { vendors: [vendorId, ...findings.flatMap((one) => one.vendors)], suppliers: supplierIds(findings) };
  const decisions = await tx.matches.decisionsAbout(connection, found);
  const vendors = await tx.companyRecords.byIds(connection, 'procore', [...new Set(found.vendors)]);
  const suppliers = await tx.companyRecords.byIds(connection, 'erp', [
    ...new Set([...found.suppliers, ...decisions.map(({ supplier }) => supplier)]),
  ]);
  const standing = new StandingDecisions(decisions, { vendors: identities(vendors), suppliers: identities(suppliers) });
  const rejected = decisions.filter(
    ({ vendor, supplier }) => vendor === vendorId && standing.of(vendor, supplier) === 'reject',
  );
  return {
    isClosed: (await tx.matches.run(connection))?.closedAt != null,
    open: findings.filter((finding) => standing.stateOf(finding) === 'open'),
    twins: [...new Set(alike)].filter((id) => id !== vendorId),
    decision: standing.of(vendorId, ''),
    rejected: new Set(rejected.map(({ supplier }) => suppliers.get(supplier)?.record.number ?? '')),
    suppliers,
  };
}

/** Why the vendor is neither linked nor created yet; null: nothing keeps it. */
export function matchingProblem(
  { party, vendor }: Pick<VendorContext, 'party' | 'vendor'>,
  { isClosed, open, decision, suppliers }: VendorMatching,
): Problem | null {
  const of = { kind: 'person', field: 'vendor_id', value: vendor.id } as const;
  const own = causeKey.vendor(party.id);
  const link = { act: 'linkVendor', vendorId: vendor.id, candidates: [] } as const;
  if (!isClosed) {
    return {
      ...{ ...of, reason: 'vendorUnknown' },
      message: `The vendor ${vendor.name} is linked with no supplier, and the matching of vendors and suppliers is not closed: until then none is created.`,
      remedies: [{ act: 'matchVendors', to: 'close' }, link],
      causeKeys: [own, causeKey.matching()],
    };
  }
  if (decision === 'never') {
    return {
      ...{ ...of, reason: 'vendorUnknown' },
      message: `A person decided that the vendor ${vendor.name} is never linked with a supplier nor made one.`,
      remedies: [{ act: 'matchVendors', to: 'undo', vendorId: vendor.id }, link],
      causeKey: own,
    };
  }
  if (open.length === 0) return null;
  const shown = supplierIds(open).map((id) => {
    const record = suppliers.get(id)?.record;
    return { number: record?.number ?? id, name: record?.name ?? '' };
  });
  return {
    ...{ ...of, reason: 'vendorConflict' },
    message: `The vendor ${vendor.name} may be one of these suppliers, and nobody has decided: ${shown.map(({ number, name }) => `${number} ${name}`).join('; ')}.`,
    remedies: [{ act: 'matchVendors', to: 'decide' }],
    causeKey: own,
    facts: Object.fromEntries(shown.map(({ number, name }) => [number, name])),
  };
}

function supplierIds(findings: readonly KeptFinding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ suppliers }) => suppliers))];
}

function identities(records: ReadonlyMap<string, KeptRecord>): ReadonlyMap<string, string> {
  return new Map([...records].map(([id, { identity }]) => [id, identity]));
}
