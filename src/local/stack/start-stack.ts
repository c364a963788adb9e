import { startEmbeddedPostgres, type EmbeddedPostgres } from './postgres/embedded-postgres';
import { startEmbeddedTemporal, type EmbeddedTemporal } from './temporal/embedded-temporal';
import { findTemporal } from './temporal/find-temporal';
import type { LogLine } from './programs/log-line';
import { freePorts, portsFor } from './state/ports';
import { prepareDatabase } from './postgres/prepare-database';
import { temporalConnection } from '../temporal-connection';
import { prepareNamespace } from './temporal/prepare-namespace';
import { openStateFolder } from './state/state-folder';

export interface StartStackOptions {
  /** The folder in which `.ml-connector/` lies. */
  readonly baseFolder: string;
  readonly codecUrl?: string;
  /** Ports that are free now instead of the remembered ones. Default false. */
  readonly free?: boolean;
  /** Starts PostgreSQL and Temporal of our own although DATABASE_URL or TEMPORAL_ADDRESS is set. Default false. */
  readonly ignoreEnvironment?: boolean;
  /** False only for data that is thrown away. Default true. */
  readonly durable?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly log: LogLine;
}

export interface Stack {
  readonly stateFolder: string;
  readonly database: {
    /** Migrates; absent when DATABASE_URL is set without DATABASE_OWNER_URL. */
    readonly ownerUrl?: string;
    readonly appUrl: string;
    /** Only of the embedded PostgreSQL. */
    readonly superuserUrl?: string;
    readonly embedded: boolean;
  };
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl?: string;
    readonly embedded: boolean;
  };
  /** The embedded servers that do not live any more, by name. */
  ended(): readonly string[];
  /** Stops what is embedded, Temporal before PostgreSQL; servers named by the environment are left alone. */
  stop(): Promise<void>;
}

/** PostgreSQL and Temporal, found, started or adopted, and ready for migrations and workers. */
export async function startStack(options: StartStackOptions): Promise<Stack> {
  const stateFolder = openStateFolder(options.baseFolder);
  const env = environmentFor(options);
  const names = ['postgres', 'temporal', 'temporal-ui'] as const;
  const ports = await (options.free ? freePorts(names) : portsFor(stateFolder, names));
  // Both always settle, so that a failure of one never leaves the other behind half-started and unknown.
  const [postgres, temporal] = await Promise.allSettled([
    startDatabase(options, env, stateFolder, ports.postgres),
    startTemporal(options, env, stateFolder, ports.temporal, ports['temporal-ui']),
  ]);
  const stop = async (): Promise<void> => {
    if (temporal.status === 'fulfilled') await temporal.value.server?.stop();
    if (postgres.status === 'fulfilled') await postgres.value.server?.stop();
  };
  if (postgres.status === 'fulfilled' && temporal.status === 'fulfilled') {
    const servers = { PostgreSQL: postgres.value.server, Temporal: temporal.value.server };
    const ended = (): string[] =>
      Object.entries(servers).flatMap(([name, server]) => (server === undefined || server.alive() ? [] : [name]));
    return { stateFolder, database: postgres.value.database, temporal: temporal.value.temporal, ended, stop };
  }
  await stop();
  throw postgres.status === 'rejected' ? postgres.reason : (temporal as PromiseRejectedResult).reason;
}

async function startDatabase(
  options: StartStackOptions,
  env: NodeJS.ProcessEnv,
  stateFolder: string,
  port: number,
): Promise<{ readonly database: Stack['database']; readonly server?: EmbeddedPostgres }> {
  const appUrl = env['DATABASE_URL'];
  const ownerUrl = env['DATABASE_OWNER_URL'];
  if (appUrl) {
    options.log('PostgreSQL: using DATABASE_URL');
    return { database: { appUrl, ...(ownerUrl && { ownerUrl }), embedded: false } };
  }
  const server = await startEmbeddedPostgres({ stateFolder, port, durable: options.durable ?? true, log: options.log });
  try {
    const urls = await prepareDatabase({ superuserUrl: server.superuserUrl, stateFolder });
    return { database: { ...urls, superuserUrl: server.superuserUrl, embedded: true }, server };
  } catch (err) {
    await server.stop();
    throw err;
  }
}

async function startTemporal(
  options: StartStackOptions,
  env: NodeJS.ProcessEnv,
  stateFolder: string,
  port: number,
  uiPort: number,
): Promise<{ readonly temporal: Stack['temporal']; readonly server?: EmbeddedTemporal }> {
  const { log, codecUrl } = options;
  const found = await findTemporal({ env, log });
  if (found.kind === 'address') {
    const namespace = env['TEMPORAL_NAMESPACE'] || 'ml-connector';
    await prepareNamespace(temporalConnection(found.address, env), namespace);
    return { temporal: { address: found.address, namespace, embedded: false } };
  }
  const namespace = 'ml-connector';
  const server = await startEmbeddedTemporal({
    ...{ binary: found.binary, stateFolder, port, uiPort, namespace, log },
    ...(codecUrl !== undefined && { codecUrl }),
  });
  try {
    await prepareNamespace({ address: server.address }, namespace);
  } catch (err) {
    await server.stop();
    throw err;
  }
  const { address, uiUrl } = server;
  return { temporal: { address, namespace, ...(uiUrl !== undefined && { uiUrl }), embedded: true }, server };
}

function environmentFor(options: StartStackOptions): NodeJS.ProcessEnv {
  const env = { ...(options.env ?? process.env) };
  if (options.ignoreEnvironment) {
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'])
      env[name] = undefined;
  }
  return env;
}
