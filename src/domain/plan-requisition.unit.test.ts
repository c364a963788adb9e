import { accountsNeeded, planRequisition } from './plan-requisition';
import {
  billed,
  businessUnit,
  company,
  commitment,
  erpAccount,
  history,
  item,
  changeOrderLine,
  planFacts,
  requisition,
  settings,
  supplier,
} from './plan-fixture.test';
import type { PlanFacts } from './plan-facts';
import { compileMapping } from './resolve-coding';
import { accountName } from './account';
import type { RequisitionPlan } from './requisition-plan';

const first = { number: 1, previousRequisitionId: null };
/** Gross 10,000.00, retainage 1,000.00, payable 9,000.00. */
const plain = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first);

function planned(fields: Partial<PlanFacts>): RequisitionPlan {
  const result = planRequisition(planFacts({ requisition: plain, ...fields }));
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.plan;
}

function reasons(fields: Partial<PlanFacts>): string[] {
  const result = planRequisition(planFacts({ requisition: plain, ...fields }));
  return 'problems' in result ? result.problems.map((problem) => problem.reason) : [];
}

const withTax = (fields: Parameters<typeof requisition>[2] = {}) =>
  requisition(plain.items, '0.00', {
    ...first,
    taxSummary: [{ taxCodeId: '1', taxCodeName: 'NY8', taxCodeRate: '8', appliedAmount: '720.00' }],
    summary: { taxApplicableToThisPayment: '720.00', currentPaymentDue: '9720.00' },
    ...fields,
  });

test('all problems are named at once', () => {
  const found = reasons({
    mapping: compileMapping([]),
    vendor: { partyId: 'p1', linked: false },
    requisition: { ...plain, invoiceType: 'other', summary: { ...plain.summary, totalRetainage: '1.00' } },
  });
  expect(found.sort()).toEqual(['amountsDiffer', 'unknownType', 'unmappedCostCode', 'vendorUnknown']);
});

test('a vendor without a supplier is named by its Procore id, with the command that links it', () => {
  const result = planRequisition(
    planFacts({ requisition: { ...plain, vendorId: '27481' }, vendor: { partyId: 'p1', linked: false } }),
  );
  expect(result).toMatchObject({
    problems: [
      {
        reason: 'vendorUnknown',
        value: '27481',
        fix: expect.stringContaining('ml-connector vendor link 27481 SUPPLIER_NUMBER') as unknown,
      },
    ],
  });
});

test('an unmapped code names the key that a fix releases', () => {
  const result = planRequisition(planFacts({ requisition: plain, mapping: compileMapping([]) }));
  expect(result).toMatchObject({
    problems: [{ reason: 'unmappedCostCode', value: '26-010.S', causeKey: 'cost-code:789::26-010.S' }],
  });
});

test('voucher and order share the head', () => {
  const { order, voucher } = planned({});
  expect(order).toMatchObject({
    company: '00200',
    supplier: '70123',
    orderType: 'OP',
    branchPlant: '4411',
    glDate: '2026-10-31',
    currency: 'USD',
    foreign: false,
    remark: '4411 SC-001 #1',
    total: '10000.00',
  });
  expect(voucher).toMatchObject({
    documentType: 'PV',
    invoiceNumber: 'ABC-1234',
    invoiceDate: '2026-10-31',
    glDate: '2026-10-31',
    ediUser: 'MLCONN',
  });
  expect(voucher!.payItems).toEqual([{ payItem: '001', amount: '9000.00', payStatus: 'H' }]);
});

describe('retainage as pay items', () => {
  const payItem = { ...settings, retainageMethod: 'payItem', retainageGlClass: 'RETN' } as const;

  test('001 is due now, 002 is kept back', () => {
    const { voucher } = planned({ settings: payItem });
    expect(voucher!.payItems).toEqual([
      { payItem: '001', amount: '9000.00', payStatus: 'H' },
      { payItem: '002', amount: '1000.00', nonTaxable: '1000.00', payStatus: 'R', glClass: 'RETN' },
    ]);
    expect(voucher!.distribution.map((line) => line.amount)).toEqual(['10000.00']);
    expect(voucher!.total).toBe('10000.00');
  });

  test('a pure release posts nothing and tells AP', () => {
    const release = requisition([billed('26-010.S', '1', '10000.00', '1000.00', '0.00', '400.00')], '9000.00');
    const plan = planned({
      requisition: release,
      history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
      settings: payItem,
    });
    expect([plan.order, plan.voucher, plan.totals.released]).toEqual([null, null, '400.00']);
    expect(plan.notes.join()).toContain('400.00 USD is released');
  });

  test('needs its G/L class', () => {
    expect(reasons({ settings: { ...settings, retainageMethod: 'payItem' } })).toEqual(['retainageSetup']);
  });

  test('a pay item below 0 holds', () => {
    const credit = requisition([billed('26-010.S', '1', '-100.00', '0.00', '-10.00')], '0.00', first);
    expect(
      reasons({
        requisition: { ...credit, items: [{ ...credit.items[0]!, scheduledValue: '-100.00' }] },
        settings: { ...payItem, negativeOrderLines: true, creditDocumentType: 'PD' },
      }),
    ).toEqual(['retainageSetup', 'retainageSetup']);
  });
});

