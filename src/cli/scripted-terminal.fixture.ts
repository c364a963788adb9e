import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli';

interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Parsed from `out`; undefined when that is no JSON, or several. */
  readonly json: unknown;
}

export interface ScriptedCli {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes an input file and gives its name. */
  write(name: string, content: string | Buffer): string;
  run(
    args: readonly string[],
    input?: { readonly stdin?: string; readonly answers?: readonly string[] },
  ): Promise<CliRun>;
  remove(): void;
}

/** The real command line with a terminal of our own, in a folder of its own. */
export function scriptedCli(env: NodeJS.ProcessEnv = {}): ScriptedCli {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-cli-'));
  const own = { ...env };
  return {
    folder,
    env: own,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
      return name;
    },
    run: async (args, { stdin = '', answers } = {}) => {
      let out = '';
      let err = '';
      const left = [...(answers ?? [])];
      const code = await runCli(args, {
        env: own,
        folder,
        interactive: answers !== undefined,
        out: (text) => (out += text),
        note: (text) => (err += text),
        readStdin: () => Promise.resolve(stdin),
        askSecret: (question) => {
          err += question;
          return Promise.resolve(left.shift() ?? '');
        },
      });
      return { code, out, err, json: jsonIn(out) };
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** JSON lines are not one JSON. */
function jsonIn(out: string): unknown {
  return out.startsWith('{') && !out.includes('}\n{') ? (JSON.parse(out) as unknown) : undefined;
}

/** A connection.json that is right; tests spoil it. */
export function connectionFile(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'acme-jde',
    tenant: 'acme',
    environment: 'sandbox',
    erp: 'jde',
    procore: {
      companyId: '562949953421312',
      environment: 'sandbox',
      clientId: { env: 'TEST_CLIENT_ID' },
      clientSecret: { env: 'TEST_CLIENT_SECRET' },
    },
    jde: {
      baseUrl: 'http://127.0.0.1:9/jderest',
      environment: 'JDV920',
      username: { env: 'TEST_JDE_USER' },
      password: { env: 'TEST_JDE_PASSWORD' },
    },
    posting: {
      branchPlant: { rule: 'businessUnit' },
      orderCommitment: 'untracked',
      companies: { '00200': { retainageAccount: '200.4110' } },
      glDatePolicy: 'billingDate',
      ediUser: 'PROCORE',
    },
    ...changes,
  };
}

export const secretsInEnvironment = {
  TEST_CLIENT_ID: 'sandbox-client',
  TEST_CLIENT_SECRET: 'sandbox-secret',
  TEST_JDE_USER: 'PROCORE',
  TEST_JDE_PASSWORD: 'sandbox',
};
