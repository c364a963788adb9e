import { sum } from '../../money/money';
import { balancingValue } from '../chart';
import { journalMemberSchema } from '../bodies/journal-member';
import { journals } from '../journals/journal-member.fixture';
import type { JournalSettings } from '../journals/journal-settings';
import { combination, periods, settings } from '../requisition/planner.fixture';
import {
  booked,
  clearing,
  costLine,
  inputOf,
  invoices,
  memberOf,
  messages,
  planned,
  told,
  type Given,
} from './direct-cost.fixture';
import { fusionDirectCostPlanner } from './planner';

/** Fusion converts what is not in the ledger's currency. */
const converted: JournalSettings = { ...journals, conversionType: 'Corporate' };
const canadian = { currency: { iso: 'CAD', baseIso: 'USD', rate: '0.7' } };

test('a cost in another currency is booked as entered, in a run of its own, to be converted by the type that is set: no rate of Procore', () => {
  const given = { cost: canadian, settings: { journals: converted } };
  const plan = planned(given);
  expect(memberOf(plan)).toMatchObject({ currency: 'CAD', conversionType: 'Corporate', journal: 'DC 5567123' });
  expect(memberOf(plan).lines.map(({ amount }) => amount)).toEqual(['1000.00', '200.00', '-1200.00']);
  expect(plan.steps[0]?.via?.run).toBe('300000046975971 Nov-26 CAD document');
  expect(JSON.stringify(plan.steps)).not.toContain('0.7');
  expect(plan.head.currency).toBe('CAD');
  // A journal has one day of conversion, whatever shares it.
  const shared = { section: { journalGrouping: 'period' } };
  expect(memberOf(planned({ ...given, ...shared })).journal).toBe('Nov-26 20261104');
  expect(memberOf(planned({ settings: { journals: converted }, ...shared }))).toMatchObject({ journal: 'Nov-26' });
  expect(memberOf(planned({ settings: { journals: converted } })).conversionType).toBeUndefined();
});

test('the costs are debited by their codes, and clearing is credited with the total', () => {
  const plan = planned();
  expect(memberOf(plan)).toEqual({
    document: 'directCost/5567123',
    ledger: { id: '300000046975971', name: 'US Primary Ledger' },
    ...{ currency: 'USD', accountingDate: '2026-11-04', period: 'Nov-26', namesPeriod: false, journal: 'DC 5567123' },
    lines: [
      { account: '101.10.60530.000', amount: '1000.00', description: '03-300.S Change 03-300.S', lineId: '1' },
      { account: '101.10.60530.000', amount: '200.00', description: '05-120.S Change 05-120.S', lineId: '2' },
      { account: clearing, amount: '-1200.00', description: 'Clearing invoice INV-7', lineId: '' },
    ],
  });
  expect(journalMemberSchema.parse(memberOf(plan))).toEqual(memberOf(plan));
  expect(plan.steps).toMatchObject([
    {
      ...{ id: 'cost', step: 'cost', kind: 'journalImport', system: 'fusion', subject: 'directCost:5567123/cost' },
      via: { kind: 'journalRun', run: '300000046975971 Nov-26 USD document' },
      entries: [
        {
          account: '101.10.60530.000',
          item: 'direct_cost_item:1',
          amount: '1000.00',
          gross: '1000.00',
          period: '2026-11',
        },
        { account: '101.10.60530.000', item: 'direct_cost_item:2', amount: '200.00', gross: '200.00' },
        { account: clearing, item: '', amount: '-1200.00', gross: '0' },
      ],
      asks: ['live'],
    },
  ]);
  expect(plan.head).toMatchObject({
    company: '101',
    totals: { gross: '1200', payable: '1200', tax: '0', rounding: '0' },
  });
});

test('a credit swaps the sides', () => {
  const given = { cost: { grandTotal: '-80.50', lineItems: [costLine('1', '03-300.S', '-80.50')] } };
  expect(booked(given)).toEqual(['101.10.60530.000 -80.50', '101.10.21990.000 80.50']);
});

