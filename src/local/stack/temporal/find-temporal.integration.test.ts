import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cachedTemporalFile, pinnedTemporalCli } from './cached-temporal';
import { findTemporal, type FoundTemporal } from './find-temporal';

let folder: string;
let programs: string;
let cache: string;
let lines: string[];
let proxy: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-find-'));
  programs = join(folder, 'bin');
  cache = join(folder, 'cache');
  mkdirSync(programs);
  lines = [];
});

afterEach(async () => {
  if (proxy) await new Promise((done) => proxy!.close(done));
  proxy = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function program(file: string, script: string): string {
  mkdirSync(resolve(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const says = (cli: string, server: string): string => `echo "temporal version ${cli} (Server ${server}, UI 2.50.1)"`;

/** Without a way out to the internet: what asks for a download is refused at once, on every machine. */
function find(env: NodeJS.ProcessEnv = {}, limits = {}): Promise<FoundTemporal> {
  return findTemporal({
    env: {
      PATH: programs,
      HOME: folder,
      ML_CONNECTOR_CACHE: cache,
      HTTPS_PROXY: 'http://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
      ...env,
    },
    ...limits,
    log: (line) => lines.push(line),
  });
}

test('TEMPORAL_ADDRESS comes before everything else', async () => {
  program(join(programs, 'temporal'), says('1.8.2', '1.31.2'));
  expect(await find({ TEMPORAL_ADDRESS: 'temporal.example:7233' })).toEqual({
    kind: 'address',
    address: 'temporal.example:7233',
  });
  expect(lines).toEqual(['Temporal: using TEMPORAL_ADDRESS temporal.example:7233']);
});

test('a temporal on PATH with server 1.29 is used', async () => {
  const binary = program(join(programs, 'temporal'), says('1.5.1', '1.29.0'));
  expect(await find()).toEqual({ kind: 'binary', binary });
  expect(lines).toEqual([`Temporal: using ${binary} on PATH, server 1.29.0`]);
});

test('an old temporal on PATH is passed over with a line, and the cached one is used', async () => {
  const old = program(join(programs, 'temporal'), says('1.4.0', '1.28.9'));
  const binary = program(cachedTemporalFile(cache), says('1.8.2', '1.31.2'));
  expect(await find()).toEqual({ kind: 'binary', binary });
  expect(lines).toEqual([
    `Temporal: ${old} on PATH has server 1.28.9, passed over: 1.29 or later is needed`,
    `Temporal: using cached ${binary}, server 1.31.2`,
  ]);
});

test('a program of that name that is something else is passed over', async () => {
  const other = program(join(programs, 'temporal'), 'echo "usage: temporal FILE"');
  const binary = program(cachedTemporalFile(cache), says('1.8.2', '1.31.2'));
  expect(await find()).toEqual({ kind: 'binary', binary });
  expect(lines[0]).toBe(`Temporal: ${other} on PATH does not tell its version, passed over`);
});

test('another cached version is used when the pinned one is not there', async () => {
  const binary = program(cachedTemporalFile(cache).replace(pinnedTemporalCli, '1.10.0'), says('1.10.0', '1.33.0'));
  program(cachedTemporalFile(cache).replace(pinnedTemporalCli, '1.9.0'), says('1.9.0', '1.32.0'));
  expect(await find()).toEqual({ kind: 'binary', binary });
});

test('the cache follows XDG_CACHE_HOME, else the home folder', async () => {
  const inXdg = program(cachedTemporalFile(join(folder, 'xdg/ml-connector')), says('1.8.2', '1.31.2'));
  const inHome = program(cachedTemporalFile(join(folder, '.cache/ml-connector')), says('1.8.2', '1.31.2'));
  const unset = { ML_CONNECTOR_CACHE: undefined };
  expect(await find({ ...unset, XDG_CACHE_HOME: join(folder, 'xdg') })).toEqual({ kind: 'binary', binary: inXdg });
  expect(await find(unset)).toEqual({ kind: 'binary', binary: inHome });
});

test('where nothing works, each way has had its line and the error names them all', async () => {
  await expect(find()).rejects.toThrow(/set TEMPORAL_ADDRESS .* on PATH .*temporal\.download; or install Go/);
  expect(lines).toEqual([
    'Temporal: no "temporal" on PATH',
    `Temporal: none cached in ${cache}`,
    `Temporal: downloading it from temporal.download into ${cache} (at most 60 s)`,
    expect.stringMatching(/^Temporal: download failed: .+/),
    'Temporal: no "go" on PATH to build it with',
  ]);
});

test('a download that hangs ends at its limit', async () => {
  proxy = createServer((socket) => {
    socket.on('error', () => undefined).resume();
  });
  await new Promise<void>((done) => proxy!.listen(0, '127.0.0.1', done));
  const silent = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const before = Date.now();
  await expect(find({ HTTPS_PROXY: silent }, { downloadLimitMs: 2_000 })).rejects.toThrow();
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(lines).toContain('Temporal: download failed: not finished after 2 s');
  // Nothing half-downloaded is left where the next start would take it for a cached one.
  expect(existsSync(cachedTemporalFile(cache))).toBe(false);
});

test('with a Go toolchain it is built once, from tools/temporal, and two that want it at once share the build', async () => {
  const count = join(folder, 'builds');
  const built = program(join(folder, 'built'), says('1.8.2', '1.31.2'));
  program(
    join(programs, 'go'),
    `PATH=/usr/bin:/bin; echo "$PWD|$CGO_ENABLED|$*" >> ${count}; echo github.com/temporalio/cli >&2; sleep 1
     while [ "$1" != -o ]; do shift; done
     cp ${built} "$2"; chmod +x "$2"`,
  );
  const binary = cachedTemporalFile(cache);
  const found = await Promise.all([find(), find()]);
  expect(found).toEqual([
    { kind: 'binary', binary },
    { kind: 'binary', binary },
  ]);
  expect(readFileSync(count, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(readFileSync(count, 'utf8')).toMatch(
    /tools\/temporal\|0\|build -v -trimpath -ldflags -s -w -o \S+ github\.com\/temporalio\/cli\/cmd\/temporal/,
  );
  expect(lines).toContain(`Temporal: building it with ${join(programs, 'go')} into ${cache} (once, some minutes)`);
  expect(lines).toContain('Temporal: another process is building it, waiting');
  expect(lines).toContain(`Temporal: using built ${binary}, server 1.31.2`);
  expect(statSync(binary).mode & 0o111).not.toBe(0);
});

test('a build that fails says why', async () => {
  program(join(programs, 'go'), 'echo "go: module lookup disabled by GOFLAGS" >&2; exit 1');
  await expect(find()).rejects.toThrow('No Temporal server was found');
  expect(lines).toContain('Temporal: build failed: go: module lookup disabled by GOFLAGS');
});

test('the version that is built is the one that a download asks for', () => {
  const goMod = readFileSync(resolve(__dirname, '../../../../tools/temporal/go.mod'), 'utf8');
  expect(goMod).toContain(`github.com/temporalio/cli v${pinnedTemporalCli}\n`);
});
