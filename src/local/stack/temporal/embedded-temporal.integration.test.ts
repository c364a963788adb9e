import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { temporal as proto } from '@temporalio/proto';
import { request } from 'undici';
import { makeClone } from '../../../../test/stack/make-clone';
import { runInClone } from '../../../../test/stack/run-in-clone';
import { startEmbeddedTemporal, type EmbeddedTemporal } from './embedded-temporal';
import { findTemporal } from './find-temporal';
import { freePorts } from '../state/ports';
import { prepareNamespace } from './prepare-namespace';
import { openStateFolder } from '../state/state-folder';

const namespace = 'ml-connector';
const { INDEXED_VALUE_TYPE_INT, INDEXED_VALUE_TYPE_KEYWORD } = proto.api.enums.v1.IndexedValueType;
let binary: string;
let folder: string;
let stateFolder: string;
let ports: { readonly temporal: number; readonly ui: number };
let lines: string[];
let started: EmbeddedTemporal[];

beforeAll(async () => {
  const found = await findTemporal({ env: { ...process.env, TEMPORAL_ADDRESS: undefined }, log: () => undefined });
  if (found.kind !== 'binary') throw new Error('TEMPORAL_ADDRESS was not ignored');
  binary = found.binary;
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-temporal-'));
  stateFolder = openStateFolder(folder);
  ports = await freePorts(['temporal', 'ui']);
  lines = [];
  started = [];
});

afterEach(async () => {
  for (const temporal of started) await temporal.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<Parameters<typeof startEmbeddedTemporal>[0]> = {}): Promise<EmbeddedTemporal> {
  const temporal = await startEmbeddedTemporal({
    ...{ binary, stateFolder, port: ports.temporal, uiPort: ports.ui, namespace },
    log: (line) => lines.push(line),
    ...more,
  });
  started.push(temporal);
  return temporal;
}

async function ask<T>(address: string, question: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await question(connection);
  } finally {
    await connection.close();
  }
}

function processId(): number {
  const record = JSON.parse(readFileSync(join(stateFolder, 'temporal/process.json'), 'utf8')) as { pid: number };
  return record.pid;
}

test('its UI asks our codec server, and its database is kept in WAL mode', async () => {
  const { uiUrl } = await start({ codecUrl: 'http://127.0.0.1:8081' });
  const settings = (await (await request(`${uiUrl!}/api/v1/settings`)).body.json()) as { Codec: { Endpoint: string } };
  expect(settings.Codec.Endpoint).toBe('http://127.0.0.1:8081');
  expect(existsSync(join(stateFolder, 'temporal/temporal.db-wal'))).toBe(true);
});

test('its UI loads no news from elsewhere', async () => {
  const { uiUrl } = await start();
  const settings = await (await request(`${uiUrl!}/api/v1/settings`)).body.json();
  expect(settings).toMatchObject({ DisableNewsFetch: true });
});

test('a program that is too old to switch the news off is started without the switch', async () => {
  const older = join(folder, 'older-temporal');
  const script = ['case "$*" in *--help) exit 0;; *--ui-disable-news-fetch*) exit 2;; esac', `exec '${binary}' "$@"`];
  writeFileSync(older, `#!/bin/sh\n${script.join('\n')}\n`, { mode: 0o755 });
  expect((await start({ binary: older })).adopted).toBe(false);
});

