import { Client, Connection } from '@temporalio/client';
import type { ActivityPorts } from '../activities/ports';
import { installRuntime } from '../telemetry/install-runtime';
import { LastRound } from '../telemetry/last-round';
import { Metrics } from '../telemetry/metrics';
import { watchHeap } from '../telemetry/watch-heap';
import { createDataConverter } from '../crypto/data-converter';
import { temporalConnection } from '../local/temporal-connection';
import { activityCancellation } from './activity-cancellation';
import { createGateways } from './gateways/gateways';
import { erpSystems } from './gateways/erp-systems';
import { observeCalls } from './gateways/observe-calls';
import { restoresEveryMs, watchRestores } from './restores/watch-restores';
import { startWorkers } from './start-workers';
import { openStore } from './open-store';
import { runUntilStopped } from './service/run-until-stopped';
import { startReconcileOnce } from './service/start-reconciles';
import { serveMetrics } from './service/serve-metrics';
import { serviceLogger } from './service/service-logger';
import type { ServiceAddresses } from './service/service-addresses';

/** Longer than a restart of the database may take; then the process ends and is started again. */
const payloadsWaitMs = 600_000;

/** The program `ml-connector worker`: takes tasks until it is told to stop, then finishes what is under way. */
export async function workerProcess(
  addresses: ServiceAddresses,
  metricsPort: number | null,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const logger = serviceLogger('worker', env);
  installRuntime({
    logger,
    shutdownSignals: [],
    ...(env['ML_CONNECTOR_SDK_METRICS'] === undefined ? {} : { metricsBindAddress: env['ML_CONNECTOR_SDK_METRICS'] }),
  });
  const opened = await openStore({ ...addresses, env, poolSize: 20, payloadsWaitMs, provesMasterKey: true });
  const metrics = new Metrics({ process: true });
  watchHeap({ logger, metrics });
  const lastRound = new LastRound('restores', restoresEveryMs);
  const metricsServer = metricsPort === null ? null : await serveMetrics(metrics, metricsPort, [lastRound]);
  const gateways = createGateways({
    store: opened.store,
    observe: observeCalls(metrics),
    cancellation: activityCancellation,
    sharesErp: true,
    report: (what, error) => logger.warn({ err: error }, what),
  });
  const ports: ActivityPorts = {
    store: opened.store,
    procore: (connection) => gateways.procore(connection),
    erp: (connection) => gateways.erp(connection),
    target: (connection, system) => gateways.target(connection, system),
  };
  const temporal = temporalConnection(addresses.temporalAddress, env);
  const connection = await Connection.connect(temporal);
  const { temporalNamespace: namespace } = addresses;
  const dataConverter = createDataConverter(opened.payloads);
  const client = new Client({ connection, namespace, dataConverter });
  // Before any task is taken: a database that was restored must not post.
  const restores = await watchRestores({
    store: opened.store,
    client,
    logger,
    lastRound,
    onNewTemporal: (scope) => startReconcileOnce(client, scope),
  });
  const workers = await startWorkers({
    connection: temporal,
    namespace: addresses.temporalNamespace,
    dataConverter,
    ports,
    erps: Object.keys(erpSystems),
  });
  await runUntilStopped(
    {},
    {
      ended: workers.done,
      stop: async () => {
        await workers.stop();
        await restores.stop();
        await connection.close();
        await metricsServer?.close();
        await gateways.close();
        await opened.close();
      },
    },
  );
}
