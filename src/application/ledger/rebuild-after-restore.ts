import type { Client } from '@temporalio/client';
import { rebuildLedger, type RebuiltLedger } from '../../ledger/rebuild-ledger';
import type { ErpGateway } from '../../clients/erp-gateway';
import { causeKey } from '../../domain/holds/cause-key';
import type { Connection } from '../../store/connections/connections';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { presentLedger, writeKeptCopy } from './kept-ledger-copy';

export interface RebuildPorts {
  readonly store: Store;
  readonly client: Client;
  readonly erp: (connection: Connection) => Promise<ErpGateway>;
  readonly discoverProjects: (scope: Scope) => Promise<{ readonly projectIds: readonly string[] }>;
  readonly pollProject: (
    request: Scope & { readonly projectId: string; readonly full: true },
  ) => Promise<{ readonly seen: number }>;
  readonly report: (line: string) => void;
}

export interface AfterRestore extends RebuiltLedger {
  /** Held documents that go on. */
  readonly released: number;
}

const dayMs = 86_400_000;

/**
 * After PostgreSQL was restored (design 6): nothing is posted while Procore is read again and our keys are listed in the ERP
 * and entered into the ledger; then the connection goes on, and Temporal keeps a copy of the ledger as it is now.
 */
export async function rebuildAfterRestore(
  ports: RebuildPorts,
  connection: Connection,
  since: Date,
): Promise<AfterRestore> {
  const { store, client } = ports;
  const { tenantId, connectionId } = connection;
  await store.inTenant(tenantId, async (tx) => {
    await tx.versionRows.touch(connection, [causeKey.connection()]);
    await tx.connections.setRebuildReason(connection, connection.rebuildReason ?? 'the ledger is being rebuilt');
  });
  // A lost webhook or poll would leave a document unknown, and what was posted for it a stranger.
  for (const projectId of (await ports.discoverProjects(connection)).projectIds) {
    const { seen } = await ports.pollProject({ tenantId, connectionId, projectId, full: true });
    ports.report(`project ${projectId}: ${seen} requisitions read`);
  }
  // One day more: the ERP notes days in its own time zone.
  const days = Math.ceil((Date.now() - since.getTime()) / dayMs) + 1;
  const gateway = await ports.erp(connection);
  await gateway.freshSession();
  const found = await gateway.readOurDocuments(days);
  ports.report(`the ERP shows ${found.length} orders and vouchers under keys of ours, changed within ${days} days`);
  const rebuilt = await rebuildLedger(store, connection, found);

  const identity = await store.installation.databaseIdentity();
  await writeKeptCopy(client, connection, await presentLedger(store, connection, identity));
  const released = await store.inTenant(tenantId, async (tx) => {
    const { released } = await tx.mending(connection, [causeKey.connection()], () =>
      tx.connections.setRebuildReason(connection, null),
    );
    await tx.audit(connection, 'ledger.rebuilt', {
      since: since.toISOString(),
      found: found.length,
      entered: rebuilt.entered.length,
      doubtful: rebuilt.doubtful.map((one) => one.found.erpKey),
      strange: rebuilt.strange.map((one) => one.erpKey),
    });
    return released;
  });
  return { ...rebuilt, released };
}
