import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Gives what it says; rejects with what it says on standard error, where a goal that is missed is not told. */
async function runBench(name: string, size: NodeJS.ProcessEnv): Promise<string> {
  const words = ['--require', './test/stack/read-typescript.js', `bench/${name}-bench.ts`];
  const bench = spawn(process.execPath, words, { cwd: root, env: { ...process.env, ...size } });
  const said = { out: '', error: '' };
  bench.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  bench.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
  await once(bench, 'close');
  if (said.error !== '') throw new Error(said.error);
  return said.out;
}

// Those that measure parts; the others start the product, as the demos do. Of time and memory a company this small says nothing.
test.each([
  ['supplier', { BENCH_SUPPLIERS: '80' }],
  ['jde-supplier', { BENCH_SUPPLIERS: '80' }],
  ['direct-cost', { BENCH_LINES: '100' }],
  ['tie-out', { BENCH_LINES: '5000' }],
])('the bench %s runs on the product as it is, and finds what it planted', async (name, size) => {
  expect(await runBench(name, size)).toMatch(/: (met|MISSED)/);
});
