import { changeOrderJournalSchema } from './journal-settings';
import { accrual, encumbrance, memo } from './approval-journal.fixture';

const faults = (section: unknown): readonly string[] => {
  const parsed = changeOrderJournalSchema.safeParse(section);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('each method takes what it books with', () => {
  for (const section of [{ method: 'none' }, memo, encumbrance, accrual]) expect(faults(section)).toEqual([]);
  for (const commitmentRelief of ['asBilled', 'atClose']) expect(faults({ ...memo, commitmentRelief })).toEqual([]);
});

test.each<[string, unknown, string, RegExp]>([
  ['no method', {}, 'method', /one of memo, encumbrance, accrual, none/],
  [
    'an accrual that nobody vouches for',
    { ...accrual, owner: undefined },
    'owner',
    /approved when their work is done.*this connector alone accrues it, not Fusion Projects/,
  ],
  ['an accrual of another', { ...accrual, owner: 'projects' }, 'owner', /take memo or none/],
  [
    'an accrual without its account',
    { ...accrual, accrualAccount: undefined },
    'accrualAccount',
    /accrued liabilities that change orders are credited to/,
  ],
  ['an accrual without its start', { ...accrual, from: undefined }, 'from', /YYYY-MM-DD/],
  ['an accrual too long after the end', { ...accrual, accrueAfter: 29 }, 'accrueAfter', /1 to 28|<=28/],
  [
    'an accrual that is taken back otherwise than by its reversal',
    { ...accrual, commitmentRelief: 'asBilled' },
    '',
    /commitmentRelief/,
  ],
  [
    'a memo that nobody says when it is taken back',
    { ...memo, commitmentRelief: undefined },
    'commitmentRelief',
    /asBilled, atClose, none/,
  ],
  [
    'a relief that there is not',
    { ...memo, commitmentRelief: 'monthly' },
    'commitmentRelief',
    /asBilled, atClose, none/,
  ],
  ['a memo without its accounts', { ...memo, naturalAccount: undefined }, 'naturalAccount', /natural account of memos/],
  [
    'a memo without what it is booked against',
    { ...memo, offsetAccount: undefined },
    'offsetAccount',
    /booked against/,
  ],
  ['no start', { ...memo, from: 'yesterday' }, 'from', /YYYY-MM-DD/],
  [
    'an encumbrance without its type',
    { ...encumbrance, encumbranceTypeId: 'Commitment' },
    'encumbranceTypeId',
    /digits only/,
  ],
  [
    'orders that Fusion encumbers by itself',
    { ...encumbrance, ordersAreEncumbered: true },
    'ordersAreEncumbered',
    /refused here/,
  ],
  [
    'an encumbrance without its reserve',
    { ...encumbrance, reserveAccount: '' },
    'reserveAccount',
    /reserve for encumbrances/,
  ],
])('%s: the fault names the field and what would be right', (_what, section, path, says) => {
  const [fault = ''] = faults(section);
  expect(fault.startsWith(`${path}: `)).toBe(true);
  expect(fault).toMatch(says);
});
