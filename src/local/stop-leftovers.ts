import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLine } from './stack/programs/log-line';
import { endLeftoverChildren } from './stack/programs/leftover-children';
import { stopLeftoverPostgres } from './stack/postgres/embedded-postgres';
import { openStateFolder, stateFolderName } from './stack/state/state-folder';
import { stopLeftoverTemporal } from './stack/temporal/embedded-temporal';
import { stopLimitsMs } from './start-services';

/** A demo that was killed left its programs and servers running: what runs still is stopped in good order, and nothing is started. */
export async function stopLeftovers(baseFolder: string, log: LogLine): Promise<void> {
  if (!existsSync(join(baseFolder, stateFolderName, 'ports.json'))) return;
  log('Clearing what an earlier demo left ...');
  const stateFolder = openStateFolder(baseFolder);
  try {
    await endLeftoverChildren(stateFolder, stopLimitsMs, log);
    await stopLeftoverTemporal(stateFolder);
    await stopLeftoverPostgres(stateFolder, log);
  } catch (error) {
    log(
      `  not all that it left could be stopped (${error instanceof Error ? error.message : 'unknown'}); it is removed`,
    );
  }
}
