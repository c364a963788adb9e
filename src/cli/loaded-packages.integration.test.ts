import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Whoever types a command waits for what it loads: on two cores some 0.1 s for nothing but the command line, and 0.8 s for
// all of the product. So each loads what it uses.

const main = join(__dirname, '../../dist/cli/main.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  writeFileSync(
    join(folder, 'tell.js'),
    `process.on('exit', () => {
      const packages = Object.keys(require.cache).flatMap((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1] ?? []);
      process.stderr.write('\\nloaded:' + JSON.stringify([...new Set(packages)].sort()));
    });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function packagesOf(args: readonly string[]): Promise<readonly string[]> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: 'postgres://app:pw@127.0.0.1:1/none',
    ML_CONNECTOR_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const stderr = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['-r', join(folder, 'tell.js'), main, ...args], { env, cwd: folder }, (_e, _out, err) =>
      resolve(err),
    );
  });
  return JSON.parse(/\nloaded:(.*)$/.exec(stderr)?.[1] ?? 'null') as readonly string[];
}

test.each([['--version'], ['--help'], ['nonsense']])('%s loads nothing but the command line', async (word) => {
  await expect(packagesOf([word])).resolves.toEqual(['commander']);
});

test.each([[['hold', 'list']], [['document', 'show', '7']], [['connection', 'list']], [['vendor', 'list']]])(
  '%j loads the database and what reads it, no server, no client and nothing of Temporal',
  async (args) => {
    const loaded = await packagesOf(args);
    expect(loaded).toEqual(expect.arrayContaining(['commander', 'kysely', 'pg']));
    const isHeavy = (name: string): boolean =>
      /^(@temporalio\/|express$|undici$|protobufjs|rxjs|prom-client)/.test(name);
    expect(loaded.filter(isHeavy)).toEqual([]);
  },
);
