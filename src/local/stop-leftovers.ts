import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from './stack/log-line';
import { startStack } from './stack/start-stack';
import { stateFolderName } from './stack/state-folder';

/** A demo that was killed left its PostgreSQL and Temporal running: they are adopted and stopped in good order. */
export async function stopLeftovers(baseFolder: string, log: LogLine): Promise<void> {
  if (!existsSync(join(baseFolder, stateFolderName, 'ports.json'))) return;
  log('Clearing what an earlier demo left ...');
  try {
    const stack = await startStack({ baseFolder, ignoreEnvironment: true, log: () => undefined });
    await stack.stop();
  } catch (error) {
    log(
      `  what it left could not be started to be stopped (${error instanceof Error ? error.message : 'unknown'}); it is removed`,
    );
  }
}
