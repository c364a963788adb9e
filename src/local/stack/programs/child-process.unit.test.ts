import { setTimeout as delay } from 'node:timers/promises';
import { superviseChild, type ChildProcessOptions, type ReadyLine, type SupervisedChild } from './child-process';
import { processAlive } from './process-alive';

const ready = `console.log(JSON.stringify({ ready: true, addresses: { api: 'http://127.0.0.1:1' } }));`;
const stay = `setInterval(() => undefined, 1000);`;
const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
});

function supervise(script: string, more: Partial<ChildProcessOptions> = {}): Promise<SupervisedChild> {
  return superviseChild({
    ...{ name: 'api', command: process.execPath, args: ['-e', script], firstBackOffMs: 20 },
    log: (line) => lines.push(line),
    ...more,
  });
}

test('the ready line is taken, and every other line has the name before it', async () => {
  const child = await supervise(
    `console.log('{"level":30}'); console.error('oh'); setTimeout(() => { ${ready} }, 50); ${stay}`,
  );
  expect(child.ready.addresses).toEqual({ api: 'http://127.0.0.1:1' });
  await child.stop();
  expect(lines).toEqual(expect.arrayContaining(['api | {"level":30}', 'api | oh']));
  expect(child.pid()).toBeUndefined();
});

test('one that dies unasked is started again', async () => {
  let became: (line: ReadyLine) => void = () => undefined;
  const restarted = new Promise<ReadyLine>((done) => (became = done));
  const child = await supervise(`${ready} ${stay}`, { onRestarted: (line) => became(line) });
  const before = child.pid()!;
  process.kill(before, 'SIGKILL');
  expect((await restarted).addresses).toEqual({ api: 'http://127.0.0.1:1' });
  expect(child.pid()).not.toBe(before);
  expect(lines).toContain('api: ended unasked (signal SIGKILL), started again in 20 ms');
  await child.stop();
});

test('one that ends before it was ready fails the start and is not tried again', async () => {
  await expect(supervise(`console.error('port 1 is taken'); process.exit(2)`)).rejects.toThrow(
    'api ended before it was ready (exit code 2)',
  );
  await delay(100);
  expect(lines).toEqual(['api | port 1 is taken']);
});

test('one that is never ready is ended at the limit', async () => {
  await expect(supervise(stay, { readyLimitMs: 200 })).rejects.toThrow('api was not ready after 0.2 s.');
});

test('one that ignores SIGTERM is killed at the limit, and not started again', async () => {
  const child = await supervise(`process.on('SIGTERM', () => undefined); ${ready} ${stay}`, { stopLimitMs: 200 });
  const pid = child.pid()!;
  await child.stop();
  expect(processAlive(pid)).toBe(false);
  expect(lines).toEqual(['api: not stopped after 0.2 s, killed']);
});

test('a stop during the back-off prevents the restart', async () => {
  const child = await supervise(`${ready} setTimeout(() => process.exit(1), 20);`, { firstBackOffMs: 200 });
  while (child.pid() !== undefined) await delay(10);
  await child.stop();
  await delay(400);
  expect(child.pid()).toBeUndefined();
});
