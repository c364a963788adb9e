import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subFolder } from './state-folder';
import { writePrivateFile } from './write-private-file';

/** A random secret that is made once and kept 0600 in the state folder. */
export function keptSecret(stateFolder: string, name: string): string {
  const file = join(subFolder(stateFolder, 'secrets'), name);
  if (!existsSync(file)) writePrivateFile(file, `${randomBytes(24).toString('base64url')}\n`);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret === '')
    throw new Error(
      `${file} is empty: put the password back, or remove the state folder ${stateFolder} to begin anew.`,
    );
  return secret;
}
