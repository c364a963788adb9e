import type { Client } from '@temporalio/client';
import type { Connection } from '../../store/connections/connections';
import type { DatabaseIdentity } from '../../store/installation';
import type { Store } from '../../store/store';
import type { LastRound } from '../../telemetry/last-round';
import type { Logger } from '../../telemetry/log';
import { restoredBecause } from '../../activities/connection/ledger-copy';
import { presentLedger, readKeptCopy, writeKeptCopy } from '../../activities/connection/kept-ledger-copy';

export interface WatchRestoresOptions {
  readonly store: Store;
  readonly client: Client;
  readonly logger: Logger;
  /** Between two looks. What was posted within that time before a database was lost is not missed by the copy. Default 10 s. */
  readonly everyMs?: number;
  readonly lastRound?: LastRound;
  /** Called when Temporal turns out to be another one than before: what is open has to be started again. */
  readonly onNewTemporal?: (connection: Connection) => Promise<void>;
}

export const restoresEveryMs = 10_000;

/**
 * Compares PostgreSQL with the copy that Temporal keeps of its ledger, at start (before this settles, nothing may be posted)
 * and whenever something was posted since. A database that is older than the copy, or another one, pauses the connection
 * until `ledger rebuild`. A Temporal that is new or empty pauses nothing.
 */
export async function watchRestores(options: WatchRestoresOptions): Promise<{ stop(): Promise<void> }> {
  const { store, client, logger, lastRound, everyMs = restoresEveryMs } = options;
  let seen = '';
  const look = async (): Promise<void> => {
    const identity = await store.installation.databaseIdentity();
    const { clusterId } = await client.workflowService.getClusterInfo({});
    const connections = await store.tenants.connections();
    const now = JSON.stringify([identity, clusterId, connections.map((one) => one.connectionId)]);
    if (now === seen) return;
    const before = await store.installation.noteTemporalCluster(clusterId);
    if (before !== null && before !== clusterId) {
      logger.warn({}, 'Temporal is another one than before: what is open is started again');
      for (const connection of connections) await options.onNewTemporal?.(connection);
    }
    let complete = true;
    for (const connection of connections) complete = (await compare(connection, identity)) && complete;
    if (complete) seen = now;
  };

  /** False when it has to be done again. */
  const compare = async (connection: Connection, identity: DatabaseIdentity): Promise<boolean> => {
    const kept = await readKeptCopy(client, connection);
    const present = await presentLedger(store, connection, identity);
    const why =
      kept.kind === 'copy'
        ? restoredBecause(kept.copy, present)
        : kept.kind === 'sealed'
          ? 'Temporal keeps a copy of the ledger that this database has no key for'
          : null;
    if (why !== null) {
      if (connection.rebuildReason === null) await requireRebuild(connection, why);
      return true;
    }
    if (connection.rebuildReason !== null) return true;
    if (kept.kind === 'copy' && JSON.stringify(kept.copy) === JSON.stringify(present)) return true;
    return writeKeptCopy(client, connection, present);
  };

  const requireRebuild = async (connection: Connection, why: string): Promise<void> => {
    const { tenantId, connectionId } = connection;
    await store.inTenant(tenantId, async (tx) => {
      await tx.connections.setRebuildReason(connection, why);
      await tx.audit(connection, 'connection.databaseRestored', { why });
    });
    logger.error(
      { tenantId, connectionId, reason: why },
      'the database is a restored one: nothing is posted until "ledger rebuild"',
    );
  };

  const round = async (): Promise<void> => {
    await look();
    lastRound?.done();
  };
  await round();
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(round).catch((error: unknown) => {
      logger.warn({ err: error }, 'PostgreSQL and Temporal could not be compared; tried again');
    });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
