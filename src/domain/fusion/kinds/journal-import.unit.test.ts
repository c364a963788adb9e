import type { JournalImportBody, ShownGroup } from '../bodies/journal-import-body';
import { journalDraftOf } from '../bodies/journal-import-body';
import { groupIdOf } from '../journals/group-id';
import { directCostMember } from '../journals/journal-member.fixture';
import { journalImport } from './journal-import';

const key = 'PCABCDEFGHIJKLMNOPQR';
const setup = { source: 'Procore', category: 'Adjustment' };
const members = [directCostMember(1, '1250.00'), directCostMember(2, '40.10')];
const known = { key, ordinal: 1, revision: 1, today: '2026-10-20', earlier: () => null };
const body = journalImport.complete(journalDraftOf(members, setup), known);

const shown: ShownGroup = {
  group: groupIdOf(key),
  source: 'Procore',
  ledger: 'US Primary Ledger',
  period: 'Oct-26',
  currency: 'USD',
  debit: '1290.10',
  credit: '1290.1',
  lines: members.flatMap(({ document, lines }) =>
    lines.map(({ account, amount, lineId, description }) => ({
      journal: document,
      account,
      amount,
      description: `${document}${lineId === '' ? '' : `/${lineId}`} ${description}`,
    })),
  ),
};
const compare = (there: Partial<ShownGroup>) =>
  journalImport.compare(body, {
    reference: {},
    stage: 'delivered',
    stageWord: '',
    missing: [],
    facts: {},
    shown: { ...shown, lines: shown.lines.toReversed(), ...there },
  });

test('what is read back in another order, with category and currency behind the name of a journal, is equal', () => {
  expect(compare({})).toEqual([]);
  expect(
    compare({ lines: shown.lines.map((line) => ({ ...line, journal: `${line.journal} Adjustment USD` })) }),
  ).toEqual([]);
});

test.each<[string, Partial<ShownGroup>]>([
  ['another group', { group: '1' }],
  ['another source', { source: 'Manual' }],
  ['another ledger', { ledger: 'UK Ledger' }],
  ['two periods', { period: 'Oct-26, Nov-26' }],
  ['another total of debits', { debit: '1290.11' }],
  ['another total of credits', { credit: '1290.09' }],
  ['a line less', { lines: shown.lines.slice(1) }],
  ['a line on another account', { lines: shown.lines.map((line) => ({ ...line, account: '101.10.60531.000' })) }],
  ['a line of another cent', { lines: shown.lines.map((line) => ({ ...line, amount: '1.00' })) }],
  ['a line of another document', { lines: shown.lines.map((line) => ({ ...line, description: 'directCost/9/1 x' })) }],
  ['a line in another journal', { lines: shown.lines.map((line) => ({ ...line, journal: 'directCost/1' })) }],
])('%s is a difference', (_what, there) => {
  expect(compare(there)).not.toEqual([]);
});

test('a group id is a positive number below 2^53 by the key alone: another name is another group', () => {
  expect(groupIdOf(key)).toMatch(/^[1-9]\d{0,15}$/);
  expect(Number.isSafeInteger(Number(groupIdOf(`PC${'7'.repeat(18)}`)))).toBe(true);
  expect(groupIdOf('PCAAAAAAAAAAAAAAAAAA')).toBe('1');
  expect(groupIdOf('PCABCDEFGHIKLMNOPQRS')).toBe(groupIdOf('PCABCDEFGHIKZZZZZZZZ'));
  expect(groupIdOf('PCABCDEFGHIKLMNOPQRS')).not.toBe(groupIdOf('PCABCDEFGHIMLMNOPQRS'));
  expect(() => groupIdOf('PC-1')).toThrow(RangeError);
});

test('of fewer documents it is what is left; dates count unless they follow the clock', () => {
  const reduced = journalImport.reduced?.(journalDraftOf(members, setup), new Set(['directCost/2']));
  expect(reduced).toEqual(journalDraftOf(members.slice(1), setup));
  const later = { ...body, members: members.map((one) => ({ ...one, accountingDate: '2026-10-20' })) };
  const print = (of: JournalImportBody, ignoreDates: boolean) =>
    JSON.stringify(journalImport.fingerprint(of, { ignoreDates }));
  expect(print(later, false)).not.toBe(print(body, false));
  expect(print(later, true)).toBe(print(body, true));
});
