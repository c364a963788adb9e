import { execFile } from 'node:child_process';
import { join } from 'node:path';

const readTypeScript = join(__dirname, '../../test/stack/read-typescript.js');

/** A process with a heap of 64 MB that keeps so many of them, and collects its garbage a few times. */
function keeping(megabytes: number): Promise<{ lines: readonly string[]; metrics: string }> {
  const program = `
    const { createLogger } = require('./log.ts');
    const { Metrics } = require('./metrics.ts');
    const { watchHeap } = require('./watch-heap.ts');
    const metrics = new Metrics();
    const stop = watchHeap({ logger: createLogger({ name: 'test' }), metrics });
    const kept = Array.from({ length: ${megabytes} }, () => new Array(131072).fill(1.5));
    (async () => {
      for (let round = 0; round < 5; round += 1) {
        globalThis.gc();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      stop();
      const { body } = await metrics.scrape();
      process.stdout.write(body + kept.length);
    })();`;
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--max-old-space-size=64', '--max-semi-space-size=1', '--expose-gc', '-r', readTypeScript, '-e', program],
      { cwd: __dirname, env: { PATH: process.env['PATH'] } },
      (error, metrics, log) => {
        if (error === null) resolve({ lines: log.split('\n').filter((line) => line !== ''), metrics });
        else reject(new Error(log, { cause: error }));
      },
    );
  });
}

test('a heap that is nearly full after a collection is told once, whatever is collected after', async () => {
  const { lines, metrics } = await keeping(50);
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 40, msg: expect.stringContaining('nearly full') as string },
  ]);
  expect(metrics).toMatch(/^ml_connector_heap_after_collection_bytes [4-9]\d{7}$/m);
});

test('one that has room says nothing, and is on the page all the same', async () => {
  const { lines, metrics } = await keeping(1);
  expect(lines).toEqual([]);
  expect(metrics).toMatch(/^ml_connector_heap_after_collection_bytes \d+$/m);
  expect(metrics).toMatch(/^ml_connector_heap_limit_bytes \d+$/m);
});
