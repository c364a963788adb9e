import { invoices } from './direct-cost.fixture';
import { directCostsSchema } from './settings';

const faults = (section: unknown): readonly string[] => {
  const parsed = directCostsSchema.safeParse(section);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('a type needs its account, its owner, who clears it and a start; the rest has a default', () => {
  expect(directCostsSchema.parse({ types: { invoice: invoices } })).toEqual({
    types: { invoice: invoices },
    ...{ directCostTax: 'none', taxAccounts: {}, directCostDate: 'direct_cost_date', journalGrouping: 'document' },
    twinWindow: 12,
  });
  expect(faults({ types: { invoice: {} } }).map((fault) => fault.split(':')[0])).toEqual([
    ...['types.invoice.clearingAccount', 'types.invoice.owner', 'types.invoice.clearedBy', 'types.invoice.from'],
  ]);
});

test.each<[string, unknown, string, RegExp]>([
  ['no types', {}, 'types', /required: the types that are booked/],
  ['none of them', { types: {} }, 'types', /leave directCosts out/],
  [
    'one that is never booked',
    { types: { subcontractor_invoice: invoices } },
    'types.subcontractor_invoice',
    /with its requisition/,
  ],
  ['one that Procore has not', { types: { bill: invoices } }, 'types.bill', /one of invoice, expense, payroll/],
  ['another owner', { types: { invoice: { ...invoices, owner: 'projects' } } }, 'types.invoice.owner', /"here"/],
  [
    'nobody who clears it',
    { types: { invoice: { ...invoices, clearedBy: 'ap' } } },
    'types.invoice.clearedBy',
    /payables, payroll, bank, byHand/,
  ],
  [
    'a day that is none',
    { types: { invoice: { ...invoices, from: '1.10.2026' } } },
    'types.invoice.from',
    /YYYY-MM-DD/,
  ],
  [
    'tax without its accounts',
    { types: { invoice: invoices }, directCostTax: 'line' },
    'taxAccounts',
    /required with directCostTax line/,
  ],
  [
    'a tax code by its name',
    { types: { invoice: invoices }, taxAccounts: { WA: 'x' } },
    'taxAccounts.WA',
    /id of Procore's tax code/,
  ],
  [
    'another grouping',
    { types: { invoice: invoices }, journalGrouping: 'day' },
    'journalGrouping',
    /document, projectDay, period/,
  ],
])('%s: the fault names the field and what would be right', (_what, section, path, says) => {
  const [fault = ''] = faults(section);
  expect(fault.startsWith(`${path}: `)).toBe(true);
  expect(fault).toMatch(says);
});

test.each([-1, 61, 1.5, '12'])(
  'the window of later bills is a whole number of months, at most 60: %p is none',
  (twinWindow) => {
    const parsed = directCostsSchema.safeParse({ types: { invoice: invoices }, twinWindow });
    expect(parsed.error?.issues).toMatchObject([{ path: ['twinWindow'], message: expect.stringContaining('month') }]);
  },
);
