import type { ErpAdapter } from '../../clients/erp-adapter';
import { StandingDecisions } from '../../domain/vendor/matching/match-decision';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/unit-of-work';

/** Each asks the ERP some ten times, beside the documents that it is asked for. */
export const newPerSecond = 5;

/**
 * Vendors that were made in Procore after the matching was closed, and those of which a person decided that they are to be made: their
 * workflows look at them, a few a second. Those that stood before were decided about then. By what was read of Procore last; one that is
 * under way already is not named again.
 */
export async function nameNewVendors(store: Store, connection: Connection, erp: ErpAdapter): Promise<void> {
  const { made } = erp.suppliers ?? {};
  if (made?.of !== 'all' || connection.goLiveAt === null) return;
  const { tenantId, connectionId } = connection;
  const vendors = await store.inTenant(tenantId, (tx) => newVendors(tx, connection, made.never));
  let named = 0;
  for (const vendor of vendors) {
    named += await store.inTenant(tenantId, async (tx) => {
      const { id: sourceId } = await tx.parties.ofVendor(connection, vendor);
      const document = await tx.documents.see({ tenantId, connectionId }, { kind: 'vendor', sourceId });
      if (document.open) return 0;
      await tx.documents.hint(document, Math.floor(named / newPerSecond) * 1_000);
      await tx.audit({ connectionId, kind: 'vendor', sourceId: vendor }, 'vendor.newSeen', {
        createSuppliers: made.of,
      });
      return 1;
    });
  }
}

async function newVendors(tx: Tx, connection: Connection, never: readonly string[]): Promise<readonly string[]> {
  const closedAt = (await tx.matches.run(connection))?.closedAt ?? null;
  const sweep = await tx.companySweeps.newest(connection, 'procore');
  if (closedAt === null || sweep?.state !== 'whole') return [];
  const there = await tx.companyRecords.thereSince(connection, 'procore', sweep.number);
  const identities = new Map(there.map(({ record, identity }) => [record.id, identity]));
  const decided = new StandingDecisions(await tx.matches.decisions(connection), {
    ...{ vendors: identities, suppliers: new Map() },
  });
  const linked = await tx.parties.linked(connection);
  const wanted = there.filter(({ record: { id, isActive, madeAt } }) => {
    if (!isActive || linked.has(id) || never.includes(id)) return false;
    const decision = decided.of(id, '');
    const isNew = madeAt != null && Date.parse(madeAt) > closedAt.getTime();
    return decision === 'create' || (decision === null && isNew);
  });
  return wanted.map(({ record }) => record.id);
}
