import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { builtProduct } from '../../stack/built-product';
import { workedProjectId } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ workers: false });
  await rig.control('procore', 'PUT', 'permitted-projects', [workedProjectId]);
});
afterAll(() => rig.close());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as a process of its own; `said` is called once, when it has said that. */
async function command(
  words: readonly string[],
  text = '',
  said: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const built = builtProduct();
  const program = [join(built, 'cli/main.js'), ...words, '--connection', rig.scope.connectionId];
  const child = spawn(process.execPath, program, {
    cwd: dirname(built),
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
      DATABASE_URL: rig.test.testDatabase.appUrl,
      TEMPORAL_ADDRESS: rig.temporal.address,
      TEMPORAL_NAMESPACE: rig.temporal.namespace,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const before = err.includes(text);
    err += chunk;
    if (!before && err.includes(text)) said(child);
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, out, err };
}

const runOf = async (workflowId: string) => rig.client.workflow.getHandle(workflowId).describe();

test.each([
  ['go-live', ['connection', 'go-live', '--take-over', 'none'], 'is live (take-over: none)'],
  ['a rebuild of the ledger', ['ledger', 'rebuild', '--since', '2026-01-01T00:00:00Z'], 'posts again'],
])('%s goes on when its command is killed, and is found running when it is asked for again', async (_, words, done) => {
  await rig.stopWorkers();
  const id = `${words[0] === 'ledger' ? 'rebuildLedger' : 'goLive'}/${rig.scope.connectionId}`;
  const killed = await command(words, `workflow ${id}`, (child) => child.kill('SIGKILL'));
  expect(killed.code).toBeNull();
  const begun = await runOf(id);
  expect(begun.status.name).toBe('RUNNING');

  const again = await command(words, `workflow ${id}`, () => void rig.startWorkers());
  expect([again.code, again.err]).toEqual([0, expect.stringContaining(`workflow ${id}`)]);
  expect(again.out).toContain(done);
  const ended = await runOf(id);
  expect([ended.runId, ended.status.name]).toEqual([begun.runId, 'COMPLETED']);
});

test('what was refused while it ran is told as the command tells it', async () => {
  const second = await command(['connection', 'go-live', '--take-over', 'all']);
  expect([second.code, second.out]).toEqual([1, '']);
  expect(second.err).toContain('is live since');
});