describe('tax', () => {
  test('none holds', () => {
    expect(reasons({ requisition: withTax() })).toEqual(['tax']);
  });

  test('jde sends taxable, tax, area and explanation; JDE adds the tax to the distribution', () => {
    const taxCodes = [{ code: 'NY8', area: 'NYC', explanation: 'V' }];
    const { voucher } = planned({ requisition: withTax(), settings: { ...settings, taxMethod: 'jde', taxCodes } });
    expect(voucher!.payItems).toEqual([
      {
        payItem: '001',
        amount: '9720.00',
        taxable: '9000.00',
        tax: '720.00',
        taxArea: 'NYC',
        taxExplanation: 'V',
        payStatus: 'H',
      },
    ]);
    expect(voucher!.distribution.map((line) => line.amount)).toEqual(['10000.00', '-1000.00']);
  });

  test('line posts it to the company’s tax account', () => {
    const companies = { '00200': { retainageAccount: '200.4110', taxAccount: '200.2310' } };
    const { voucher } = planned({ requisition: withTax(), settings: { ...settings, taxMethod: 'line', companies } });
    expect(voucher!.distribution.map((line) => [line.role, accountName(line.account), line.amount])).toContainEqual([
      'tax',
      '200.2310',
      '720.00',
    ]);
    expect(voucher!.total).toBe('9720.00');
  });

  test('several tax codes hold', () => {
    const row = { taxCodeId: '1', taxCodeName: 'NY8', taxCodeRate: null, appliedAmount: '360.00' };
    const requisitionOfTwo = withTax({
      taxSummary: [row, { ...row, taxCodeId: '2', taxCodeName: 'NJ7' }],
      summary: withTax().summary,
    });
    const taxCodes = [{ code: 'NY8', area: 'NYC', explanation: 'V' }];
    expect(reasons({ requisition: requisitionOfTwo, settings: { ...settings, taxMethod: 'jde', taxCodes } })).toEqual([
      'tax',
    ]);
  });

  test('tax with a release holds where retainage is a pay item', () => {
    const both = requisition([billed('26-010.S', '1', '10000.00', '500.00', '1000.00', '200.00')], '0.00', {
      ...first,
      summary: { taxApplicableToThisPayment: '720.00', currentPaymentDue: '8700.00' },
    });
    expect(
      reasons({
        requisition: both,
        settings: { ...settings, taxMethod: 'jde', retainageMethod: 'payItem', retainageGlClass: 'RETN' },
      }),
    ).toEqual(['tax']);
  });
});

describe('credits and zero', () => {
  const credit = requisition(
    [billed('26-010.S', '1', '-100.00', '0.00', '0.00')].map((own) => ({ ...own, scheduledValue: '-100.00' })),
    '0.00',
    first,
  );
  const negative = { ...settings, negativeOrderLines: true };

  test('negative lines hold before anything is sent', () => {
    expect(reasons({ requisition: credit })).toEqual(['negativeNotAllowed', 'creditSetup']);
  });

  test('a credit takes its own document type', () => {
    expect(reasons({ requisition: credit, settings: negative })).toEqual(['creditSetup']);
    expect(planned({ requisition: credit, settings: { ...negative, creditDocumentType: 'PD' } }).voucher).toMatchObject(
      { documentType: 'PD', total: '-100.00' },
    );
  });

  const nothingToPay = requisition([billed('26-010.S', '1', '100.00', '0.00', '100.00')], '0.00', first);

  test('nothing to pay with lines that bill: a hold, or a journal that nets to zero', () => {
    expect(reasons({ requisition: nothingToPay })).toEqual(['zeroPayable']);
    const { voucher, journal, order } = planned({
      requisition: nothingToPay,
      settings: { ...settings, zeroPayable: 'journal' },
    });
    expect(voucher).toBeNull();
    expect(order?.total).toBe('100.00');
    expect(journal?.distribution.map((line) => line.amount)).toEqual(['100.00', '-100.00']);
  });

  test('a requisition that bills nothing posts nothing', () => {
    const plan = planned({
      requisition: requisition([billed('26-010.S', '1', '0.00', '0.00', '0.00')], '0.00', first),
    });
    expect([plan.order, plan.voucher, plan.journal, plan.lines]).toEqual([null, null, null, []]);
  });
});

