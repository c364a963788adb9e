import { Client, Connection } from '@temporalio/client';
import { startAuditHeadLog } from '../api/audit-head-log';
import { startApi } from '../api/start-api';
import { startDrainLoop } from '../api/drain-loop';
import { startIntakeLoop } from '../api/intake-loop';
import { createDataConverter } from '../crypto/data-converter';
import { EncryptingPayloadCodec } from '../crypto/payload-codec';
import { secretDigest } from '../crypto/secret-digest';
import { Metrics } from '../telemetry/metrics';
import { temporalConnection } from '../local/temporal-connection';
import { openStore } from './open-store';
import { runUntilStopped } from './run-until-stopped';
import { startReconciles } from './start-reconciles';
import { serviceLogger } from './service-logger';
import type { ServiceAddresses } from './service-addresses';

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
  const opened = await openStore({ ...addresses, env, poolSize: 20 });
  const { store, keyRing, headSigner, tenantOf } = opened;
  const connection = Connection.lazy(temporalConnection(addresses.temporalAddress, env));
  const client = new Client({
    connection,
    namespace: addresses.temporalNamespace,
    dataConverter: createDataConverter(opened),
  });
  const metrics = new Metrics({ process: true });
  const intake = startIntakeLoop({ store, logger, metrics });
  const api = await startApi({
    store,
    client,
    logger,
    metrics,
    onEventStored: intake.wake,
    host: listener.host,
    port: listener.port,
    codec: {
      codec: new EncryptingPayloadCodec({ keyRing, tenantOf }),
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
  const drain = startDrainLoop({ store, client, logger });
  const reconciles = startReconciles(store, client, logger);
  const auditHeads = startAuditHeadLog({ store, signer: headSigner, logger });
  await runUntilStopped(
    { api: api.url },
    {
      stop: async () => {
        reconciles.stop();
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