test('each company balances by itself, and clearing takes the company of the lines that it answers', () => {
  const cost = {
    grandTotal: '1500.00',
    lineItems: [costLine('1', '03-300.S', '1000.00'), costLine('2', '03-300.M', '500.00')],
  };
  expect(booked({ cost })).toEqual([
    ...['101.10.60530.000 1000.00', '101.10.21990.000 -1000.00'],
    ...['102.10.60530.000 500.00', '102.10.21990.000 -500.00'],
  ]);
});

describe('rounding', () => {
  const thirds = [1, 2, 3].map((id) => costLine(String(id), '03-300.S', '33.333'));

  test('lines are rounded half away from zero, and what is left goes to the rounding account', () => {
    expect(booked({ cost: { grandTotal: '100.00', lineItems: thirds } })).toEqual([
      ...['101.10.60530.000 33.33', '101.10.60530.000 33.33', '101.10.60530.000 33.33'],
      ...['101.10.69990.000 0.01', '101.10.21990.000 -100.00'],
    ]);
    const halves = [costLine('1', '03-300.S', '-10.005'), costLine('2', '03-300.S', '-10.005')];
    expect(booked({ cost: { grandTotal: '-20.01', lineItems: halves } })).toEqual([
      ...['101.10.60530.000 -10.01', '101.10.60530.000 -10.01', '101.10.69990.000 0.01', '101.10.21990.000 20.01'],
    ]);
  });

  test('without a rounding account it is held by the setting', () => {
    const company = { '101': { retainageAccount: '101.10.21550.000' } };
    const cost = { grandTotal: '100.00', lineItems: thirds };
    expect(told({ cost, settings: { companies: company } })).toEqual([
      ['amountsDiffer', 'person', 'posting.companies.101.roundingAccount'],
    ]);
  });

  test('whatever the lines, every company balances and clearing comes to the total', () => {
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round += 1) {
      const lineItems = Array.from({ length: 1 + next(6) }, (_one, index) => {
        const amount = `${next(3) === 0 ? '-' : ''}${next(500)}.${String(next(10_000)).padStart(4, '0')}`;
        return costLine(String(index + 1), next(2) === 0 ? '03-300.S' : '03-300.M', amount);
      });
      const exact = sum(lineItems.map(({ totalAmount }) => totalAmount ?? '0'));
      const grandTotal = (Math.sign(Number(exact)) * (Math.round(Math.abs(Number(exact)) * 100 + 1e-7) / 100)).toFixed(
        2,
      );
      const companies = { '101': company('101'), '102': company('102') };
      const { lines } = memberOf(planned({ cost: { lineItems, grandTotal }, settings: { companies } }));
      const of = (account: string): string => balancingValue(settings().chart, account);
      for (const value of ['101', '102']) {
        expect(sum(lines.filter(({ account }) => of(account) === value).map(({ amount }) => amount))).toBe('0');
      }
      const cleared = lines.filter(({ account }) => account.includes('.21990.')).map(({ amount }) => amount);
      expect(Number(sum(cleared))).toBeCloseTo(-Number(grandTotal), 9);
    }
  });

  const company = (value: string) => ({
    retainageAccount: `${value}.10.21550.000`,
    roundingAccount: `${value}.10.69990.000`,
  });
});

