import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LogLine } from '../programs/log-line';
import { copyPostgres, installedPostgres, librariesLinked } from './postgres-programs';
import { subFolder } from '../state/state-folder';
import { defaultSystemUserNames, findSystemUser, type SystemUser, type SystemUserNames } from './system-user';
import { userCacheFolder } from '../state/user-cache-folder';
import { writePrivateFile } from '../state/write-private-file';

export interface PostgresHome {
  /** Belongs to the account that runs PostgreSQL; data and log lie in it. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly programFolder: string;
  /** Only when we are root. */
  readonly user?: SystemUser;
}

export interface PostgresPlacement {
  /** Where root keeps data and programs: a checkout under a 0700 folder is out of the system user's reach. */
  readonly systemFolder?: string;
  readonly userNames?: SystemUserNames;
  /** The installed `native` folder, when it is not the one that npm put beside us. */
  readonly installed?: { readonly folder: string; readonly version: string };
}

const defaultSystemFolder = '/var/lib/ml-connector';
const pointerSchema = z.object({
  folder: z.string(),
  user: z.object({ name: z.string(), uid: z.number(), gid: z.number() }),
});

/** Decides where PostgreSQL's programs and data lie and who runs it. Decided once; the state folder remembers it. */
export async function openPostgresHome(
  stateFolder: string,
  placement: PostgresPlacement,
  log: LogLine,
): Promise<PostgresHome> {
  const installed = placement.installed ?? installedPostgres();
  if (process.getuid?.() !== 0) {
    const folder = subFolder(stateFolder, 'postgres');
    const native = librariesLinked(installed.folder)
      ? installed.folder
      : copyPostgres(installed.folder, installed.version, userCacheFolder());
    return homeIn(folder, join(native, 'bin'));
  }
  const systemFolder = placement.systemFolder ?? defaultSystemFolder;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  chmodSync(systemFolder, 0o755);
  const programFolder = join(copyPostgres(installed.folder, installed.version, systemFolder), 'bin');
  const pointer = readPointer(stateFolder);
  if (pointer && existsSync(pointer.folder)) return { ...homeIn(pointer.folder, programFolder), user: pointer.user };
  const user = await findSystemUser(placement.userNames ?? defaultSystemUserNames, log);
  // A random name, not one made from the path: a state folder removed and made anew must not meet the old one's data.
  const folder = join(systemFolder, randomBytes(8).toString('hex'));
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  writePrivateFile(pointerFile(stateFolder), `${JSON.stringify({ folder, user }, null, 2)}\n`);
  log(`PostgreSQL: started as root, so it runs as ${user.name} and keeps its data in ${folder}`);
  return { ...homeIn(folder, programFolder), user };
}

/** Whether a PostgreSQL was ever begun for this state folder. */
export function hasPostgresHome(stateFolder: string): boolean {
  const pointer = readPointer(stateFolder);
  return pointer === undefined ? existsSync(join(stateFolder, 'postgres')) : existsSync(pointer.folder);
}

/** Removes data that lies outside the state folder; what lies inside goes with it. PostgreSQL has to be stopped before. */
export function removePostgresHome(stateFolder: string): void {
  const pointer = readPointer(stateFolder);
  if (pointer) rmSync(pointer.folder, { recursive: true, force: true });
  rmSync(pointerFile(stateFolder), { force: true });
  rmSync(join(stateFolder, 'postgres'), { recursive: true, force: true });
}

function homeIn(folder: string, programFolder: string): PostgresHome {
  return { folder, dataFolder: join(folder, 'data'), logFile: join(folder, 'postgresql.log'), programFolder };
}

function pointerFile(stateFolder: string): string {
  return join(stateFolder, 'postgres-home.json');
}

function readPointer(stateFolder: string): z.infer<typeof pointerSchema> | undefined {
  const file = pointerFile(stateFolder);
  if (!existsSync(file)) return undefined;
  try {
    return pointerSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(
      `${file} should name the folder and the user of PostgreSQL: {"folder": ..., "user": {"name", "uid", "gid"}}.`,
      { cause },
    );
  }
}
