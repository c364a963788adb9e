import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createDataConverter } from '../../../src/crypto/data-converter';
import { openStore, type OpenedStore } from '../../../src/processes/open-store';
import { superviseChild, type SupervisedChild } from '../../../src/local/stack/programs/child-process';
import { freePorts } from '../../../src/local/stack/state/ports';
import { removeStateFolder } from '../../../src/local/stack/state/remove-state-folder';
import { startStack, type Stack } from '../../../src/local/stack/start-stack';
import { runProgram, type CommandOutcome } from '../../../src/local/run-command';
import { migrate } from '../../../src/store/migrate';

const program = resolve(__dirname, '../../../dist/cli/main.js');

export interface SecurityStack {
  readonly stack: Stack;
  readonly opened: OpenedStore;
  readonly client: Client;
  readonly apiUrl: string;
  readonly sdkMetricsUrl: string;
  readonly masterKey: string;
  /** Also the working folder of the commands. */
  readonly folder: string;
  /** Runs `ml-connector` as a user does. */
  cli(words: readonly string[], env?: NodeJS.ProcessEnv): Promise<CommandOutcome>;
  /** What worker and api wrote to stdout and stderr so far. */
  output(): string;
  stopServices(): Promise<void>;
  close(): Promise<void>;
}

/** A stack of its own with PostgreSQL, Temporal with its UI, and the built worker and api as processes that log all they can. */
export async function startSecurityStack(): Promise<SecurityStack> {
  if (!existsSync(program)) throw new Error('dist/cli/main.js is missing; run "npm run build" first');
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-security-'));
  const masterKey = randomBytes(32).toString('base64');
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const undo: (() => Promise<void> | void)[] = [
    () => {
      removeStateFolder(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  ];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const ports = await freePorts(['api', 'sdk-metrics']);
    const api = `127.0.0.1:${ports.api}`;
    const stack = await startStack({
      baseFolder: folder,
      ignoreEnvironment: true,
      free: true,
      durable: false,
      codecUrl: `http://${api}/codec`,
      log,
    });
    undo.push(() => stack.stop());
    await migrate(stack.database.ownerUrl ?? '', new URL(stack.database.appUrl).username);
    const env: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      HOME: folder,
      DATABASE_URL: stack.database.appUrl,
      TEMPORAL_ADDRESS: stack.temporal.address,
      TEMPORAL_NAMESPACE: stack.temporal.namespace,
      ML_CONNECTOR_MASTER_KEY: masterKey,
      LOG_LEVEL: 'debug',
    };
    const opened = await openStore({ databaseUrl: stack.database.appUrl, env });
    undo.push(() => opened.close());
    const connection = await Connection.connect({ address: stack.temporal.address });
    undo.push(() => connection.close());
    const { namespace } = stack.temporal;
    const client = new Client({ connection, namespace, dataConverter: createDataConverter(opened.payloads) });

    const children: SupervisedChild[] = [];
    const stopServices = async (): Promise<void> => {
      for (const child of children.splice(0).reverse()) await child.stop();
    };
    undo.push(stopServices);
    const start = async (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> => {
      const command = { name, command: process.execPath, args: [program, name, ...args], cwd: folder };
      children.push(await superviseChild({ ...command, env: { ...env, ...more }, log }));
    };
    await start('worker', [], { ML_CONNECTOR_SDK_METRICS: `127.0.0.1:${ports['sdk-metrics']}` });
    const uiOrigin = new URL(stack.temporal.uiUrl ?? '').origin;
    await start('api', ['--port', String(ports.api), '--ui-origin', uiOrigin]);
    return {
      stack,
      opened,
      client,
      apiUrl: `http://${api}`,
      sdkMetricsUrl: `http://127.0.0.1:${ports['sdk-metrics']}/metrics`,
      masterKey,
      folder,
      cli: (words, more = {}) => runProgram([program, ...words], { ...env, ...more }, folder),
      output: () => lines.join('\n'),
      stopServices,
      close,
    };
  } catch (error) {
    await close();
    throw new Error(`the stack did not start:\n${lines.join('\n')}`, { cause: error });
  }
}

/** A connection as a user adds it: a file with the settings, secrets from the environment. */
export async function addConnection(
  stack: SecurityStack,
  wanted: {
    readonly companyId: string;
    readonly procoreUrl: string;
    readonly jdeUrl: string;
    readonly secrets: Readonly<
      Record<'clientId' | 'clientSecret' | 'username' | 'password' | 'webhook' | 'trigger', string>
    >;
  },
): Promise<CommandOutcome> {
  const { companyId, procoreUrl, jdeUrl, secrets } = wanted;
  const file = {
    ...{ id: 'canary-jde', tenant: 'canary', tenantName: 'Canary Builders', environment: 'sandbox', erp: 'jde' },
    procore: {
      ...{ companyId, environment: 'sandbox', loginUrl: procoreUrl, apiUrl: procoreUrl },
      ...{ clientId: { env: 'S_CLIENT' }, clientSecret: { env: 'S_SECRET' } },
    },
    jde: {
      ...{ baseUrl: `${jdeUrl}/jderest`, environment: 'JDV920', requestLimitMs: 2_000 },
      ...{ username: { env: 'S_USER' }, password: { env: 'S_PASSWORD' } },
    },
    webhookSecret: { env: 'S_WEBHOOK' },
    triggerSecret: { env: 'S_TRIGGER' },
    posting: {
      ...{ branchPlant: { rule: 'businessUnit' }, orderCommitment: 'untracked', negativeOrderLines: true },
      companies: { '00200': { retainageAccount: '200.4110' }, '00210': { retainageAccount: '210.4110' } },
      ...{ glDatePolicy: 'periodEnd', ediUser: 'PROCORE', bankChanges: true, bankNotes: true },
    },
    poll: { every: '1h' },
    timing: { settleMs: 4_000, leaseMs: 1_500, sendWindowMs: 2_000, visibilityLagMs: 100 },
  };
  writeFileSync(join(stack.folder, 'connection.json'), JSON.stringify(file));
  return stack.cli(['connection', 'add', '--file', 'connection.json'], {
    ...{ S_CLIENT: secrets.clientId, S_SECRET: secrets.clientSecret, S_WEBHOOK: secrets.webhook },
    S_TRIGGER: secrets.trigger,
    ...{ S_USER: secrets.username, S_PASSWORD: secrets.password },
  });
}

/** What Temporal's server and PostgreSQL log. */
export function serverLogs({ stack: { stateFolder } }: SecurityStack): readonly (readonly [string, Buffer])[] {
  const pointer = join(stateFolder, 'postgres-home.json');
  const home = existsSync(pointer)
    ? (JSON.parse(readFileSync(pointer, 'utf8')) as { folder: string }).folder
    : join(stateFolder, 'postgres');
  return [join(stateFolder, 'temporal/temporal.log'), join(home, 'postgresql.log')].map((file) => [
    file.replace(/.*\//, ''),
    readFileSync(file),
  ]);
}

/** The database file of Temporal with its write-ahead log, as bytes. */
export function temporalFiles({ stack: { stateFolder } }: SecurityStack): readonly (readonly [string, Buffer])[] {
  const folder = join(stateFolder, 'temporal');
  const names = readdirSync(folder).filter((name) => name.startsWith('temporal.db'));
  return names.map((name) => [name, readFileSync(join(folder, name))]);
}