describe('tax', () => {
  const taxed = (more = {}) => ({
    grandTotal: '1082.50',
    lineItems: [costLine('1', '03-300.S', '1000.00', { totalAmount: '1082.50', taxCodeId: '77', ...more })],
  });
  const onAccount = { directCostTax: 'line', taxAccounts: { '77': '101.10.22300.000' } };

  test('is held unless the connection says where it goes', () => {
    expect(told({ cost: taxed() })).toEqual([['tax', 'person', 'line_items.total_amount']]);
    expect(messages({ cost: taxed() })[0]).toContain('82.50 USD');
  });

  test('goes to the account of its tax code, or is cost of its line', () => {
    expect(booked({ cost: taxed(), section: onAccount })).toEqual([
      ...['101.10.60530.000 1000.00', '101.10.22300.000 82.50', '101.10.21990.000 -1082.50'],
    ]);
    expect(booked({ cost: taxed(), section: { directCostTax: 'cost' } })).toEqual([
      ...['101.10.60530.000 1082.50', '101.10.21990.000 -1082.50'],
    ]);
  });

  test('of a code without an account, without a code, or on a line without cost is held', () => {
    const reasons = (more: object) => told({ cost: taxed(more), section: onAccount });
    expect(reasons({ taxCodeId: '78' })).toEqual([['tax', 'person', 'posting.directCosts.taxAccounts.78']]);
    expect(reasons({ taxCodeId: null })).toEqual([['tax', 'person', 'posting.directCosts.taxAccounts.']]);
    const alone = {
      grandTotal: '82.50',
      lineItems: [costLine('1', '03-300.S', '0', { totalAmount: '82.50', taxCodeId: '77' })],
    };
    expect(told({ cost: alone, section: onAccount })).toEqual([['tax', 'person', 'line_items.amount']]);
  });
});

test.each<[string, Given, readonly (readonly [string, string, string])[]]>([
  [
    'a total that the lines do not come to',
    { cost: { grandTotal: '1200.01' } },
    [['amountsDiffer', 'person', 'grand_total']],
  ],
  ['no total', { cost: { grandTotal: null } }, [['amountsDiffer', 'person', 'grand_total']]],
  ['no line', { cost: { lineItems: [] } }, [['amountsDiffer', 'person', 'grand_total']]],
  [
    'a line without an amount',
    { cost: { lineItems: [costLine('1', '03-300.S', '1200.00', { totalAmount: null })] } },
    [['amountsDiffer', 'person', 'line_items.total_amount']],
  ],
  [
    'a code without an account',
    { cost: { grandTotal: '5.00', lineItems: [costLine('1', '03-300.X', '5.00')] } },
    [['unmappedCostCode', 'person', 'wbs_code']],
  ],
  ['no date', { cost: { directCostDate: null } }, [['needsPerson', 'person', 'direct_cost_date']]],
  [
    'another currency, and nobody said how it is converted',
    { cost: { currency: { iso: 'CAD', baseIso: 'USD', rate: '0.7' } } },
    [['currency', 'person', 'posting.journals.conversionType']],
  ],
  [
    'another currency than it is booked in',
    { cost: canadian, settings: { journals: converted }, wanted: { bookedIn: 'USD' } },
    [['currency', 'person', 'currency_configuration.currency_iso_code']],
  ],
  [
    'the currency of the ledger, booked in another one',
    { settings: { journals: converted }, wanted: { bookedIn: 'CAD' } },
    [['currency', 'person', 'currency_configuration.currency_iso_code']],
  ],
  [
    'a clearing account that is not there',
    { combinations: { [clearing]: null } },
    [['accountMissing', 'person', 'DistributionCombination']],
  ],
  [
    'a cost account that is disabled',
    { combinations: { '101.10.60530.000': combination('101.10.60530.000', { enabled: false }) } },
    [['accountInactive', 'person', 'EnabledFlag']],
  ],
  [
    'a period that is not opened',
    { cost: { directCostDate: '2026-12-03' } },
    [['periodClosed', 'waiting', 'AccountingDate']],
  ],
  [
    'a period that is closed',
    { cost: { directCostDate: '2026-09-30' }, section: { types: { invoice: { ...invoices, from: '2026-01-01' } } } },
    [['periodClosed', 'person', 'AccountingDate']],
  ],
])('held: %s', (_what, given, expected) => {
  expect(told(given)).toEqual(expected);
});

test('all that is wrong is told at once', () => {
  const cost = { directCostDate: '2026-12-03', grandTotal: '7.00', lineItems: [costLine('1', '03-300.X', '5.00')] };
  expect(told({ cost }).map(([reason]) => reason)).toEqual(['amountsDiffer', 'unmappedCostCode', 'periodClosed']);
});

