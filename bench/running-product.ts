import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { jdeDemo } from '../src/local/demo/jde';
import { runProgram } from '../src/local/run-command';
import { superviseChild, type SupervisedChild } from '../src/local/stack/programs/child-process';
import { freePorts } from '../src/local/stack/state/ports';
import { workerEnvironment } from '../src/local/worker-environment';
import type { Place } from './requisition-bench-setup';
import type { BenchCompany } from './requisition-company';

/** Runs a command of the product in the company's folder and gives what it printed. Throws on another exit code than 0. */
export type Command = (words: readonly string[]) => Promise<string>;

export interface RunningProduct {
  readonly command: Command;
  readonly temporal: Client;
  readonly pids: Readonly<Record<'worker' | 'api', number>>;
  /** Ends worker and api: only then do the statistics of PostgreSQL know all that their sessions did. */
  stopPrograms(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A built checkout up to the moment before go-live, as a customer comes there, by its program and the environment:
 * connection, mapping (unless it is to be missing) and vendors are there, worker and api run.
 */
export async function startProduct(options: {
  readonly checkout: string;
  readonly company: BenchCompany;
  readonly temporalAddress: string;
  readonly place: Place;
  readonly isMapped: boolean;
  readonly log: (line: string) => void;
}): Promise<RunningProduct> {
  const { company, place, temporalAddress, log } = options;
  const program = join(options.checkout, 'dist/cli/main.js');
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ...jdeDemo.secrets,
    DATABASE_URL: place.appUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: place.namespace,
    ML_CONNECTOR_MASTER_KEY: randomBytes(32).toString('base64'),
  };
  const type = async (words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const { exitCode, stdout, stderr } = await runProgram([program, ...words], { ...env, ...more }, company.folder);
    if (exitCode === 0) return stdout;
    throw new Error(`ml-connector ${words.join(' ')}: exit code ${exitCode}\n${stdout}${stderr}`);
  };
  await type(['migrate'], { DATABASE_OWNER_URL: place.ownerUrl });
  await type(['connection', 'add', '--file', 'connection.json']);
  if (options.isMapped) await type(['mapping', 'import', 'mapping.csv']);
  for (const { vendorId, supplierNumber } of company.vendors) await type(['vendor', 'link', vendorId, supplierNumber]);

  const ports = await freePorts(['api']);
  const children: SupervisedChild[] = [];
  const start = async (name: 'worker' | 'api', more: readonly string[] = []): Promise<number> => {
    const child = await superviseChild({
      ...{ name, command: process.execPath, args: [program, name, ...more], cwd: company.folder, log },
      env: name === 'worker' ? workerEnvironment(env) : env,
    });
    children.push(child);
    return child.pid() ?? Number.NaN;
  };
  const stopPrograms = async (): Promise<void> => {
    for (const child of children.splice(0)) await child.stop();
  };
  try {
    const pids = { worker: await start('worker'), api: await start('api', ['--port', String(ports.api)]) };
    const connection = await Connection.connect({ address: temporalAddress });
    return {
      command: (words) => type(words),
      temporal: new Client({ connection, namespace: place.namespace }),
      pids,
      stopPrograms,
      stop: async () => {
        await stopPrograms();
        await connection.close();
      },
    };
  } catch (error) {
    await stopPrograms();
    throw error;
  }
}
