import { crc32, deflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip-entry';

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01, the first day that the format has: what is in an archive shall not depend on when it was made. */
const DAY = 0x0021;

/** An archive of deflated files, in their order. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(VERSION, 0);
    shared.writeUInt16LE(UTF8_NAMES, 2);
    shared.writeUInt16LE(DEFLATED, 4);
    shared.writeUInt16LE(DAY, 8);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    parts.push(signature('PK\x03\x04'), shared, nameBytes, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(VERSION);
    directory.push(signature('PK\x01\x02'), madeBy, shared, rest, nameBytes);
    at += 4 + shared.length + nameBytes.length + packed.length;
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directoryBytes, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, signature('PK\x05\x06'), end]);
}

const signature = (text: string): Buffer => Buffer.from(text, 'latin1');
