import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from './stack/start-stack';
import { portsFor } from './stack/state/ports';
import { removeStateFolder } from './stack/state/remove-state-folder';
import { openStateFolder } from './stack/state/state-folder';
import { stopLeftovers } from './stop-leftovers';

let folder: string;
const lines: string[] = [];
const log = (line: string): void => {
  lines.push(line);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ml-connector-leftovers-'));
  lines.length = 0;
});
afterEach(() => {
  removeStateFolder(folder);
  rmSync(folder, { recursive: true, force: true });
});

test('servers that an earlier demo left running are stopped', async () => {
  const left = await startStack({ baseFolder: folder, ignoreEnvironment: true, durable: false, log: () => undefined });
  expect(left.ended()).toEqual([]);
  await stopLeftovers(folder, log);
  expect(left.ended()).toEqual(['PostgreSQL', 'Temporal']);
  expect(lines).toEqual(['Clearing what an earlier demo left ...']);
});

test('nothing is fetched, built or started where an earlier demo ended before its servers', async () => {
  const stateFolder = openStateFolder(folder);
  await portsFor(stateFolder, ['procore']);
  await stopLeftovers(folder, log);
  expect(readdirSync(stateFolder).filter((name) => name.startsWith('postgres'))).toEqual([]);
  expect(readdirSync(join(stateFolder, 'temporal'))).toEqual([]);
});
