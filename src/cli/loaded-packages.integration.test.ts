import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

// Whoever types a command waits for what it loads: on two cores some 0.05 s for Node itself, 0.3 s for the 560 files that read
// the database, and 0.8 s for all of the product. So each loads what it uses, and that from few files.

const dist = join(__dirname, '../../dist');
const main = join(dist, 'cli/main.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  writeFileSync(
    join(folder, 'tell.js'),
    `process.on('exit', () => {
      const files = Object.keys(require.cache).filter((file) => file !== __filename);
      process.stderr.write('\\nloaded:' + JSON.stringify(files));
    });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const env = {
  PATH: process.env['PATH'],
  DATABASE_URL: 'postgres://app:pw@127.0.0.1:1/none',
  ML_CONNECTOR_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
};

async function filesOf(args: readonly string[]): Promise<readonly string[]> {
  const stderr = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['-r', join(folder, 'tell.js'), main, ...args], { env, cwd: folder }, (_e, _out, err) =>
      resolve(err),
    );
  });
  return JSON.parse(/\nloaded:(.*)$/.exec(stderr)?.[1] ?? 'null') as readonly string[];
}

const packagesIn = (files: readonly string[]): readonly string[] => [
  ...new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])),
];

test.each([['--version'], ['--help'], ['nonsense']])('%s loads nothing but the command line', async (word) => {
  const files = await filesOf([word]);
  expect(files.map((file) => relative(dist, file))).toEqual(['cli/main.js', 'command-line/run.js']);
});

test.each([
  [['hold', 'list']],
  [['hold', 'show', '7']],
  [['document', 'list']],
  [['document', 'show', '7']],
  [['connection', 'list']],
  [['vendor', 'list']],
  [['audit', 'list']],
])('%j loads what reads the database from at most 20 files, nothing of another package', async (args) => {
  const files = await filesOf(args);
  expect(files.length).toBeGreaterThan(2);
  expect(files.length).toBeLessThanOrEqual(20);
  expect(packagesIn(files)).toEqual([]);
});

test('a process that stays is read from the compiled files', async () => {
  expect((await filesOf(['worker', '--help'])).map((file) => relative(dist, file))).toContain('cli/run.js');
});
