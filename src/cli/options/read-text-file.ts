import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { badInput } from '../../application/action-error';
import { whyUnreadable } from '../../application/why-unreadable';

const maxBytes = 64 * 1024 * 1024;

/** The text of an input file: UTF-8, with or without a byte order mark. */
export async function readTextFile(folder: string, file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(resolve(folder, file));
  } catch (cause) {
    throw badInput(file, [whyUnreadable(cause)]);
  }
  if (bytes.length > maxBytes) throw badInput(file, [`is larger than ${maxBytes / 1024 / 1024} MiB`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badInput(file, ['is not UTF-8; save it as "CSV UTF-8" or with that encoding']);
  }
}
