import type { ErpAdapter } from '../../clients/erp-adapter';
import type { ProcorePort } from '../../clients/procore/procore-port';
import { isInForce } from '../../domain/commitment/in-force';
import type { Connection } from '../../store/connections/connections';
import type { Store } from '../../store/store';
import { commitmentTypes } from '../commitment/read-commitment';
import { readChanged } from './read-changed';

interface NamedOn {
  readonly connection: Connection;
  readonly projectId: string;
  /** ISO 8601: up to when commitments were read for this; null: never. */
  readonly until: string | null;
}

/**
 * Vendors that an approved commitment names come to their suppliers before its first requisition. Where commitments become orders
 * their own passes see to that. Begins with those that changed since the matching was closed. Gives up to when they were read.
 */
export async function noteNamedVendors(
  { store, procore, erp }: { readonly store: Store; readonly procore: ProcorePort; readonly erp: ErpAdapter },
  { connection, projectId, until }: NamedOn,
): Promise<string | null> {
  if (erp.suppliers?.made === undefined || erp.planners.commitment !== undefined) return until;
  const { tenantId, connectionId } = connection;
  const scope = { tenantId, connectionId };
  const closedAt = (await store.inTenant(tenantId, (tx) => tx.matches.run(scope)))?.closedAt ?? null;
  if (closedAt === null || connection.goLiveAt === null) return until;
  const watermark = { until: until ?? closedAt.toISOString() };
  let next: string | null = null;
  const vendors = new Set<string>();
  for (const type of commitmentTypes) {
    const changed = await readChanged(`commitments of project ${projectId}`, watermark, (args) =>
      procore.changedCommitments({ projectId, type, ...args }),
    );
    for (const listed of changed.items) {
      if (listed.vendorId !== null && isInForce(listed)) vendors.add(listed.vendorId);
    }
    next ??= changed.until;
  }
  for (const vendor of vendors) {
    await store.inTenant(tenantId, async (tx) => {
      const { id: sourceId, erpNumber } = await tx.parties.ofVendor(scope, vendor);
      if (erpNumber !== null) return;
      const document = await tx.documents.see(scope, { kind: 'vendor', sourceId });
      if (!document.open) await tx.documents.hint(document);
    });
  }
  return next;
}