describe('dates', () => {
  test('a future enterable period takes it, and says that it is not postable yet', () => {
    const future = periods.map((one) => (one.name === 'Dec-26' ? { ...one, status: 'F' } : one));
    const plan = planned({ cost: { directCostDate: '2026-12-03' }, periods: future });
    expect(memberOf(plan)).toMatchObject({ accountingDate: '2026-12-03', period: 'Dec-26' });
    expect(plan.notes).toEqual(['Period Dec-26 was future enterable: not postable before it is opened.']);
    expect(plan.head.facts).toMatchObject({ 'not postable yet': 'Dec-26' });
    expect(planned({}).head.facts['not postable yet']).toBeUndefined();
  });

  test('the date received counts where the connection says so', () => {
    expect(memberOf(planned({ section: { directCostDate: 'received_date' } })).accountingDate).toBe('2026-10-29');
  });

  test('a closed period is passed where the connection says so', () => {
    const section = { types: { invoice: { ...invoices, from: '2026-01-01' } } };
    const plan = planned({
      cost: { directCostDate: '2026-09-30' },
      section,
      settings: { outsidePeriod: 'firstOpenDay' },
    });
    expect(memberOf(plan)).toMatchObject({ accountingDate: '2026-10-01', period: 'Oct-26' });
    expect([plan.head.facts['moved from'], plan.datesFollowTheClock]).toEqual(['2026-09-30', true]);
  });

  test('an adjusting period within the closed one is no period to pass to', () => {
    const adjusting = [...periods, { name: 'Adj-26', status: 'O', start: '2026-09-30', end: '2026-09-30' }];
    const plan = planned({
      cost: { directCostDate: '2026-09-15' },
      section: { types: { invoice: { ...invoices, from: '2026-01-01' } } },
      settings: { outsidePeriod: 'firstOpenDay' },
      periods: adjusting,
    });
    expect(memberOf(plan)).toMatchObject({ accountingDate: '2026-10-01', period: 'Oct-26' });
  });

  test('where an adjusting period holds the date too, the period is named', () => {
    const adjusting = [...periods, { name: 'Adj-26', status: 'O', start: '2026-11-30', end: '2026-11-30' }];
    const of = (directCostDate: string) => memberOf(planned({ cost: { directCostDate }, periods: adjusting }));
    expect(of('2026-11-30')).toMatchObject({ period: 'Nov-26', namesPeriod: true });
    expect(of('2026-11-29')).toMatchObject({ period: 'Nov-26', namesPeriod: false });
  });
});

test.each<[string, Given, string]>([
  ['what another program brought', { cost: { originId: 'sage-1' } }, 'fromErp'],
  ['a type that is off', { cost: { type: 'payroll' } }, 'typeOff'],
  ['a subcontractor invoice', { cost: { type: 'subcontractor_invoice' } }, 'typeOff'],
  ['what is older than the start', { cost: { directCostDate: '2026-09-30' } }, 'beforeStart'],
])('recorded, and not booked: %s', (_what, given, why) => {
  const plan = planned(given);
  expect([plan.steps, plan.head.facts['not booked'], plan.notes.length]).toEqual([[], why, 1]);
});

test('on the day of the start it is booked', () => {
  expect(memberOf(planned({ cost: { directCostDate: '2026-10-01' } })).accountingDate).toBe('2026-10-01');
});

test('lines of 0.00 are left out; where nothing is left, it is recorded', () => {
  const cost = { grandTotal: '0', lineItems: [costLine('1', '03-300.S', '0.00')] };
  expect(planned({ cost }).steps).toEqual([]);
});

test.each([
  ['document', 'DC 5567123'],
  ['projectDay', '4411 20261104'],
  ['period', 'Nov-26'],
])('grouped by %s they share what is called so', (journalGrouping, text) => {
  const plan = planned({ section: { journalGrouping } });
  expect(memberOf(plan).journal).toBe(text);
  expect(plan.steps[0]?.via?.run).toBe(`300000046975971 Nov-26 USD ${journalGrouping}`);
});

