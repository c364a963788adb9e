import { billed, requisition } from '../../procore/procore-documents.fixture';
import {
  type Situation,
  caseA,
  combination,
  invoiceOf,
  order,
  orderLine,
  periods,
  planned,
  problemsOf,
  retainagePayable,
  site,
  supplier,
  told,
} from './planner.fixture';

const schedule = orderLine('1').schedules[0]!;

describe('retainage by the terms of the order', () => {
  const terms = (rate: string | null) => order({ hasTerms: true, lines: [orderLine('1', { retainageRate: rate })] });

  test.each([
    ['net', '9000.00'],
    ['gross', '10000.00'],
  ] as const)('is no line of ours; the header is %s of it', (retainageHeader, amount) => {
    expect(invoiceOf({ ...caseA, order: terms('10'), settings: { retainageHeader } })).toMatchObject({
      way: 'A',
      amount,
      payable: '9000.00',
      lines: [{ role: 'matched', amount: '10000.00' }],
    });
  });

  test('at another rate than the requisition retains is held; a rate that is not given is left to the installments', () => {
    expect(told({ order: terms('5') })).toEqual([['retainageSetup', 'person', 'RetainageRate']]);
    expect(invoiceOf({ ...caseA, order: terms(null) }).payable).toBe('9000.00');
  });

  test('is let go of by AP: a release is left to people and posts nothing', () => {
    const release: Partial<Situation> = {
      requisition: requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '400.00')], '9000.00'),
      order: terms('10'),
    };
    const plan = planned({ ...caseA, ...release });
    expect(plan).toMatchObject({ steps: [], leftToPeople: { supplier: '1252', currency: 'USD', amount: '400' } });
    expect(plan.recorded).toMatchObject([{ item: 'contract_item:1', amount: '0', withheld: '-400.00' }]);
  });
});

test.each([
  ['later, not opened', '2026-12-05', {}, ['periodClosed', 'waiting', 'AccountingDate']],
  ['closed', '2026-09-30', {}, ['periodClosed', 'person', 'AccountingDate']],
] as const)('an accounting date in a period that is %s is held', (_name, billingDate, settings, problem) => {
  const own = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', { billingDate });
  expect(told({ requisition: own, settings })).toEqual([problem]);
});

test('a closed date moves to the first open day where that is set; an adjusting period is none', () => {
  const own = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', {
    billingDate: '2026-09-30',
  });
  const adjusting = [...periods, { name: 'Adj-26', status: 'O', start: '2026-09-30', end: '2026-09-30' }];
  const given = {
    ...caseA,
    requisition: own,
    payables: adjusting,
    ledger: adjusting,
    settings: { outsidePeriod: 'firstOpenDay' as const },
  };
  expect(invoiceOf(given)).toMatchObject({ accountingDate: '2026-10-01', invoiceDate: '2026-09-30' });
  expect(planned(given).datesFollowTheClock).toBe(true);
});

test('Payables must be open, the ledger may be future enterable too', () => {
  const future = periods.map((period) => ({ ...period, status: 'F' }));
  expect(told({ ledger: future })).toEqual([]);
  expect(told({ payables: future })).toEqual([['periodClosed', 'waiting', 'AccountingDate']]);
});

test("a supplier that cannot be invoiced is told with every gap at once; a mapped site serves where the order's is none", () => {
  const closed = { ...site, inactiveDate: '2026-01-01', pays: false, assignments: [] };
  const [problem] = problemsOf({ ...caseA, supplier: { ...supplier, relationship: 'PROSPECTIVE', sites: [closed] } });
  expect(problem).toMatchObject({ reason: 'vendorOnHold' });
  for (const gap of ['PROSPECTIVE', 'inactive since 2026-01-01', 'no pay site', 'not assigned to business unit'])
    expect(problem?.message).toContain(gap);
  const other = { ...site, id: '9', name: 'PAY2', holdsOrders: true };
  const mapped = {
    ...caseA,
    supplier: { ...supplier, sites: [closed, other] },
    settings: { paySites: { '1252': 'PAY2' } },
  };
  expect(invoiceOf(mapped).site).toBe('PAY2');
});

