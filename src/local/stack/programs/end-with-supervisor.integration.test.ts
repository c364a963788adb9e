import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeClone } from '../../../../test/stack/make-clone';
import { runInClone } from '../../../../test/stack/run-in-clone';

test('a supervised program drains when its supervisor is killed by kill -9', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-supervisor-'));
  try {
    makeClone(folder);
    const drained = join(folder, 'drained');
    const program = `
      const { endWithSupervisor } = require(process.cwd() + '/src/local/stack/programs/end-with-supervisor');
      endWithSupervisor(() => { require('node:fs').writeFileSync(${JSON.stringify(drained)}, ''); process.exit(0); });
      setInterval(() => undefined, 1000);
      console.log(JSON.stringify({ ready: true }));`;
    const supervisor = await runInClone(
      folder,
      `const child = await stack('programs/child-process').superviseChild({
         name: 'worker', command: process.execPath, args: ['-e', ${JSON.stringify(program)}], log });
       return { pid: child.pid() };`,
    );
    expect(supervisor.answer['pid']).toEqual(expect.any(Number));
    expect(existsSync(drained)).toBe(false);
    await supervisor.kill();
    const deadline = Date.now() + 60_000;
    while (!existsSync(drained) && Date.now() < deadline) await delay(20);
    expect(existsSync(drained)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
