import { crc32, inflateRawSync, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const [localLength, centralLength, endLength] = [30, 46, 22];
const deflated = 8;
/** A log of one request has some kilobytes. */
const mostBytes = 64 * 1024 * 1024;

/** An archive of one file. Its time is the first that the format has, so that the same content is the same archive. */
export function zipOf({ name, content }: ZipEntry): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  const packed = deflateRawSync(content);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(deflated, 4);
  shared.writeUInt16LE(0x21, 8);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(content.length, 18);
  shared.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([word(signatures.local), shared, nameBytes, packed]);
  const central = Buffer.concat([word(signatures.central), Buffer.from([20, 0]), shared, Buffer.alloc(14), nameBytes]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, word(signatures.end), end]);
}

/** The files of an archive. Throws a RangeError for what is none, or is packed in a way that is not read here. */
export function unzipped(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(word(signatures.end));
  if (end < 0 || end + endLength > archive.length) throw new RangeError('no zip archive');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  let left = mostBytes;
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + centralLength > archive.length || archive.readUInt32LE(at) !== signatures.central) {
      throw new RangeError('the directory of the zip archive is damaged');
    }
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const next = at + centralLength + (nameLength ?? 0);
    const content = contentAt(archive, at, left);
    left -= content.length;
    entries.push({ name: archive.toString('utf8', at + centralLength, next), content });
    at = next + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function contentAt(archive: Buffer, central: number, maxOutputLength: number): Buffer {
  const method = archive.readUInt16LE(central + 10);
  const length = archive.readUInt32LE(central + 20);
  const local = archive.readUInt32LE(central + 42);
  if (local + localLength > archive.length || archive.readUInt32LE(local) !== signatures.local) {
    throw new RangeError('a file of the zip archive is damaged');
  }
  const begin = local + localLength + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(begin, begin + length);
  if (method === 0) return packed;
  if (method === deflated) return inflateRawSync(packed, { maxOutputLength });
  throw new RangeError(`a file of the zip archive is packed by method ${String(method)}`);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
