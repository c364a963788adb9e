import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from './stack/programs/log-line';
import { endLeftoverChildren } from './stack/programs/leftover-children';
import { startStack } from './stack/start-stack';
import { openStateFolder, stateFolderName } from './stack/state/state-folder';
import { stopLimitsMs } from './start-services';

/** A demo that was killed left its programs and servers running: these are adopted, and all are stopped in good order. */
export async function stopLeftovers(baseFolder: string, log: LogLine): Promise<void> {
  if (!existsSync(join(baseFolder, stateFolderName, 'ports.json'))) return;
  log('Clearing what an earlier demo left ...');
  try {
    await endLeftoverChildren(openStateFolder(baseFolder), stopLimitsMs, log);
    const stack = await startStack({ baseFolder, ignoreEnvironment: true, log: () => undefined });
    await stack.stop();
  } catch (error) {
    log(
      `  what it left could not be started to be stopped (${error instanceof Error ? error.message : 'unknown'}); it is removed`,
    );
  }
}