describe('beside what stands', () => {
  const standing = planned().steps[0]?.entries ?? [];

  test('what is missing alone is planned, dated by the day of the choice', () => {
    const missingTo = {
      because: 'c1',
      entries: standing,
      totals: { released: '0', tax: '0' },
      hasOrder: false,
      ownKeys: [],
    };
    const cost = {
      grandTotal: '1250.00',
      lineItems: [costLine('1', '03-300.S', '1000.00'), costLine('2', '05-120.M', '250.00')],
    };
    const plan = planned({ cost, input: { missingTo, postedOn: '2026-11-05' } });
    expect(memberOf(plan)).toMatchObject({ accountingDate: '2026-11-05' });
    expect(memberOf(plan).lines.map(({ account, amount }) => `${account} ${amount}`)).toEqual([
      ...['101.10.21990.000 200.00', '102.10.60530.000 250.00', '102.10.21990.000 -250.00', '101.10.60530.000 -200.00'],
    ]);
    expect(plan.steps[0]).toMatchObject({ because: 'c1', asks: ['live', 'decision'] });
  });

  test('a date in another period is a difference; one in the same is none', () => {
    const of = (directCostDate: string) => told({ cost: { directCostDate }, booked: standing });
    expect(of('2026-10-04')).toEqual([['changedAfterPosting', 'person', 'direct_cost_date']]);
    expect(of('2026-11-20')).toEqual([]);
  });
});

test('what is not known yet is asked for before anything is said', () => {
  const input = inputOf();
  const known = new Set<string>();
  const facts = {
    get: (kind: string, id: string) => (known.has(`${kind} ${id}`) ? input.facts.get(kind, id) : undefined),
  };
  const asked: string[][] = [];
  for (let round = 0; round < 4; round += 1) {
    const result = fusionDirectCostPlanner({ ...input, facts });
    if (!('need' in result)) break;
    const keys = result.need.map(({ kind, id }) => `${kind} ${id}`);
    asked.push(keys);
    keys.forEach((key) => known.add(key));
  }
  expect(asked).toEqual([
    ['ledger 300000046975971', 'periods 300000046975971/101'],
    ['combination 101.10.60530.000', 'combination 101.10.21990.000'],
  ]);
});

describe('the same bill in Payables', () => {
  const bill = (accounts: readonly string[]) => ({ id: '300000001', number: 'INV 7', accounts });
  const linked = (bills: NonNullable<Given['bills']>, more: Given = {}): Given => ({
    bills,
    ...more,
    wanted: { supplierNumber: '1252', ...more.wanted },
  });
  const elsewhere = [['postedElsewhere', 'person', 'InvoiceNumber']];

  test('coded to the clearing account it clears, on any other account, or on none yet, the cost waits', () => {
    expect(told(linked([]))).toEqual([]);
    expect(told(linked([bill([clearing])]))).toEqual([]);
    expect(told(linked([bill(['101.10.60530.000'])]))).toEqual(elsewhere);
    expect(told(linked([bill([clearing, '101.10.60530.000'])]))).toEqual(elsewhere);
    expect(told(linked([bill([''])]))).toEqual(elsewhere);
    expect(messages(linked([bill([''])]))[0]).toContain('not coded yet');
  });

  test('is not looked for without a number or a linked supplier, nor once something of the cost is booked', () => {
    const bills = [bill(['101.10.60530.000'])];
    expect(told(linked(bills, { cost: { invoiceNumber: null } }))).toEqual([]);
    expect(told(linked(bills, { wanted: { supplierNumber: null } }))).toEqual([]);
    expect(told(linked(bills, { wanted: { looksForBill: false } }))).toEqual([]);
  });

  test('a person says that both are costs, of that invoice alone', () => {
    const bills = [bill(['101.10.60530.000']), { ...bill(['101.10.60530.000']), id: '300000002' }];
    const decisions = [{ id: 'd1', kind: 'notDuplicate', subject: 'invoice/300000001' }];
    expect(told(linked(bills))).toHaveLength(2);
    expect(told(linked(bills, { input: { decisions } }))).toEqual(elsewhere);
  });
});
