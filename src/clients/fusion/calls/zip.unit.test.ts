import { readZip } from '../../../sandbox/fusion/zip/read-zip';
import { writeZip } from '../../../sandbox/fusion/zip/write-zip';
import { unzipped, zipOf } from './zip';

const content = Buffer.from('NEW,1,2026/10/19\n'.repeat(1000));

test('another reader finds the file, its name and its content, and the same content is the same archive', () => {
  const archive = zipOf({ name: 'GlInterface.csv', content });
  expect(readZip(archive)).toEqual([{ name: 'GlInterface.csv', content }]);
  expect(archive.length).toBeLessThan(content.length / 10);
  expect(zipOf({ name: 'GlInterface.csv', content }).equals(archive)).toBe(true);
});

test('archives of another writer are read, several files and empty ones too', () => {
  const files = [
    { name: '1.log', content: Buffer.alloc(0) },
    { name: '2.txt', content },
  ];
  expect(unzipped(writeZip(files))).toEqual(files);
  expect(unzipped(writeZip([]))).toEqual([]);
});

test('what is no archive, or is cut off, is refused and not read as empty', () => {
  expect(() => unzipped(Buffer.from('no zip'))).toThrow(RangeError);
  const archive = zipOf({ name: 'a', content });
  expect(() => unzipped(Buffer.concat([archive.subarray(40), Buffer.alloc(0)]))).toThrow(RangeError);
});
