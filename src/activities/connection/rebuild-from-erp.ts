import type { Client } from '@temporalio/client';
import { rebuildLedger } from '../../ledger/rebuild-ledger';
import { referenceText } from '../../ledger/reference-text';
import type { ErpDocument } from '../../clients/erp-gateway';
import { causeKey } from '../../domain/holds/cause-key';
import type { DocumentRow } from '../../store/documents/documents';
import type { Rebuilt, RebuildLedgerRequest } from '../../workflows/messages';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';
import { presentLedger, writeKeptCopy } from './kept-ledger-copy';

const dayMs = 86_400_000;

/** Nothing is posted while the ledger is rebuilt, whether or not the restore was noticed. */
export function createPauseForRebuild({ store }: Pick<ActivityPorts, 'store'>) {
  return async function pauseForRebuild(scope: Scope): Promise<void> {
    await store.inTenant(scope.tenantId, async (tx) => {
      await tx.versionRows.touch(scope, [causeKey.connection()]);
      const { rebuildReason } = await tx.connections.load(scope.connectionId);
      await tx.connections.setRebuildReason(scope, rebuildReason ?? 'the ledger is being rebuilt');
    });
  };
}

/**
 * After PostgreSQL was restored (design 6), with every document of Procore read again: our keys are listed in the ERP and
 * entered into the ledger; then the connection goes on, and Temporal keeps a copy of the ledger as it is now.
 */
export function createRebuildFromErp(ports: ActivityPorts, client: () => Client) {
  return async function rebuildFromErp({
    since,
    actor,
    ...scope
  }: Omit<RebuildLedgerRequest, 'erp'>): Promise<Rebuilt> {
    const store = ports.store.as(actor);
    const connection = await store.inTenant(scope.tenantId, (tx) => tx.connections.load(scope.connectionId));
    // One day more: the ERP notes days in its own time zone.
    const days = Math.ceil((Date.now() - Date.parse(since)) / dayMs) + 1;
    const gateway = await ports.erp(connection);
    await gateway.freshSession();
    const found = await gateway.readOurDocuments(days);
    const rebuilt = await rebuildLedger(store, connection, found);
    const identity = await store.installation.databaseIdentity();
    await writeKeptCopy(client(), connection, await presentLedger(store, connection, identity));
    const released = await store.inTenant(scope.tenantId, async (tx) => {
      const mended = await tx.mending(scope, [causeKey.connection()], () =>
        tx.connections.setRebuildReason(scope, null),
      );
      await tx.audit(scope, 'ledger.rebuilt', {
        since,
        found: found.length,
        entered: rebuilt.entered.length,
        doubtful: rebuilt.doubtful.map((one) => one.found.erpKey),
        strange: rebuilt.strange.map((one) => one.erpKey),
      });
      return mended.released;
    });
    return {
      found: found.length,
      known: rebuilt.known,
      entered: rebuilt.entered.map(named),
      doubtful: rebuilt.doubtful.map(named),
      strange: rebuilt.strange.map(textOf),
      released,
    };
  };
}

function named({ document, found }: { document: DocumentRow; found: ErpDocument }): string {
  return `${document.kind}/${document.sourceId}: ${textOf(found)}`;
}

function textOf(found: ErpDocument): string {
  return `${found.step} ${referenceText(found)} under ${found.erpKey}`;
}
