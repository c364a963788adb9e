import path from 'node:path';
import { workerStopLimitMs } from '../config/shutdown-times';
import { SYSTEM_TENANT_ID } from '../crypto/key-ring';
import { loadMasterKey } from '../crypto/master-key';
import { dataKeys } from '../store/connections/data-keys';
import { tenantIds } from '../store/connections/tenants';
import { openDatabase } from '../store/database';
import { migrate } from '../store/migrate';
import { writeRuntimeFile } from './runtime-file';
import { superviseChild, type SupervisedChild } from './stack/programs/child-process';
import { endLeftoverChildren, rememberChild } from './stack/programs/leftover-children';
import type { LogLine } from './stack/programs/log-line';
import { portsFor, requireFreePort } from './stack/state/ports';
import { startStack, type Stack } from './stack/start-stack';
import { openStateFolder } from './stack/state/state-folder';
import { workerEnvironment } from './worker-environment';

export interface ServicesOptions {
  /** The folder in which `.ml-connector/` lies. */
  readonly baseFolder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Servers of our own, whatever the environment names; for the demo. */
  readonly ignoreEnvironment?: boolean;
  readonly log: LogLine;
}

export interface Services {
  readonly stateFolder: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  /** What a command needs in its environment to reach these services. */
  readonly commandEnv: NodeJS.ProcessEnv;
  /** Drains: api, worker, Temporal, PostgreSQL. */
  stop(): Promise<void>;
}

const program = path.join(__dirname, '..', 'cli', 'main.js');
const loopback = '127.0.0.1';
/** From SIGTERM to SIGKILL. */
export const stopLimitsMs = { worker: workerStopLimitMs, api: 30_000 } as const;

/** PostgreSQL and Temporal, migrated and prepared, and our worker and api as supervised children. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { baseFolder, log } = options;
  const stateFolder = openStateFolder(baseFolder);
  await endLeftoverChildren(stateFolder, stopLimitsMs, log);
  const ports = await portsFor(stateFolder, ['api', 'worker-metrics']);
  const { api: apiPort, 'worker-metrics': metricsPort } = ports;
  for (const [name, port] of Object.entries(ports)) await requireFreePort(stateFolder, name, port);
  const codecUrl = `http://${loopback}:${apiPort}/codec`;
  const stack = await startStack({
    baseFolder,
    codecUrl,
    env: options.env,
    ignoreEnvironment: options.ignoreEnvironment ?? false,
    log,
  });
  const children: SupervisedChild[] = [];
  const watch = watchServers(stack, log);
  const stop = async (): Promise<void> => {
    clearInterval(watch);
    for (const child of [...children].reverse()) await child.stop();
    await stack.stop();
  };
  try {
    await migrateStack(stack, log);
    const masterKeyFile = await masterKey(stateFolder, stack, options.env);
    const runtime = {
      databaseUrl: stack.database.appUrl,
      ...(stack.database.ownerUrl === undefined ? {} : { databaseOwnerUrl: stack.database.ownerUrl }),
      temporalAddress: stack.temporal.address,
      temporalNamespace: stack.temporal.namespace,
      ...(masterKeyFile === null ? {} : { masterKeyFile }),
    };
    const uiUrl = stack.temporal.uiUrl ?? '';
    const commandEnv: NodeJS.ProcessEnv = {
      ...options.env,
      DATABASE_URL: runtime.databaseUrl,
      TEMPORAL_ADDRESS: runtime.temporalAddress,
      TEMPORAL_NAMESPACE: runtime.temporalNamespace,
      ...(masterKeyFile === null ? {} : { ML_CONNECTOR_MASTER_KEY_FILE: masterKeyFile }),
    };
    delete commandEnv['DATABASE_OWNER_URL'];
    if (stack.temporal.embedded) withoutWaysIn(commandEnv);
    const child = (name: keyof typeof stopLimitsMs, more: readonly string[]): Promise<SupervisedChild> => {
      const command = process.execPath;
      const args = [program, name, ...more];
      return superviseChild({
        ...{
          name,
          command,
          args,
          env: name === 'worker' ? workerEnvironment(commandEnv) : commandEnv,
          log,
          stopLimitMs: stopLimitsMs[name],
        },
        onStarted: (pid) => rememberChild(stateFolder, name, pid, [command, ...args]),
      });
    };
    const started = await Promise.allSettled([
      child('worker', ['--metrics-port', String(metricsPort)]),
      child('api', ['--port', String(apiPort), ...uiOrigins(uiUrl).flatMap((origin) => ['--ui-origin', origin])]),
    ]);
    for (const one of started) if (one.status === 'fulfilled') children.push(one.value);
    for (const one of started) if (one.status === 'rejected') throw one.reason;

    const apiUrl = `http://${loopback}:${apiPort}`;
    writeRuntimeFile(stateFolder, { ...runtime, apiUrl, uiUrl, codecUrl });
    const addresses = {
      'Temporal UI': uiUrl,
      webhooks: `${apiUrl}/webhooks/procore/CONNECTION`,
      triggers: `${apiUrl}/triggers/CONNECTION`,
      health: `${apiUrl}/readyz`,
      metrics: `${apiUrl}/metrics and http://${loopback}:${metricsPort}/metrics (worker)`,
    };
    return { stateFolder, addresses, apiUrl, commandEnv, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Worker and api wait for a server that ended, each line of theirs about something else: what happened is said once. */
