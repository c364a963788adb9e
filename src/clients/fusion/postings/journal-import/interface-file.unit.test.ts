import { parse } from 'csv-parse/sync';
import type { JournalImportBody } from '../../../../domain/fusion/bodies/journal-import-body';
import { groupIdOf } from '../../../../domain/fusion/journals/group-id';
import { directCostMember } from '../../../../domain/fusion/journals/journal-member.fixture';
import { chart } from '../../fusion-under-test.fixture';
import { interfaceColumns, interfaceRow } from './interface-columns';
import { archiveName, interfaceFile } from './interface-file';

const key = 'PCABCDEFGHIJKLMNOPQR';
const segments = chart.segments.map((one) => ({ ...one, maxLength: 25 }));
const member = directCostMember(1, '1250.00');
const [cost, clearing] = member.lines;
const body: JournalImportBody = {
  kind: 'journalImport',
  key,
  createdOn: '2026-10-20',
  setup: { source: 'Procore', category: 'Adjustment' },
  members: [{ ...member, lines: [{ ...cost!, description: 'Crane, "big"\nand heavy' }, clearing!] }],
};
const rows = (of = body): string[][] => parse(interfaceFile(of, { ...chart, segments }));

test('a row has the fields of the reference at their numbers, all 149, and END', () => {
  const [debit, credit] = rows();
  const filled = (row: readonly string[] = []) =>
    Object.fromEntries(row.flatMap((value, index) => (value === '' ? [] : [[index + 1, value]])));
  const common = {
    ...{
      1: 'NEW',
      2: '300000046975971',
      3: '2026/10/19',
      4: 'Procore',
      5: 'Adjustment',
      6: 'USD',
      7: '2026/10/20',
      8: 'A',
    },
    ...{ 43: `${key} Oct-26 USD`, 46: 'directCost/1', 67: groupIdOf(key), 92: 'US Primary Ledger', 150: 'END' },
  };
  expect(filled(debit)).toEqual({
    ...common,
    ...{ 9: '101', 10: '10', 11: '60530', 12: '000', 39: '1250.00', 52: 'directCost/1/1 Crane, "big" and heavy' },
  });
  expect(filled(credit)).toEqual({
    ...common,
    ...{ 9: '101', 10: '00', 11: '22100', 12: '000', 40: '1250.00', 52: 'directCost/1 Clearing' },
  });
  expect([debit?.length, interfaceColumns.length]).toEqual([150, 149]);
});

test('the period is written where two hold the date, and nowhere else', () => {
  const named = { ...body, members: [{ ...member, namesPeriod: true }] };
  expect([rows()[0]?.[94], rows(named)[0]?.[94]]).toEqual(['', 'Oct-26']);
});

test('an encumbrance is flagged as one, with its type; all else is actual', () => {
  const encumbered = { ...body, members: [{ ...member, encumbranceTypeId: '1001' }] };
  const flagAndType = ([row]: string[][]) => [row?.[7], row?.[92]];
  expect([flagAndType(rows()), flagAndType(rows(encumbered))]).toEqual([
    ['A', ''],
    ['E', '1001'],
  ]);
});

test('what Fusion is to reverse says when, by switched sides; all else leaves columns 49 to 51 empty', () => {
  const reversed = { ...body, members: [{ ...member, reversalPeriod: 'Nov-26' }] };
  const columns = (all: string[][]) => all.map((row) => row.slice(48, 51));
  expect(new Set(columns(rows()).flat())).toEqual(new Set(['']));
  expect(columns(rows(reversed))).toEqual(rows().map(() => ['Y', 'Nov-26', 'N']));
});

test('what Fusion converts says by which type and of which day, and never at which rate; all else leaves columns 64 to 66 empty', () => {
  const foreign = { ...body, members: [{ ...member, currency: 'CAD', conversionType: 'Corporate' }] };
  const columns = (all: string[][]) => all.map((row) => [row[5], ...row.slice(63, 66), row[40], row[41]]);
  expect(columns(rows())).toEqual(rows().map(() => ['USD', '', '', '', '', '']));
  expect(columns(rows(foreign))).toEqual(rows().map(() => ['CAD', 'Corporate', '2026/10/19', '', '', '']));
});

test('names stand where the reference has them', () => {
  const at = (name: string): number => interfaceColumns.indexOf(name) + 1;
  const names = { REFERENCE10: 52, REFERENCE21: 53, STAT_AMOUNT: 63, GROUP_ID: 67, ATTRIBUTE1: 69, LEDGER_NAME: 92 };
  for (const [name, number] of Object.entries({
    ...names,
    PERIOD_NAME: 95,
    GLOBAL_ATTRIBUTE_CATEGORY: 119,
    GLOBAL_ATTRIBUTE_NUMBER5: 149,
  })) {
    expect([name, at(name)]).toEqual([name, number]);
  }
  expect(() => interfaceRow({ REFERENCE11: 'x' })).toThrow('no column REFERENCE11');
});

test('a long description keeps its ids, and is cut to 240 characters', () => {
  const long = { ...body, members: [{ ...member, lines: [{ ...cost!, description: 'x'.repeat(300) }, clearing!] }] };
  expect(rows(long)[0]?.[51]).toHaveLength(240);
  expect(rows(long)[0]?.[51]).toMatch(/^directCost\/1\/1 x+$/);
});

test('the same body is the same file, under a name with key and group', () => {
  expect(interfaceFile(body, { ...chart, segments })).toBe(
    interfaceFile(structuredClone(body), { ...chart, segments }),
  );
  expect(archiveName(key)).toBe(`GlInterface_${key}_${groupIdOf(key)}.zip`);
});
