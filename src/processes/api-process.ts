import { Client, Connection } from '@temporalio/client';
import { auditHeadsEveryMs, startAuditHeadLog } from '../api/audit-head-log';
import { startApi } from '../api/start-api';
import { drainPollMs, startDrainLoop } from '../api/drain-loop';
import { intakePollMs, startIntakeLoop } from '../api/intake-loop';
import { createDataConverter } from '../crypto/data-converter';
import { EncryptingPayloadCodec } from '../crypto/payload-codec';
import { secretDigest } from '../crypto/secret-digest';
import { LastRound } from '../telemetry/last-round';
import { Metrics } from '../telemetry/metrics';
import { watchHeap } from '../telemetry/watch-heap';
import { temporalConnection } from '../local/temporal-connection';
import { openStore } from './open-store';
import { runUntilStopped } from './service/run-until-stopped';
import { reconcilesEveryMs, startReconciles } from './service/start-reconciles';
import { serviceLogger } from './service/service-logger';
import type { ServiceAddresses } from './service/service-addresses';

export interface ApiListener {
  readonly host: string;
  readonly port: number;
  /** The Temporal UI that may ask for decoded payloads; with `codecToken` unset only on loopback. */
  readonly uiOrigins: readonly string[];
  readonly codecToken: string | undefined;
  /** `Host` headers by which a proxy asks for decoded payloads, besides our own address on loopback. */
  readonly allowedHosts: readonly string[];
}

/** The program `ml-connector api`: webhooks, the loops behind them, health, metrics, and the codec for the Temporal UI. */
export async function apiProcess(
  addresses: ServiceAddresses,
  listener: ApiListener,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const logger = serviceLogger('api', env);
  const opened = await openStore({ ...addresses, env, poolSize: 20, provesMasterKey: true });
  const { store, headSigner, payloads } = opened;
  const connection = Connection.lazy(temporalConnection(addresses.temporalAddress, env));
  const client = new Client({
    connection,
    namespace: addresses.temporalNamespace,
    dataConverter: createDataConverter(payloads),
  });
  const metrics = new Metrics({ process: true });
  watchHeap({ logger, metrics });
  const loops = {
    intake: new LastRound('intake', intakePollMs),
    drain: new LastRound('drain', drainPollMs),
    reconciles: new LastRound('reconciles', reconcilesEveryMs),
    auditHeads: new LastRound('auditHeads', auditHeadsEveryMs),
  };
  const intake = startIntakeLoop({ store, logger, metrics, lastRound: loops.intake });
  const api = await startApi({
    store,
    client,
    logger,
    metrics,
    loops: Object.values(loops),
    onEventStored: intake.wake,
    host: listener.host,
    port: listener.port,
    codec: {
      codec: new EncryptingPayloadCodec(payloads),
      access:
        listener.codecToken === undefined
          ? { mode: 'loopback' }
          : { mode: 'adminToken', tokenDigest: secretDigest(listener.codecToken) },
      allowedOrigins: [...listener.uiOrigins],
      allowedHosts: [`127.0.0.1:${listener.port}`, `localhost:${listener.port}`, ...listener.allowedHosts],
    },
  }).catch(async (error: unknown): Promise<never> => {
    // A loop keeps a process alive, also one that could not listen.
    await intake.stop();
    throw error;
  });
  const drain = startDrainLoop({ store, client, logger, lastRound: loops.drain });
  const reconciles = startReconciles(store, client, logger, loops.reconciles);
  const auditHeads = startAuditHeadLog({ store, signer: headSigner, logger, lastRound: loops.auditHeads });
  await runUntilStopped(
    { api: api.url },
    {
      stop: async () => {
        await reconciles.stop();
        await api.close();
        await intake.stop();
        await drain.stop();
        await auditHeads.stop();
        await connection.close();
        await opened.close();
      },
    },
  );
}
