import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * Bundles `workflows/index.js` of a compiled tree into its `workflow-bundle.js`, so that workers start without a bundler. Converters must be given
 * here: a worker that runs a ready bundle ignores their paths for workflow code. Answers undefined when there are no compiled workflows.
 */
export async function buildWorkflowBundle(distFolder: string): Promise<string | undefined> {
  const workflowsPath = path.join(distFolder, 'workflows', 'index.js');
  if (!existsSync(workflowsPath)) return undefined;
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    failureConverterPath: require.resolve('../crypto/failure-converter'),
    logger: new DefaultLogger('WARN'),
  });
  const bundlePath = path.join(distFolder, 'workflow-bundle.js');
  const draft = `${bundlePath}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, code);
    // A worker that starts meanwhile reads the old bundle or the new one, never half of one.
    await rename(draft, bundlePath);
  } finally {
    await rm(draft, { force: true });
  }
  return bundlePath;
}

async function main(): Promise<void> {
  const distFolder = path.resolve(__dirname, '..');
  const bundlePath = await buildWorkflowBundle(distFolder);
  const place = path.relative(process.cwd(), bundlePath ?? path.join(distFolder, 'workflows', 'index.js'));
  process.stdout.write(
    bundlePath === undefined ? `no workflow bundle: ${place} is missing\n` : `workflow bundle: ${place}\n`,
  );
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`the workflow bundle failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