test('headless it has no UI', async () => {
  expect(await start({ headless: true })).not.toHaveProperty('uiUrl');
  await expect(request(`http://127.0.0.1:${ports.ui}/`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('an orphan left by kill -9 is adopted', async () => {
  makeClone(folder);
  const options = JSON.stringify({ binary, stateFolder, port: ports.temporal, uiPort: ports.ui, namespace });
  const killed = await runInClone(
    folder,
    `return await stack('temporal/embedded-temporal').startEmbeddedTemporal({ ...${options}, log });`,
  );
  expect(killed.answer).toMatchObject({ adopted: false, address: `127.0.0.1:${ports.temporal}` });
  const orphan = processId();
  await killed.kill();

  const adopted = await start();
  expect(adopted.adopted).toBe(true);
  expect(processId()).toBe(orphan);
  expect(lines).toEqual([`Temporal: already running on 127.0.0.1:${ports.temporal}, adopted`]);
  await adopted.stop();
  await expect(Connection.connect({ address: adopted.address, connectTimeout: 500 })).rejects.toThrow();
});

test('one that runs with other settings is started again on the same data', async () => {
  const first = await start();
  await prepareNamespace({ address: first.address }, namespace);
  const before = processId();
  const second = await start({ codecUrl: 'http://127.0.0.1:8082' });
  expect(second.adopted).toBe(false);
  expect(processId()).not.toBe(before);
  const { customAttributes } = await ask(second.address, (c) => c.operatorService.listSearchAttributes({ namespace }));
  expect(customAttributes['HoldReason']).toBe(INDEXED_VALUE_TYPE_KEYWORD);
});

test('a process that got the remembered number meanwhile is neither adopted nor stopped', async () => {
  await (await start()).stop();
  const first = { pid: process.pid, binary, args: [], databaseFile: join(stateFolder, 'temporal/temporal.db') };
  writeFileSync(
    join(stateFolder, 'temporal/process.json'),
    JSON.stringify({ ...first, address: `127.0.0.1:${ports.temporal}` }),
  );
  expect((await start()).adopted).toBe(false);
  expect(processId()).not.toBe(process.pid);
});

test.each(['temporal', 'ui'] as const)('a taken %s port is named, with what to do', async (name) => {
  const taker = createServer();
  await new Promise<void>((done) => taker.listen(ports[name], '127.0.0.1', done));
  try {
    await expect(start()).rejects.toThrow(
      new RegExp(`Port ${ports[name]}, kept for "temporal.*See which with: (ss|lsof) `),
    );
  } finally {
    await new Promise((done) => taker.close(done));
  }
});

test('a server that does not start says why', async () => {
  writeFileSync(join(stateFolder, 'blocked'), '');
  const broken = join(folder, 'temporal');
  writeFileSync(broken, '#!/bin/sh\necho "schema version is 7, not 9" >&2\nexit 1\n', { mode: 0o755 });
  await expect(start({ binary: broken })).rejects.toThrow(/did not start on port \d+[^]*schema version is 7, not 9/);
});

describe('the namespace', () => {
  test('has 30 days and all attributes, and setting them again changes nothing', async () => {
    const { address } = await start({ headless: true });
    await prepareNamespace({ address }, namespace);
    await prepareNamespace({ address }, namespace);
    const { config } = await ask(address, (c) => c.workflowService.describeNamespace({ namespace }));
    expect(Number(config!.workflowExecutionRetentionTtl!.seconds)).toBe(30 * 86_400);
    const { customAttributes } = await ask(address, (c) => c.operatorService.listSearchAttributes({ namespace }));
    expect(Object.keys(customAttributes)).toEqual(
      expect.arrayContaining([
        'TenantId',
        'ConnectionId',
        'DocumentKind',
        'DocumentName',
        'ProjectId',
        'SyncStage',
        'HoldReason',
        'SourceUpdatedAt',
      ]),
    );
  });

  test('is made where a server does not have it yet, and can be used at once', async () => {
    await prepareNamespace({ address: process.env['TEST_TEMPORAL_ADDRESS']! }, 'made-later');
    const { count } = await ask(process.env['TEST_TEMPORAL_ADDRESS']!, (c) =>
      c.workflowService.countWorkflowExecutions({ namespace: 'made-later', query: "SyncStage = 'held'" }),
    );
    expect(Number(count)).toBe(0);
  });

  test('with an attribute of another type is refused by its name', async () => {
    const { address } = await start({ headless: true, namespace: 'other' });
    await ask(address, (c) =>
      c.operatorService.addSearchAttributes({
        namespace: 'other',
        searchAttributes: { ProjectId: INDEXED_VALUE_TYPE_INT },
      }),
    );
    await expect(prepareNamespace({ address }, 'other')).rejects.toThrow(
      'Search attribute ProjectId of namespace other has the type Int; ml-connector needs Keyword.',
    );
  });
});