describe('a rounding difference', () => {
  const cent = requisition(plain.items, '0.00', {
    ...first,
    summary: { totalEarnedLessRetainage: '9000.01', currentPaymentDue: '9000.01' },
  });

  test('is a line of its own', () => {
    const companies = { '00200': { retainageAccount: '200.4110', roundingAccount: '200.8999' } };
    const { voucher } = planned({ requisition: cent, settings: { ...settings, companies } });
    expect(voucher!.distribution.map((line) => [line.role, line.amount])).toEqual([
      ['cost', '10000.00'],
      ['retainageHeld', '-1000.00'],
      ['rounding', '0.01'],
    ]);
    expect(voucher!.total).toBe('9000.01');
  });

  test('holds without a rounding account', () => {
    expect(reasons({ requisition: cent })).toEqual(['amountsDiffer']);
  });
});

describe('company and currency', () => {
  test('a company without settings, or without a retainage account, holds', () => {
    expect(reasons({ settings: { ...settings, companies: {} } })).toEqual(['retainageSetup']);
    expect(reasons({ settings: { ...settings, companies: { '00200': { retainageAccount: '' } } } })).toEqual([
      'retainageSetup',
    ]);
  });

  test('another currency than the company’s is foreign', () => {
    const cad = { iso: 'CAD', baseIso: 'USD', rate: '0.73' };
    const { voucher, notes } = planned({
      requisition: { ...plain, currency: cad },
      commitment: { ...commitment, currency: cad },
    });
    expect([voucher?.currency, voucher?.foreign]).toEqual(['CAD', true]);
    expect(notes.join()).toContain('0.73');
  });

  test('commitment and requisition in two currencies hold', () => {
    const cad = { iso: 'CAD', baseIso: 'USD', rate: '0.73' };
    expect(reasons({ commitment: { ...commitment, currency: cad } })).toEqual(['currency']);
  });

  test('yen have no cents', () => {
    const yen = { ...company, currency: 'JPY' };
    expect(planned({ companies: [yen] }).voucher?.total).toBe('9000');
    const odd = requisition([billed('26-010.S', '1', '10000.50', '0.00', '1000.00')], '0.00', first);
    expect(reasons({ companies: [yen], requisition: odd })).toContain('amountsDiffer');
  });

  test('the retainage line takes the supplier as subledger where set', () => {
    const { voucher } = planned({ settings: { ...settings, retainageSubledger: 'supplier' } });
    expect(voucher!.distribution[1]!.account).toMatchObject({ subledger: '70123', subledgerType: 'A' });
  });

  test('the retainage account is checked like any other', () => {
    const accounts = [erpAccount('4411.1340.26010'), erpAccount('200.4110', { rule: 'inactive', code: 'I' })];
    expect(reasons({ accounts })).toEqual(['accountInactive']);
  });
});

describe('the supplier', () => {
  test('an order hold stops an order', () => {
    expect(reasons({ supplier: { ...supplier, orderHold: 'A1' } })).toEqual(['vendorOnHold']);
  });

  test('a payment hold is noted and posted with H', () => {
    const plan = planned({ supplier: { ...supplier, paymentHold: 'Y' }, settings: { ...settings, payStatus: 'A' } });
    expect(plan.voucher!.payItems[0]!.payStatus).toBe('H');
    expect(plan.notes.join()).toContain('payment hold');
    expect(planned({ settings: { ...settings, payStatus: 'A' } }).voucher!.payItems[0]!.payStatus).toBe('A');
  });

  test('an unlinked vendor is waited for, a lost supplier is not', () => {
    const kinds = (fields: Partial<PlanFacts>) => {
      const result = planRequisition(planFacts({ requisition: plain, ...fields }));
      return 'problems' in result ? result.problems.map((problem) => [problem.kind, problem.causeKey]) : [];
    };
    expect(kinds({ supplier: null, vendor: { partyId: 'p1', linked: false } })).toEqual([['waiting', 'vendor:p1']]);
    expect(kinds({ supplier: null })).toEqual([['person', 'vendor:p1']]);
  });
});

