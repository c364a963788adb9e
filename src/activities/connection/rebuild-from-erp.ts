import type { Client } from '@temporalio/client';
import { rebuildLedger, type FoundOfKind } from '../../ledger/rebuild-ledger';
import type { ErpAdapter, OursFound, SystemWords } from '../../clients/erp-adapter';
import { causeKey } from '../../domain/holds/cause-key';
import { reaches } from '../../domain/posting/stages/posting-stage';
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
    const erp = await ports.erp(connection);
    await erp.openSession();
    const found = await oursByKind(erp, days);
    const rebuilt = await rebuildLedger(store, connection, erp.system, found);
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
        doubtful: rebuilt.doubtful.map((one) => one.found.key),
        strange: rebuilt.strange.map((one) => one.key),
      });
      return mended.released;
    });
    return {
      found: found.length,
      known: rebuilt.known,
      entered: rebuilt.entered.map((one) => named(erp.words, one)),
      doubtful: rebuilt.doubtful.map((one) => named(erp.words, one)),
      strange: rebuilt.strange.map((one) => textOf(erp.words, one)),
      released,
    };
  };
}

async function oursByKind({ kinds }: ErpAdapter, days: number): Promise<readonly FoundOfKind[]> {
  const found: FoundOfKind[] = [];
  for (const [name, { kind, port }] of kinds) {
    for (const one of (await port.ours?.(days)) ?? []) {
      const occupies = kind.occupiesUntil !== null && !reaches(one.stage, kind.occupiesUntil);
      found.push({ ...one, kind: name, occupies });
    }
  }
  return found;
}

function named(words: SystemWords, { document, found }: { document: DocumentRow; found: OursFound }): string {
  return `${document.kind}/${document.sourceId}: ${textOf(words, found)}`;
}

function textOf(words: SystemWords, found: OursFound): string {
  return `${found.step} ${words.reference(found.reference)} under ${found.key}`;
}
