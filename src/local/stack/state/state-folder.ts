import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const stateFolderName = '.ml-connector';

/**
 * Makes (or finds) the state folder of a base folder. It holds passwords and business data, so nobody but its owner may
 * look in; the mode is set again at every start because a copied or restored folder may have lost it.
 */
export function openStateFolder(baseFolder: string): string {
  const stateFolder = join(resolve(baseFolder), stateFolderName);
  makePrivateFolder(stateFolder);
  return stateFolder;
}

/** A folder of one part inside the state folder: `secrets`, `logs`, `temporal`, `postgres`. */
export function subFolder(stateFolder: string, name: string): string {
  const folder = join(stateFolder, name);
  makePrivateFolder(folder);
  return folder;
}

function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
