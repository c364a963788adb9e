import { journalMemberSchema, journalRunName } from './journal-member';

const member = {
  document: 'directCost/5567123',
  ledger: { id: '300000046975971', name: 'US Primary Ledger' },
  currency: 'USD',
  accountingDate: '2026-07-29',
  period: 'Jul-26',
  journal: 'directCost/5567123',
  lines: [
    { account: '101-10-60530-000-000', amount: '1250.00', description: 'Crane hire', lineId: '3129856' },
    { account: '101-10-21990-000-000', amount: '-1250.00', description: 'Clearing', lineId: '' },
  ],
};
const withLine = (line: object) => ({ ...member, lines: [{ ...member.lines[0], ...line }, member.lines[1]] });

test('the run of a member is named by ledger, period, currency and grouping, each a fact of the member', () => {
  const parsed = journalMemberSchema.parse(member);
  expect(journalRunName(parsed, 'document')).toBe('300000046975971 Jul-26 USD document');
  expect(parsed.namesPeriod).toBe(false);
});

test.each([
  ['an amount of 0', withLine({ amount: '0.00' })],
  ['an amount that is no decimal text', withLine({ amount: '1,250.00' })],
  ['a journal name that REFERENCE4 of the file has no room for', { ...member, journal: 'x'.repeat(26) }],
  ['one line alone, which balances nothing', { ...member, lines: [member.lines[0]] }],
  ['a day that is none', { ...member, accountingDate: '2026-02-30' }],
])('%s is refused before anything waits for a run', (_what, wrong) => {
  expect(journalMemberSchema.safeParse(wrong).success).toBe(false);
});
