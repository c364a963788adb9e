import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Rig } from './rig';

const root = resolve(__dirname, '../../..');

/** The worker as a process of its own, that can be killed like one. */
export interface WorkerProgram {
  /** As kill -9: nothing is finished, nothing is given back. */
  kill(): Promise<void>;
  /** As Ctrl-C: drains. */
  stop(): Promise<void>;
}

/** Runs the program `ml-connector worker` from its sources on the rig's database, keys, namespace and sandboxes. */
export async function startWorkerProgram(rig: Rig): Promise<WorkerProgram> {
  const child = spawn(process.execPath, ['-e', program], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
      // Ends with the test, however that ends.
      ML_CONNECTOR_SUPERVISED: '1',
      DATABASE_URL: rig.test.testDatabase.appUrl,
      TEMPORAL_ADDRESS: rig.temporal.address,
      TEMPORAL_NAMESPACE: rig.temporal.namespace,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  const exited = once(child, 'exit');
  const ready = once(createInterface({ input: child.stdout }), 'line').then(() => true);
  if (!(await Promise.race([ready, exited.then(() => false)]))) {
    throw new Error(`the worker ended before it was ready:\n${complaints}`);
  }
  return { kill: () => end(child, exited, 'SIGKILL'), stop: () => end(child, exited, 'SIGTERM') };
}

async function end(child: ChildProcess, exited: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await exited;
}

const program = `
  const { readFileSync } = require('node:fs');
  const { transformSync } = require('@swc/core');
  require.extensions['.ts'] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    module._compile(code, filename);
  };
  const source = (name) => require(process.cwd() + '/src/cli/' + name);
  source('run-cli.ts').runCli(['worker'], source('terminal.ts').processTerminal()).then((code) => process.exit(code));
`;