test('a party that is not linked waits; an account of the company that takes nothing is held', () => {
  const notLinked = { vendor: { partyId: 'p1', linked: false, supplierNumber: null } };
  expect(told({ wanted: notLinked })[0]).toEqual(['vendorUnknown', 'waiting', 'vendor_id']);
  const of = (fields: Parameters<typeof combination>[1] | null) =>
    told({ combinations: { [retainagePayable]: fields === null ? null : combination(retainagePayable, fields) } });
  expect(of(null)).toEqual([['accountMissing', 'person', 'DistributionCombination']]);
  expect(of({ enabled: false })).toEqual([['accountInactive', 'person', 'EnabledFlag']]);
  expect(of({ endDate: '2026-10-30' })).toEqual([['accountInactive', 'person', 'EndDateActive']]);
  expect(told({ settings: { companies: { '101': {} as never } } })).toEqual([
    ['retainageSetup', 'person', 'posting.companies.101.retainageAccount'],
  ]);
});

test('tax is held where none is posted, else it is in what is paid and in no line', () => {
  const taxed = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', {
    summary: { taxApplicableToThisPayment: '90.00', currentPaymentDue: '9090.00' },
  });
  expect(told({ requisition: taxed })).toEqual([['tax', 'person', 'summary.tax_applicable_to_this_payment']]);
  const settings = {
    taxMethod: 'fusion' as const,
    taxOnRetainage: 'whenBilled' as const,
    holdNames: { tax: 'Tax differs' },
  };
  expect(invoiceOf({ ...caseA, requisition: taxed, settings })).toMatchObject({
    amount: '9090.00',
    payable: '9090.00',
    tax: '90.00',
    taxHold: 'Tax differs',
  });
});

describe('tax on retainage that is due when that is paid', () => {
  const taxed = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', {
    summary: { taxApplicableToThisPayment: '90.00', currentPaymentDue: '9090.00' },
  });
  const settings = { taxMethod: 'fusion', taxOnRetainage: 'whenPaid', holdNames: { tax: 'Tax differs' } } as const;
  const classified = (taxClassification: string | null) =>
    order({ lines: [orderLine('1', { schedules: [{ ...schedule, taxClassification }] })] });

  test('goes with the classification of the lines that it is withheld from; due with the bill it has none', () => {
    const lineOf = (taxOnRetainage: 'whenPaid' | 'whenBilled') =>
      invoiceOf({
        ...caseA,
        requisition: taxed,
        order: classified('STANDARD'),
        settings: { ...settings, taxOnRetainage },
      }).lines[1];
    expect(lineOf('whenPaid')).toMatchObject({ account: retainagePayable, taxClassification: 'STANDARD' });
    expect(lineOf('whenBilled')).not.toHaveProperty('taxClassification');
  });

  test('is held where the lines show none', () => {
    expect(told({ requisition: taxed, order: classified(null), settings })).toEqual([
      ['tax', 'person', 'TaxClassification'],
    ]);
    expect(told({ order: classified(null), settings })).toEqual([]);
  });
});

test('nothing to be paid with lines that bill is held, or an invoice of 0.00', () => {
  const own = requisition([billed('26-010.S', '1', '11000.00', '1000.00', '1000.00')], '9000.00');
  expect(told({ requisition: own })).toEqual([['zeroPayable', 'person', 'summary.current_payment_due']]);
  expect(invoiceOf({ ...caseA, requisition: own, settings: { zeroPayable: 'invoice' } })).toMatchObject({
    type: 'Standard',
    amount: '0.00',
    lines: [{ amount: '1000.00' }, { amount: '-1000.00' }],
  });
});

test('order lines of two companies are no invoice', () => {
  const two = order({
    lines: [orderLine('1'), orderLine('2', { schedules: [{ ...schedule, accounts: ['102.10.60530.000'] }] })],
  });
  const own = requisition(
    [billed('26-010.S', '1', '20000.00', '1000.00', '1000.00'), billed('26-020.S', '2', '500.00', '0.00', '50.00')],
    '9000.00',
  );
  expect(told({ order: two, requisition: own })).toContainEqual(['twoCompanies', 'person', 'entity']);
});
