import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedTemporal, type EmbeddedTemporal } from '../../../src/local/stack/temporal/embedded-temporal';
import { findTemporal } from '../../../src/local/stack/temporal/find-temporal';
import { freePorts } from '../../../src/local/stack/state/ports';
import { prepareNamespace } from '../../../src/local/stack/temporal/prepare-namespace';
import { openStateFolder } from '../../../src/local/stack/state/state-folder';
import { createTestStore, type TestStore } from '../../stack/test-store';
import { killPrograms, startProgram } from '../support/programs';

// Every program of ours ends when it cannot do its work, so that whoever runs it can start it again.

let acme: TestStore;
let folder: string;
let address: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-ends-'));
  acme = await createTestStore();
  address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
});
afterAll(async () => {
  await acme.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const namespace = `ends-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  env = {
    DATABASE_URL: acme.testDatabase.appUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ML_CONNECTOR_MASTER_KEY: acme.masterKey,
  };
});
afterEach(() => killPrograms());

const otherKey = `other:${randomBytes(32).toString('base64')}`;
const nobody = '127.0.0.1:9';

test('a worker or api whose start fails ends with an exit code that is not 0, and says why', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const where = taken.address();
  const port = String(typeof where === 'object' && where !== null ? where.port : 0);
  const cases: readonly (readonly [readonly string[], NodeJS.ProcessEnv, RegExp])[] = [
    [['worker'], { ML_CONNECTOR_MASTER_KEY: '' }, /no master key/],
    [['worker'], { ML_CONNECTOR_MASTER_KEY: otherKey }, /the master key does not open the data keys/],
    [['api', '--port', '0'], { ML_CONNECTOR_MASTER_KEY: otherKey }, /the master key does not open the data keys/],
    [['worker'], { DATABASE_URL: `postgres://app:x@${nobody}/x` }, /does not answer/],
    [['api', '--port', '0'], { DATABASE_URL: `postgres://app:x@${nobody}/x` }, /does not answer/],
    [['worker'], { TEMPORAL_ADDRESS: nobody }, /connect|unavailable/i],
    [['worker', '--metrics-port', port], {}, /EADDRINUSE/],
    [['api', '--port', port], {}, /EADDRINUSE/],
  ];
  // Some at a time: each of them is a whole process.
  for (const pair of [cases.slice(0, 4), cases.slice(4)]) {
    await Promise.all(
      pair.map(async ([words, other, why]) => {
        const program = startProgram(words, { ...env, ...other });
        expect([words.join(' '), await program.ended]).not.toEqual([words.join(' '), 0]);
        expect(program.output()).toMatch(why);
      }),
    );
  }
  taken.close();
});

test('nothing is paused or signed by a process with a master key that is not ours', async () => {
  const api = startProgram(['api', '--port', '0'], { ...env, ML_CONNECTOR_MASTER_KEY: otherKey });
  const worker = startProgram(['worker'], { ...env, ML_CONNECTOR_MASTER_KEY: otherKey });
  await Promise.all([api.ended, worker.ended]);
  const connection = await acme.store.inTenant(acme.tenantId, (tx) => tx.connections.load(acme.connectionId));
  expect([connection.pausedReason, connection.rebuildReason]).toEqual([null, null]);
  expect(`${api.output()}${worker.output()}`).not.toContain('audit head');
});

test('up makes no new master key beside wrapped data keys, also where it may not see them all at once', async () => {
  const place = mkdtempSync(join(folder, 'up-'));
  const { ML_CONNECTOR_MASTER_KEY: _key, ...rest } = env;
  const up = startProgram(['up'], rest, place);
  expect(await up.ended).not.toBe(0);
  expect(up.output()).toContain('the database holds data keys wrapped by one');
  expect(existsSync(join(place, '.ml-connector/master.key'))).toBe(false);
});

test('a worker of which one SDK worker fails shuts the others down and ends, and not with 0', async () => {
  const preload = join(folder, 'failing.js');
  writeFileSync(
    preload,
    `const { Worker } = require(${JSON.stringify(require.resolve('@temporalio/worker'))});
     const run = Worker.prototype.run;
     Worker.prototype.run = async function () {
       const running = run.call(this);
       if (this.options.taskQueue !== 'jde') return running;
       running.catch(() => undefined);
       await new Promise((resolve) => setTimeout(resolve, 500));
       throw new Error('its polls are refused');
     };`,
  );
  const worker = startProgram(['worker'], { ...env, NODE_OPTIONS: `--require ${preload}` });
  await worker.ready;
  expect(await worker.ended).not.toBe(0);
  expect(worker.output()).toContain('its polls are refused');
});

test('an error that nobody caught ends a program, and what it quotes is not printed', async () => {
  const preload = join(folder, 'throwing.js');
  writeFileSync(
    preload,
    `const write = process.stdout.write;
     process.stdout.write = function (chunk, ...rest) {
       if (String(chunk).startsWith('{"ready"')) setTimeout(() => { throw new Error('Kline Bros 4711.00'); }, 100);
       return write.call(this, chunk, ...rest);
     };`,
  );
  const api = startProgram(['api', '--port', '0'], { ...env, NODE_OPTIONS: `--require ${preload}` });
  expect(await api.ended).toBe(1);
  expect(api.output()).toContain('an error that nobody caught');
  expect(api.output()).not.toMatch(/Kline|4711/);
});

describe('with a Temporal of its own', () => {
  let temporal: EmbeddedTemporal | undefined;
  afterAll(() => temporal?.stop());

  test('while Temporal is dead, worker and api stop when they are told, as ever', async () => {
    const found = await findTemporal({ env: { ...process.env, TEMPORAL_ADDRESS: undefined }, log: () => undefined });
    if (found.kind !== 'binary') throw new Error('TEMPORAL_ADDRESS was not ignored');
    const ports = await freePorts(['temporal', 'ui']);
    temporal = await startEmbeddedTemporal({
      ...{ binary: found.binary, stateFolder: openStateFolder(folder), port: ports.temporal, uiPort: ports.ui },
      ...{ headless: true, namespace: 'ml-connector', log: () => undefined },
    });
    await prepareNamespace({ address: temporal.address }, 'ml-connector');
    const own = { ...env, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'ml-connector' };
    const programs = [startProgram(['worker'], own), startProgram(['api', '--port', '0'], own)];
    for (const program of programs) await program.ready;
    await temporal.stop();
    // A round of their loops meets a Temporal that is gone.
    await new Promise((resolve) => setTimeout(resolve, 12_000));
    for (const program of programs) program.signal('SIGTERM');
    expect(await Promise.all(programs.map((program) => program.ended))).toEqual([0, 0]);
    expect(programs.map((program) => program.output()).join('')).not.toMatch(
      /Channel has been shut down|nobody caught|Unhandled/,
    );
  }, 120_000);
});