test('an accepted overrun is posted and noted', () => {
  const over = requisition([{ ...plain.items[0]!, scheduledValue: '9999.00' }], '0.00', first);
  expect(reasons({ requisition: over })).toEqual(['overContract']);
  expect(planned({ requisition: over, acceptedOverContract: true }).notes.join()).toContain('Accepted by a person');
});

test('an approved lower number goes first even when everything adds up', () => {
  const openPredecessor = { requisitionId: '58819', number: 1, status: 'approved' };
  const second = requisition(plain.items, '0.00');
  expect(reasons({ requisition: second, history: history('0', {}, { openPredecessor }) })).toEqual([
    'earlierRequisition',
  ]);
});

test('a commitment that already has an order in the ERP gets none', () => {
  expect(reasons({ commitment: { ...commitment, originId: 'JDE-OP-5001' } })).toEqual(['orderElsewhere']);
});

test('units go to the distribution where the account requires them, never to the order', () => {
  const counted = requisition(
    [{ ...plain.items[0]!, workCompletedThisPeriodQuantity: '12.5', uom: 'CY' }],
    '0.00',
    first,
  );
  const accounts = [erpAccount('4411.1340.26010', { rule: 'unitsRequired', code: 'U' }), erpAccount('200.4110')];
  const { voucher, order } = planned({ requisition: counted, accounts });
  expect(voucher!.distribution[0]).toMatchObject({ units: '12.5', unitOfMeasure: 'CY' });
  expect(order!.lines[0]).not.toHaveProperty('units');
});

describe('a whole change order', () => {
  const row = (scheduledValue: string) =>
    item('', {
      id: '900',
      itemType: 'whole_change_order_item',
      lineItemId: null,
      changeOrderPackageId: '77',
      scheduledValue,
      totalCompletedAndStoredToDate: '100.00',
    });
  const of = (scheduledValue: string, ...lines: [string, string][]): Partial<PlanFacts> => ({
    requisition: requisition([row(scheduledValue)], '0.00', first),
    changeOrderLines: {
      '900': lines.map(([codes, amount], index) => changeOrderLine(String(index), codes, amount, index)),
    },
  });

  test.each([
    ['markup', of('1100.00', ['26-010.S', '1000.00']), 'amountsDiffer'],
    ['zero sum', of('0.00', ['26-010.S', '500.00'], ['03-300.S', '-500.00']), 'amountsDiffer'],
    ['no lines', of('1000.00'), 'needsPerson'],
  ])('with %s holds', (_, facts, reason) => {
    expect(reasons(facts)).toContain(reason);
  });

  test('that lost a code which was posted holds', () => {
    const facts = of('1000.00', ['26-010.S', '1000.00']);
    const past = history('0', { 'whole_change_order_item:77/03-300.S': ['50.00', '50.00'] });
    expect(reasons({ ...facts, history: past })).toContain('amountsDiffer');
  });
});

test('what to read from the ERP: the lines’ accounts, the companies’, and their business units', () => {
  const needed = accountsNeeded(planFacts({ requisition: plain }));
  expect(needed.accounts.map(accountName)).toEqual(['4411.1340.26010', '200.4110']);
  expect(needed.businessUnits).toEqual(['4411', '200']);
});

test('jobs in two companies hold once', () => {
  const two = requisition([...plain.items, { ...billed('03-300.M', '2', '50.00', '0.00', '0.00') }], '0.00', first);
  const mapping = compileMapping([
    {
      line: 1,
      project: '*',
      subJob: '*',
      costCode: '*',
      costType: 'S',
      businessUnit: '4411',
      object: '1340',
      subsidiary: '26010',
      subledger: '',
      subledgerType: '',
    },
    {
      line: 2,
      project: '*',
      subJob: '*',
      costCode: '*',
      costType: 'M',
      businessUnit: '5511',
      object: '1340',
      subsidiary: '',
      subledger: '',
      subledgerType: '',
    },
  ]);
  const businessUnits = [businessUnit('4411'), businessUnit('5511', { company: '00300' }), businessUnit('200')];
  const accounts = [
    erpAccount('4411.1340.26010'),
    erpAccount('5511.1340', { company: '00300' }),
    erpAccount('200.4110'),
  ];
  expect(reasons({ requisition: two, mapping, businessUnits, accounts })).toEqual(['twoCompanies']);
});
