import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The version that `tools/temporal/go.mod` pins; a download asks for the same. */
export const pinnedTemporalCli = '1.8.2';

const suffix = `-${process.platform}-${process.arch}`;

export function cachedTemporalFile(cacheFolder: string): string {
  return join(cacheFolder, `temporal-${pinnedTemporalCli}${suffix}`);
}

/** Cached binaries for this machine, the pinned one first, then from new to old. */
export function cachedTemporals(cacheFolder: string): readonly string[] {
  if (!existsSync(cacheFolder)) return [];
  const pinned = cachedTemporalFile(cacheFolder);
  const files = readdirSync(cacheFolder)
    .filter((name) => /^temporal-\d+\.\d+\.\d+-/.test(name) && name.endsWith(suffix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(cacheFolder, name));
  return files.includes(pinned) ? [pinned, ...files.filter((file) => file !== pinned)] : files;
}
