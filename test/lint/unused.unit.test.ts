import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const program = join(root, 'node_modules', 'knip', 'bin', 'knip.js');

interface Named {
  readonly name: string;
}

test('what is reached from nowhere is found: a file, an export, a type, a package', () => {
  const run = spawnSync(
    process.execPath,
    [program, '--config', join(root, 'knip.jsonc'), '--no-progress', '--no-config-hints', '--reporter', 'json'],
    { cwd: join(__dirname, 'fixtures', 'unused'), encoding: 'utf8' },
  );
  expect(run.stderr).toBe('');
  expect(run.status).toBe(1);
  const { issues } = JSON.parse(run.stdout) as {
    issues: { file: string; files: Named[]; exports: Named[]; types: Named[]; dependencies: Named[] }[];
  };
  const found = issues.map(({ file, files, exports, types, dependencies }) => [
    file,
    ...[...files, ...exports, ...types, ...dependencies].map(({ name }) => name),
  ]);
  expect(found.sort()).toEqual([
    ['package.json', 'undici'],
    ['src/cli/left-behind.ts', 'src/cli/left-behind.ts'],
    ['src/cli/rules.ts', 'nobodyAsksForIt', 'NobodyNamesIt'],
  ]);
});
