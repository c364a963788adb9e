import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cachedTemporalFile, pinnedTemporalCli } from './cached-temporal';
import { runCommand } from '../programs/run-command';

/**
 * The SDK downloads only as the first half of starting a server, installs its process-wide runtime for it, and cannot be
 * interrupted. So a process of its own does it, in a folder of its own, and is killed with all it started at the limit.
 */
const program = `
const { TestWorkflowEnvironment } = require(process.argv[1]);
TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', version: process.argv[2], downloadDir: process.argv[3] } },
}).then(async (environment) => { await environment.teardown(); process.exit(0); })
  .catch((err) => {
    const reasons = [];
    for (let e = err; e; e = e.cause) reasons.push(e.message);
    console.error(reasons.join(': '));
    process.exit(1);
  });
`;

export type DownloadResult = { readonly file: string } | { readonly failure: string };

/** Puts the pinned version into the cache by the SDK's own download. */
export async function downloadTemporal(
  cacheFolder: string,
  limitMs: number,
  env: NodeJS.ProcessEnv,
): Promise<DownloadResult> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'download-'));
  try {
    const testing = createRequire(__filename).resolve('@temporalio/testing');
    const result = await runCommand(process.execPath, ['-e', program, testing, `v${pinnedTemporalCli}`, folder], {
      limitMs,
      env,
    });
    if (result.timedOut) return { failure: `not finished after ${limitMs / 1000} s` };
    if (result.code !== 0) return { failure: lastLine(result.output) };
    const downloaded = readdirSync(folder).find(
      (name) => name.startsWith('temporal') && !name.endsWith('.downloading'),
    );
    if (downloaded === undefined) return { failure: 'the SDK left no binary in the folder it was given' };
    const file = cachedTemporalFile(cacheFolder);
    if (!existsSync(file)) renameSync(join(folder, downloaded), file);
    return { file };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 300) ?? 'no reason was given';
}
