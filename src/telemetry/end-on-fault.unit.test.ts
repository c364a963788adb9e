import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

test.each([
  ['thrown', "setTimeout(() => { throw new Error('Kline Bros 4711.00') }, 10);"],
  ['rejected', "void Promise.reject(new Error('Kline Bros 4711.00'));"],
  ['of an emitter', "new (require('node:events'))().emit('error', new Error('Kline Bros 4711.00'));"],
])('an error that nobody caught, %s, ends the program and is told without what it quotes', (_how, fault) => {
  const program = `
    const { endOnFault } = require('./src/telemetry/end-on-fault');
    endOnFault(async () => require('./src/telemetry/log').createLogger({ name: 'test' }));
    setInterval(() => undefined, 1000);
    ${fault}`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', join(root, 'test/stack/read-typescript.js'), '-e', program],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).not.toMatch(/Kline|4711/);
  expect(JSON.parse(stderr)).toMatchObject({ level: 60, err: { name: 'Error', message: '[hidden]' } });
});
