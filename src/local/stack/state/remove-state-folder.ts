import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removePostgresHome } from '../postgres/postgres-home';
import { stateFolderName } from './state-folder';

/** Removes everything that was kept for a base folder, also what lies elsewhere. The stack has to be stopped before. */
export function removeStateFolder(baseFolder: string): void {
  const stateFolder = join(resolve(baseFolder), stateFolderName);
  if (!existsSync(stateFolder)) return;
  removePostgresHome(stateFolder);
  rmSync(stateFolder, { recursive: true, force: true });
}
