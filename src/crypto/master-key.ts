import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { MasterKeyRing } from './master-key-ring';

export const MASTER_KEY_VARIABLE = 'ML_CONNECTOR_MASTER_KEY';

export interface MasterKeySource {
  readonly env: NodeJS.ProcessEnv;
  /** Read when the variable is unset or blank. */
  readonly file?: string;
  /** Makes `file` when neither source has a key. */
  readonly createIfMissing?: boolean;
  /** Without it nothing is created: a new master key beside wrapped data keys would hide that theirs is lost. */
  readonly wrappedKeysExist?: () => boolean | Promise<boolean>;
}

/** The environment wins over the file. A file that others can read is refused, not repaired: its key may be known already. */
export async function loadMasterKey(source: MasterKeySource): Promise<MasterKeyRing> {
  const fromEnv = source.env[MASTER_KEY_VARIABLE]?.trim() ?? '';
  if (fromEnv !== '') return MasterKeyRing.parse(fromEnv, MASTER_KEY_VARIABLE);
  if (source.file === undefined) {
    throw new Error(`no master key: set ${MASTER_KEY_VARIABLE} to base64 of 32 random bytes, or name a key file`);
  }
  const present = await readKeyFile(source.file);
  if (present !== undefined) return present;
  await createKeyFile(source.file, source);
  const created = await readKeyFile(source.file);
  if (created === undefined) throw new Error(`master key file ${source.file} vanished while it was being made`);
  return created;
}

async function readKeyFile(file: string): Promise<MasterKeyRing | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const { mode } = await handle.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Error(
        `master key file ${file} has mode ${(mode & 0o777).toString(8).padStart(4, '0')}; others than its owner ` +
          'may use it. Make it 0600, and rotate the key if others may have read it',
      );
    }
    return MasterKeyRing.parse(await handle.readFile('utf8'), `master key file ${file}`);
  } finally {
    await handle.close();
  }
}

async function createKeyFile(file: string, source: MasterKeySource): Promise<void> {
  if (source.createIfMissing !== true || source.wrappedKeysExist === undefined) {
    throw new Error(`no master key: ${MASTER_KEY_VARIABLE} is not set and ${file} does not exist`);
  }
  if (await source.wrappedKeysExist()) {
    throw new Error(
      `no master key: ${file} does not exist, but the database holds data keys wrapped by one. A new key could not ` +
        `open them: bring the old key back, as this file or in ${MASTER_KEY_VARIABLE}`,
    );
  }
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // link, unlike rename, fails when another process was first: then its key is the one, and no half-written file is ever seen.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
