import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Database } from 'pg';
import { startJdeSandbox } from '../../../src/sandbox/jde/server';
import { QUOTAS } from '../../../src/sandbox/procore/quota';
import { startProcoreSandbox } from '../../../src/sandbox/procore/server';
import { writeSampleCompany } from '../../../src/sandbox/sample-company/write-sample-company';
import type { HeldDocument } from '../../../src/store/holds/holds';
import { sampleDay } from '../../system/support/rig';
import { canaryId, secrets, shapeCanaryCompany, type End } from './canary-company';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy';
import { startSecurityStack, type SecurityStack } from './security-stack';
import { until } from './until';

export const scope = { tenantId: 'canary', connectionId: 'canary-jde' } as const;
export const companyId = '562949953421312';

export interface CanaryBench {
  readonly stack: SecurityStack;
  /** Between the connector and the sandboxes. */
  readonly procore: RecordingProxy;
  readonly jde: RecordingProxy;
  /** The company with the canaries in it. */
  readonly folder: string;
  /** Puts something into JDE. */
  control(path: string, body: object): Promise<void>;
  /** What the commands wrote on stdout and stderr. */
  readonly commandOutput: readonly string[];
  /** Runs a command, or `act` in its place; gives its stdout. */
  run(words: readonly string[], act?: () => ReturnType<SecurityStack['cli']>): Promise<string>;
  untilStage(end: End, stage: string): Promise<void>;
  untilHeld(what: string, wanted: (held: HeldDocument) => boolean): Promise<HeldDocument>;
  asSuperuser(statements: string): Promise<void>;
  close(): Promise<void>;
}

/** A stack with the built worker and api, and both sandboxes behind proxies that record. */
export async function startCanaryBench(): Promise<CanaryBench> {
  const cleanUps: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of cleanUps.splice(0).reverse()) await step();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'ml-connector-canaries-'));
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
    writeSampleCompany(folder, { today: sampleDay });
    shapeCanaryCompany(folder);
    const procoreSandbox = await startProcoreSandbox({
      ...{ dataFolder: join(folder, 'procore'), quota: QUOTAS.wide },
      ...{ clientId: secrets.clientId, clientSecret: secrets.clientSecret },
    });
    cleanUps.push(() => procoreSandbox.close());
    const users = [{ username: secrets.username, password: secrets.password, addressNumber: 1 }];
    const jdeSandbox = await startJdeSandbox({ dataFolder: join(folder, 'jde'), settings: { users } });
    cleanUps.push(() => jdeSandbox.close());
    const procore = await startRecordingProxy(procoreSandbox.url);
    cleanUps.push(() => procore.close());
    const jde = await startRecordingProxy(jdeSandbox.url);
    cleanUps.push(() => jde.close());
    const stack = await startSecurityStack();
    cleanUps.push(() => stack.close());
    const control = async (path: string, body: object): Promise<void> => {
      const headers = { 'content-type': 'application/json' };
      const to = `${jdeSandbox.controlUrl}/control/${path}`;
      const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    };
    return { ...benchOn(stack), procore, jde, folder, control, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function benchOn(stack: SecurityStack): Omit<CanaryBench, 'procore' | 'jde' | 'folder' | 'control' | 'close'> {
  const { store } = stack.opened;
  const commandOutput: string[] = [];
  return {
    stack,
    commandOutput,
    run: async (words, act = () => stack.cli(words)) => {
      const { exitCode, stdout, stderr } = await act();
      if (exitCode !== 0) throw new Error(`ml-connector ${words.join(' ')}: ${stderr}`);
      commandOutput.push(stdout, stderr);
      return stdout;
    },
    untilStage: async (end, stage) => {
      await until(`${end} (${canaryId(end)}) ${stage}`, async () => {
        const name = { kind: 'requisition', sourceId: canaryId(end) };
        const row = await store.inTenant(scope.tenantId, (tx) => tx.documents.find(scope, name));
        return row?.stage === stage ? true : null;
      });
    },
    untilHeld: (what, wanted) =>
      until(what, async () => {
        const held = await store.inTenant(scope.tenantId, (tx) => tx.holds.list(scope));
        return held.find(wanted) ?? null;
      }),
    asSuperuser: async (statements) => {
      const url = new URL(stack.stack.database.superuserUrl ?? '');
      url.pathname = new URL(stack.stack.database.appUrl).pathname;
      const database = new Database({ connectionString: url.href });
      await database.connect();
      await database.query(statements).finally(() => database.end());
    },
  };
}
