import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';

/** Replaces a file in one step, readable by its owner alone: a crash leaves the old content or the new, never half of it. */
export function writePrivateFile(file: string, content: string): void {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.new`;
  writeFileSync(temporary, content, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, file);
}
