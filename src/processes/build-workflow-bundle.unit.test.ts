import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildWorkflowBundle } from './build-workflow-bundle';

describe('buildWorkflowBundle', () => {
  let dist: string;
  beforeEach(async () => {
    dist = await mkdtemp(path.join(tmpdir(), 'bundle-'));
    await mkdir(path.join(dist, 'workflows'));
    await symlink(path.resolve(__dirname, '../../node_modules'), path.join(dist, 'node_modules'));
  });
  afterEach(() => rm(dist, { recursive: true }));

  test('the bundle holds the workflows and the converter that hides failure messages, and nothing half-written stays', async () => {
    await writeFile(path.join(dist, 'workflows', 'index.js'), 'exports.markedWorkflow = async () => 1;');
    expect(await buildWorkflowBundle(dist)).toBe(path.join(dist, 'workflow-bundle.js'));
    const code = await readFile(path.join(dist, 'workflow-bundle.js'), 'utf8');
    expect(code).toContain('markedWorkflow');
    expect(code).toMatch(/encodeCommonAttributes: true/);
    expect((await readdir(dist)).sort()).toEqual(['node_modules', 'workflow-bundle.js', 'workflows']);
  });

  test('a workflow that reaches for Node fails the build and leaves no bundle', async () => {
    await writeFile(
      path.join(dist, 'workflows', 'index.js'),
      "exports.bad = async () => require('fs').readFileSync('x');",
    );
    const quiet = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(buildWorkflowBundle(dist)).rejects.toThrow(/fs/);
    quiet.mockRestore();
    expect(await readdir(dist)).not.toContain('workflow-bundle.js');
  });

  test('without compiled workflows nothing is built', async () => {
    expect(await buildWorkflowBundle(dist)).toBeUndefined();
  });
});
