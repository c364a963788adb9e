import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTables } from '../testing/test-sandbox';
import { loadFolder } from './load-folder';

describe('data folder', () => {
  test('numbers given as JSON numbers or texts keep every digit', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jde-folder-'));
    const rows = '[{"DOC":1,"KCO":"00200","DCT":"PV","AG":9007199254740993.1e0}]';
    writeFileSync(join(folder, 'F0411.json'), rows.replace('9007199254740993.1e0', '9999999999999.99'));
    expect([...loadFolder(folder).table('F0411').rows()][0]).toMatchObject({
      AG: '9999999999999.99',
      SFX: '',
      AN8: '0',
    });
    writeFileSync(join(folder, 'F0411.json'), rows);
    expect(() => loadFolder(folder)).toThrow(/F0411.json row 1, column AG.*is not a number/);
  });

  test.each([
    [
      'a text that is too long',
      { F0101: [{ AN8: 1, ALPH: 'x'.repeat(41) }] },
      /F0101.json row 1, column ALPH.*at most 40/,
    ],
    ['a number for a text', { F0010: [{ CO: 200 }] }, /F0010.json row 1, column CO.*write it in quotes: "200"/],
    ['a text for a number', { F0101: [{ AN8: 'abc' }] }, /row 1, column AN8.*is not a number/],
    ['too many digits', { F0101: [{ AN8: 123456789 }] }, /column AN8.*more than 8 digits/],
    ['too many decimals', { F0411: [{ DOC: 1, AG: '1.2345' }] }, /column AG.*more than 3 decimals/],
    ['a date in another form', { F0101: [{ AN8: 1, UPMJ: '2026-03-31' }] }, /column UPMJ.*yyyyMMdd/],
    ['a date that does not exist', { F0101: [{ AN8: 1, UPMJ: '20260230' }] }, /column UPMJ.*is not a date/],
    ['a missing primary key', { F0101: [{ AN8: 1 }, { ALPH: 'x' }] }, /row 2: column AN8 is missing/],
    [
      'a row without the column that begins its key',
      { F4311: [{ DCTO: 'OP', LNID: 1 }] },
      /F4311.json row 1: column DOCO is missing; it begins the primary key/,
    ],
    [
      'a primary key twice',
      { F0006: [{ MCU: '4411' }, { MCU: '        4411' }] },
      /F0006.json row 2, column MCU: F0006 already has/,
    ],
    [
      'an account twice',
      { F0901: ['1', '2'].map((AID) => ({ AID, MCU: '1', OBJ: '2', SUB: '3' })) },
      /F0901.json row 2, column MCU, OBJ, SUB/,
    ],
    [
      'a column with its prefix in small letters',
      { F0101: [{ abAN8: 1 }] },
      /column abAN8: name a column by its alias/,
    ],
    ['a file that is no table', { vendors: [] }, /vendors.json: a data file is named by its table/],
    ['an object for a value', { F0101: [{ AN8: { a: 1 } }] }, /column AN8.*plain JSON string or number/],
  ])('%s is refused with file, row, column and what would be right', (_case, tables, message) => {
    expect(() => loadFolder(writeTables(tables as unknown as Record<string, object[]>))).toThrow(message);
  });

  test('a fiscal year may stand by quarter too, and once for each', () => {
    const year = { DTPN: 'R', DFYJ: '20260101' };
    const load = (...quarters: string[]) =>
      loadFolder(writeTables({ F0008: quarters.map((FQ) => ({ ...year, FQ })) })).table('F0008').size;
    expect(load('', '1')).toBe(2);
    expect(() => load('1', '1')).toThrow(/column DTPN, DFYJ, FQ/);
  });

  test('a file that is not JSON, not an array, and a folder that is not there are named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jde-folder-'));
    expect(() => loadFolder(folder)).toThrow(/no JSON files/);
    writeFileSync(join(folder, 'F0010.json'), '{}');
    expect(() => loadFolder(folder)).toThrow(/must hold an array of rows/);
    writeFileSync(join(folder, 'F0010.json'), '[');
    expect(() => loadFolder(folder)).toThrow(/F0010.json is not JSON/);
    expect(() => loadFolder(join(folder, 'nowhere'))).toThrow(/cannot be read/);
  });
});
