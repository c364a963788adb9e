import { readZip, ZipError } from './read-zip';
import { writeZip } from './write-zip';

/** Written by Python's zipfile without seeking back: a folder, a deflated and a stored file, sizes behind them, a comment. */
const STREAMED = Buffer.from(
  'UEsDBBQACAAIALhofF0AAAAAAAAAAAAAAAAHAAAAZm9sZGVyLwMAUEsHCAAAAAACAAAAAAAAAFBLAwQUAAgACAC4aHxdAAAAAAAAAAAAAAAADwAAAEdsSW50ZXJmYWNlLmNzdvNzDdc5vFJHKVGJy2+4MQFQSwcIC8v4GRAAAADcAAAAUEsDBBQACAAIAAAAIQAAAAAAAAAAAAAAAAAMAAAAc3RyZWFtZWQudHh0y0jNyclXyBgliSABUEsHCMFIQlkMAAAALAEAAFBLAwQUAAgAAAAAACEAAAAAAAAAAAAAAAAACgAAAHN0b3JlZC50eHRzdG9yZWRQSwcIC/lDVgYAAAAGAAAAUEsBAhQDFAAIAAgAuGh8XQAAAAACAAAAAAAAAAcAAAAAAAAAAAAQAP1BAAAAAGZvbGRlci9QSwECFAMUAAgACAC4aHxdC8v4GRAAAADcAAAADwAAAAAAAAAAAAAAgAE3AAAAR2xJbnRlcmZhY2UuY3N2UEsBAhQDFAAIAAgAAAAhAMFIQlkMAAAALAEAAAwAAAAAAAAAAAAAAIABhAAAAHN0cmVhbWVkLnR4dFBLAQIUAxQACAAAAAAAIQAL+UNWBgAAAAYAAAAKAAAAAAAAAAAAAACAAcoAAABzdG9yZWQudHh0UEsFBgAAAAAEAAQA5AAAAAgBAAAXAG1hZGUgYnkgYW5vdGhlciBwcm9ncmFt',
  'base64',
);
/** Written by Info-ZIP, with its extra fields. */
const INFO_ZIP = Buffer.from(
  'UEsDBAoAAAAAALlofF3uel7sCwAAAAsAAAAPABwAR2xJbnRlcmZhY2UuY3N2VVQJAAOt0QprrdEKa3V4CwABBAAAAAAEAAAAAE5FVyzDqSwiYSIKUEsDBAoAAAAAALlofF2DFtyMAQAAAAEAAAAMABwAcC5wcm9wZXJ0aWVzVVQJAAOt0QprrdEKa3V4CwABBAAAAAAEAAAAAHhQSwECHgMKAAAAAAC5aHxd7npe7AsAAAALAAAADwAYAAAAAAABAAAApIEAAAAAR2xJbnRlcmZhY2UuY3N2VVQFAAOt0QprdXgLAAEEAAAAAAQAAAAAUEsBAh4DCgAAAAAAuWh8XYMW3IwBAAAAAQAAAAwAGAAAAAAAAQAAAKSBVAAAAHAucHJvcGVydGllc1VUBQADrdEKa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAgACAKcAAACbAAAAAAA=',
  'base64',
);

const texts = (bytes: Buffer): [string, string][] =>
  readZip(bytes).map(({ name, content }) => [name, content.toString('utf8')]);

describe('zip archives', () => {
  test('of other programs are read: deflated, stored, streamed, with a comment or extra fields', () => {
    expect(texts(STREAMED)).toEqual([
      ['GlInterface.csv', 'NEW,é,"a"\n'.repeat(20)],
      ['streamed.txt', 'hello '.repeat(50)],
      ['stored.txt', 'stored'],
    ]);
    expect(texts(INFO_ZIP)).toEqual([
      ['GlInterface.csv', 'NEW,é,"a"\n'],
      ['p.properties', 'x'],
    ]);
  });

  test('that are written can be read again, an empty file and a name of other letters too', () => {
    const entries = [
      { name: 'Größe.txt', content: Buffer.from('x'.repeat(70_000)) },
      { name: 'empty.log', content: Buffer.alloc(0) },
    ];
    expect(readZip(writeZip(entries))).toEqual(entries);
    expect(readZip(writeZip([]))).toEqual([]);
  });

  test('that are cut, changed or none at all are refused, never half read', () => {
    const whole = writeZip([{ name: 'a.csv', content: Buffer.from('NEW,1,2,3,4,5,6,7,8,9') }]);
    for (let bytes = 0; bytes < whole.length; bytes += 1) {
      expect(() => readZip(whole.subarray(0, bytes))).toThrow(ZipError);
    }
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(40) ^ 0xff, 40);
    expect(() => readZip(damaged)).toThrow('a.csv is damaged');
    expect(() => readZip(Buffer.from('STATUS,LEDGER_ID\n'.repeat(9)))).toThrow('not a zip archive');
  });

  test('that are encrypted, or say less than they hold, are refused', () => {
    const whole = writeZip([{ name: 'a.csv', content: Buffer.from('x'.repeat(1000)) }]);
    const central = whole.indexOf('PK\x01\x02');
    const encrypted = Buffer.from(whole);
    encrypted.writeUInt16LE(1, central + 8);
    expect(() => readZip(encrypted)).toThrow('encrypted');
    const bomb = Buffer.from(whole);
    bomb.writeUInt32LE(10, central + 24);
    expect(() => readZip(bomb)).toThrow('damaged');
  });
});
