import { crc32, inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip-entry';

/** Says what is wrong with the archive. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipError';
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/**
 * The files of a zip archive, by its central directory: what stands elsewhere in the file is no part of it. Folders are
 * left out; sizes and checksums must be right. Zip64, several disks and encryption are refused.
 */
export function readZip(bytes: Buffer): ZipEntry[] {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 4) !== 0 || count === 0xffff || at === 0xffffffff) {
    throw new ZipError('The archive is split, or a zip64.');
  }
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || bytes.readUInt32LE(at) !== CENTRAL) {
      throw new ZipError('The directory of the archive is damaged.');
    }
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
    if (!name.endsWith('/')) {
      entries.push({ name, content: contentOf(bytes, at, name) });
    }
    at += CENTRAL_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Only a comment may stand behind the end record; the last one that reaches the end of the file counts. */
function endOf(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - END_BYTES - MOST_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= least; at -= 1) {
    const isEnd = bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length;
    if (isEnd) return at;
  }
  throw new ZipError('The file is not a zip archive.');
}

function contentOf(bytes: Buffer, central: number, name: string): Buffer {
  const flags = bytes.readUInt16LE(central + 8);
  const method = bytes.readUInt16LE(central + 10);
  const checksum = bytes.readUInt32LE(central + 16);
  const packedBytes = bytes.readUInt32LE(central + 20);
  const plainBytes = bytes.readUInt32LE(central + 24);
  const local = bytes.readUInt32LE(central + 42);
  if ((flags & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) {
    throw new ZipError(`${name} is encrypted, or packed in a way that is not supported.`);
  }
  if (local + LOCAL_BYTES > central || bytes.readUInt32LE(local) !== LOCAL) {
    throw new ZipError(`${name} is not where the directory says.`);
  }
  const from = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(from, from + packedBytes);
  const content = method === STORED ? packed : inflated(packed, plainBytes, name);
  if (content.length !== plainBytes || crc32(content) !== checksum) {
    throw new ZipError(`${name} is damaged.`);
  }
  return content;
}

/** No more than the directory says: a small archive cannot fill the memory. */
function inflated(packed: Buffer, plainBytes: number, name: string): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(plainBytes, 1) });
  } catch {
    // Whatever the library found, the content is not what the directory says.
    throw new ZipError(`${name} is damaged.`);
  }
}