function watchServers(stack: Pick<Stack, 'ended'>, log: LogLine): NodeJS.Timeout {
  const told = new Set<string>();
  return setInterval(() => {
    for (const name of stack.ended().filter((one) => !told.has(one))) {
      told.add(name);
      log(
        `${name}: ended unasked. Stop this (Ctrl-C) and start again; nothing is lost, what was under way goes on then`,
      );
    }
  }, 2_000).unref();
}

async function migrateStack(stack: Stack, log: LogLine): Promise<void> {
  const { ownerUrl, appUrl } = stack.database;
  if (ownerUrl === undefined) {
    log('PostgreSQL: DATABASE_OWNER_URL is not set, so the schema is taken as it is');
    return;
  }
  const { applied } = await migrate(ownerUrl, new URL(appUrl).username);
  if (applied.length > 0) log(`PostgreSQL: ${applied.length} migration(s) applied`);
}

/** The key file of this state folder, made at the first start; null when the environment carries the key. */
async function masterKey(stateFolder: string, stack: Stack, env: NodeJS.ProcessEnv): Promise<string | null> {
  const file = env['ML_CONNECTOR_MASTER_KEY_FILE'] ?? path.join(stateFolder, 'master.key');
  await loadMasterKey({
    env,
    file,
    createIfMissing: true,
    wrappedKeysExist: () => wrappedKeysExist(stack.database.appUrl),
  });
  return (env['ML_CONNECTOR_MASTER_KEY'] ?? '').trim() === '' ? file : null;
}

/** Asked tenant by tenant: to the application's role, row-level security shows no others. */
async function wrappedKeysExist(appUrl: string): Promise<boolean> {
  const database = openDatabase(appUrl, 1);
  try {
    const keys = dataKeys(database);
    for (const tenantId of [SYSTEM_TENANT_ID, ...(await tenantIds(database))]) {
      if ((await keys.load(tenantId)).length > 0) return true;
    }
    return false;
  } finally {
    await database.close();
  }
}

/** A browser names the host as it was typed. */
function uiOrigins(uiUrl: string): string[] {
  if (uiUrl === '') return [];
  const { port } = new URL(uiUrl);
  return [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
}

/** The server that is started here has neither TLS nor keys; what is set for another one is not meant for it. */
function withoutWaysIn(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) {
    if (/^TEMPORAL_(TLS|API_KEY|GRPC_META)/.test(name)) Reflect.deleteProperty(env, name);
  }
}
