import { readCsv } from './read-csv';

const noFault = (): string[] => [];

test('a byte order mark, CRLF, quotes and blank lines are no trouble; lines are counted as an editor does', () => {
  const read = readCsv('\uFEFFa,b\r\n1,"x, ""y"""\r\n\r\n"two\nlines",3\r\n', noFault);
  expect(read).toEqual({
    rows: [
      { line: 2, cells: { a: '1', b: 'x, "y"' } },
      { line: 5, cells: { a: 'two\nlines', b: '3' } },
    ],
  });
});

test('every row with another number of columns than the header is named', () => {
  expect(readCsv('a,b\n1,2\n3\n4,5,6\n', noFault)).toEqual({
    faults: ['line 3: has 1 columns; the header has 2', 'line 4: has 3 columns; the header has 2'],
  });
});

test.each([
  ['', 'line 1: the file is empty; it begins with its header'],
  ['a,b\n1,"x\n', 'line 2: a quote is opened and never closed'],
  ['a,b\n1,x"y\n', 'line 2: a quote stands inside a cell; quote the whole cell and double the quotes in it'],
])('%j is refused by its line', (text, fault) => {
  expect(readCsv(text, noFault)).toEqual({ faults: [fault] });
});

test('a header that is wrong is named before its rows are looked at', () => {
  expect(readCsv('a;b\n1;2;3\n', () => ['column "a" is missing'])).toEqual({
    faults: ['line 1: columns are separated by commas; this file has semicolons'],
  });
  expect(readCsv('b\n1\n', () => ['column "a" is missing'])).toEqual({ faults: ['line 1: column "a" is missing'] });
});
