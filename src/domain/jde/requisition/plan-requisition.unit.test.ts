import { bookedEntries } from '../bodies/booked-entries';
import { accountsNeeded, planRequisition } from './plan-requisition';
import { cents, text } from '../../money/cents.fixture';
import {
  billed,
  commitment,
  history,
  item,
  changeOrderLine,
  requisition,
} from '../../procore/procore-documents.fixture';
import { businessUnit, company, erpAccount, mappingRows, planFacts, settings, supplier } from './plan.fixture';
import type { PlanFacts } from './plan-facts';
import { compileMapping } from '../../coding/resolve-coding';
import type { Problem } from '../../holds/hold-reason';
import { accountName } from '../account';
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

test('a vendor without a supplier is named by its Procore id, by which it can be linked', () => {
  const result = planRequisition(
    planFacts({ requisition: { ...plain, vendorId: '27481' }, vendor: { partyId: 'p1', linked: false } }),
  );
  expect(result).toMatchObject({
    problems: [
      {
        reason: 'vendorUnknown',
        value: '27481',
        remedies: [{ act: 'byItself' }, { act: 'seeDocument' }, { act: 'linkVendor', vendorId: '27481' }],
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

test('lines with equal accounts are not merged, in the order nor in the voucher', () => {
  const two = requisition(
    [billed('26-010.S', '1', '100.00', '0.00', '0.00'), billed('26-010.S', '2', '200.00', '0.00', '0.00')],
    '0.00',
    first,
  );
  const { order, voucher } = planned({ requisition: two });
  expect(order?.lines.map((line) => [line.key, line.amount])).toEqual([
    ['contract_item:1', '100.00'],
    ['contract_item:2', '200.00'],
  ]);
  expect(voucher?.distribution.map((line) => line.amount)).toEqual(['100.00', '200.00']);
});

test('a code that is mapped to no possible account holds like an unmapped one', () => {
  const [row] = mappingRows;
  const mapping = compileMapping([{ ...row!, target: { ...row!.target, subsidiary: '{costCode}-S' } }]);
  const long = requisition([billed('26-010-99.S', '1', '100.00', '0.00', '0.00')], '0.00', first);
  const result = planRequisition(planFacts({ requisition: long, mapping }));
  expect(result).toMatchObject({
    problems: [{ reason: 'unmappedCostCode', message: expect.stringContaining('no possible account') }],
  });
});

describe('an item without segments', () => {
  const bare = {
    ...billed('', '2', '100.00', '0.00', '0.00'),
    wbsCode: { id: '44', flatCode: '26-010.S', description: null },
  };
  const of = (...lines: [string, string][]): Partial<PlanFacts> => ({
    requisition: requisition([bare], '0.00', first),
    commitment: {
      ...commitment,
      lineItems: lines.map(([id, codes]) => changeOrderLine(id, codes, '100.00', Number(id))),
    },
  });

  test('takes the codes of its own line of the commitment', () => {
    const { lines } = planned(of(['1', '26-010.S'], ['2', '05-120.M']));
    expect(lines.map((line) => accountName(line.account))).toEqual(['4411.1320.05120']);
  });

  test('never takes them from flat_code, whose order and delimiter are the project’s choice', () => {
    expect(reasons(of())).toEqual(['needsPerson']);
    expect(reasons(of(['1', '26-010.S']))).toEqual(['needsPerson']);
  });

  test('is held with the item and how its code is given: that is not "no code"', () => {
    const { problems } = planRequisition(planFacts(of())) as { problems: Problem[] };
    expect(problems).toMatchObject([
      { field: 'items.wbs_code', value: '52', message: expect.stringContaining('wbs_code 44 (26-010.S)') },
    ]);
    const none = requisition([{ ...bare, wbsCode: null }], '0.00', first);
    expect(reasons({ ...of(), requisition: none })).toEqual(['unmappedCostCode']);
  });

  test('never takes the codes of a line that names another code', () => {
    const other = {
      ...changeOrderLine('2', '05-120.M', '100.00', 2),
      wbsCode: { id: '45', flatCode: null, description: null },
    };
    expect(reasons({ ...of(), commitment: { ...commitment, lineItems: [other] } })).toEqual(['needsPerson']);
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

  test('002 is what is newly kept back; what is released besides is left to AP', () => {
    const both = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00', '400.00')], '9000.00', {
      invoiceType: 'progress_and_retainage_release',
    });
    const { voucher, totals, notes } = planned({
      requisition: both,
      history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
      settings: payItem,
    });
    expect(totals).toMatchObject({ payable: '9400.00', retained: '1000.00', released: '400.00' });
    expect(voucher!.payItems.map((own) => [own.payItem, own.amount])).toEqual([
      ['001', '9000.00'],
      ['002', '1000.00'],
    ]);
    expect(voucher!.distribution.map((line) => line.amount)).toEqual(['10000.00']);
    expect(notes.join()).toContain('400.00 USD is released');
  });

  test('with tax of JDE, 001 carries all of it and 002 none', () => {
    const taxCodes = [{ code: 'NY8', area: 'NYC', explanation: 'V' }];
    const { voucher } = planned({ requisition: withTax(), settings: { ...payItem, taxMethod: 'jde', taxCodes } });
    expect(voucher!.payItems).toMatchObject([
      { payItem: '001', amount: '9720.00', taxable: '9000.00', tax: '720.00' },
      { payItem: '002', amount: '1000.00', nonTaxable: '1000.00' },
    ]);
    expect(voucher!.payItems[1]).not.toHaveProperty('tax');
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

  test('a release of less than nothing holds, alone and beside work', () => {
    const booked = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
    const released = (total: string) => ({
      settings: payItem,
      history: booked,
      requisition: requisition([billed('26-010.S', '1', total, '1000.00', '0.00', '-100.00')], '9000.00'),
    });
    expect(reasons(released('10000.00'))).toEqual(['retainageSetup']);
    expect(reasons(released('12000.00'))).toEqual(['retainageSetup']);
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
  test.each([
    ['nothing more is set', {}, []],
    ['the company has a tax account', { taxAccount: '200.2310' }, []],
    ['the tax code has all', {}, [{ code: 'NY8', area: 'NYC', explanation: 'V', account: '200.2310' }]],
  ])('none holds, also where %s', (_, account, taxCodes) => {
    const companies = { '00200': { retainageAccount: '200.4110', ...account } };
    expect(reasons({ requisition: withTax(), settings: { ...settings, companies, taxCodes } })).toEqual(['tax']);
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

  test.each(['jde', 'line'] as const)('what is set for another tax code serves none (%s)', (taxMethod) => {
    const taxCodes = [{ code: 'NJ7', area: 'NJ', explanation: 'V', account: '200.2310' }];
    expect(reasons({ requisition: withTax(), settings: { ...settings, taxMethod, taxCodes } })).toEqual(['tax']);
  });

  test('an account of the tax code goes before the company’s', () => {
    const companies = { '00200': { retainageAccount: '200.4110', taxAccount: '200.8999' } };
    const taxCodes = [{ code: 'NY8', account: '200.2310' }];
    const { voucher } = planned({
      requisition: withTax(),
      settings: { ...settings, taxMethod: 'line', companies, taxCodes },
    });
    const [line] = voucher!.distribution.filter((own) => own.role === 'tax');
    expect(accountName(line!.account)).toBe('200.2310');
  });

  test('a tax code without an amount is no second one', () => {
    const [row] = withTax().taxSummary;
    const taxSummary = [row!, { ...row!, taxCodeId: '2', taxCodeName: 'NJ7', appliedAmount: '0.00' }];
    const taxCodes = [{ code: 'NY8', area: 'NYC', explanation: 'V' }];
    expect(
      reasons({
        requisition: withTax({ taxSummary, summary: withTax().summary }),
        settings: { ...settings, taxMethod: 'jde', taxCodes },
      }),
    ).toEqual([]);
  });

  test('tax with a release is posted where retainage is a line', () => {
    const both = requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00', '200.00')], '9000.00', {
      taxSummary: withTax().taxSummary,
      summary: { taxApplicableToThisPayment: '720.00', currentPaymentDue: '9920.00' },
    });
    const { voucher } = planned({
      requisition: both,
      history: history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] }),
      settings: { ...settings, taxMethod: 'jde', taxCodes: [{ code: 'NY8', area: 'NYC', explanation: 'V' }] },
    });
    expect(voucher!.payItems).toMatchObject([{ amount: '9920.00', taxable: '9200.00', tax: '720.00' }]);
    expect(voucher!.distribution.map((line) => line.amount)).toEqual(['10000.00', '-1000.00', '200.00']);
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

describe('a problem with the tax hides no other', () => {
  test('accounts and pay items that are missing are told with it', () => {
    expect(reasons({ requisition: withTax(), settings: { ...settings, retainageMethod: 'payItem' } })).toEqual([
      'tax',
      'retainageSetup',
    ]);
    expect(reasons({ requisition: withTax(), accounts: [erpAccount('4411.1340.26010')] })).toEqual([
      'tax',
      'accountMissing',
    ]);
  });

  test('a credit without a document type is told with it, an amount that only the tax makes one is not', () => {
    const lines = [billed('26-010.S', '1', '-100.00', '0.00', '0.00')].map((own) => ({
      ...own,
      scheduledValue: '-100.00',
    }));
    const withCredit = requisition(lines, '0.00', {
      ...first,
      summary: { taxApplicableToThisPayment: '-8.00', currentPaymentDue: '-108.00' },
    });
    expect(reasons({ requisition: withCredit, settings: { ...settings, negativeOrderLines: true } })).toEqual([
      'tax',
      'creditSetup',
    ]);
    const retained = requisition([billed('26-010.S', '1', '1000.00', '0.00', '1000.00')], '0.00', {
      ...first,
      summary: { taxApplicableToThisPayment: '80.00', currentPaymentDue: '80.00' },
    });
    expect(reasons({ requisition: retained })).toEqual(['tax']);
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

  test('what makes a credit is the payable, not what the lines bill', () => {
    const past = history('90000.00', { 'contract_item:1': ['100000.00', '10000.00'] });
    const both = { ...negative, creditDocumentType: 'PD' };
    const keptBack = requisition([billed('26-010.S', '1', '100000.00', '10000.00', '100.00')], '90000.00');
    expect(planned({ requisition: keptBack, history: past, settings: both }).voucher).toMatchObject({
      documentType: 'PD',
      total: '-100.00',
    });
    const releasedMore = requisition([billed('26-010.S', '1', '99000.00', '10000.00', '0.00', '3000.00')], '90000.00');
    expect(planned({ requisition: releasedMore, history: past, settings: both }).voucher).toMatchObject({
      documentType: 'PV',
      total: '2000.00',
    });
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
    expect(journal).toMatchObject({ documentType: 'JE', glDate: '2026-10-31' });
  });

  test('nothing to pay because of a tax that JDE adds: a hold under either policy, for a journal carries no tax', () => {
    const taxed = requisition([billed('26-010.S', '1', '100.00', '0.00', '108.00')], '0.00', {
      ...first,
      taxSummary: [{ taxCodeId: '1', taxCodeName: 'NY8', taxCodeRate: '8.0', appliedAmount: '8.00' }],
      summary: { taxApplicableToThisPayment: '8.00', currentPaymentDue: '0.00' },
    });
    const taxCodes = [{ code: 'NY8', area: 'NYC', explanation: 'V' }];
    for (const zeroPayable of ['hold', 'journal'] as const) {
      const given = { ...settings, zeroPayable, taxMethod: 'jde' as const, taxCodes };
      expect(reasons({ requisition: taxed, settings: given })).toEqual(['zeroPayable']);
    }
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

  test('counts as certified for later numbers, and for no item', () => {
    const companies = { '00200': { retainageAccount: '200.4110', roundingAccount: '200.8999' } };
    const { voucher } = planned({ requisition: cent, settings: { ...settings, companies } });
    const entries = bookedEntries({ ...voucher!, items: [] });
    expect(entries.map(({ item, amount, gross }) => [item, amount, gross])).toEqual([
      ['', '-1000.00', '0'],
      ['', '0.01', '0.01'],
    ]);
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

  test('the company’s own currency is not foreign because Procore names it', () => {
    const usd = { iso: 'USD', baseIso: 'USD', rate: '1.0' };
    const { order, voucher } = planned({
      requisition: { ...plain, currency: usd },
      commitment: { ...commitment, currency: usd },
    });
    expect([order?.foreign, voucher?.foreign, voucher?.currency]).toEqual([false, false, 'USD']);
  });

  test('a commitment without a currency is in the company’s', () => {
    const cad = { iso: 'CAD', baseIso: 'USD', rate: '0.73' };
    expect(reasons({ requisition: { ...plain, currency: cad } })).toEqual(['currency']);
  });

  test('commitment and requisition in two currencies hold', () => {
    const cad = { iso: 'CAD', baseIso: 'USD', rate: '0.73' };
    expect(reasons({ commitment: { ...commitment, currency: cad } })).toEqual(['currency']);
  });

  test('yen have no cents', () => {
    const yen = { ...company, currency: 'JPY' };
    expect(planned({ companies: [yen] }).voucher?.total).toBe('9000');
    const odd = requisition([billed('26-010.S', '1', '10000.50', '0.00', '1000.00')], '0.00', first);
    expect(planned({ companies: [yen], requisition: odd }).order?.total).toBe('10001');
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

  test.each(['1', 'Y', 'Z'])(
    'under the payment hold %p JDE takes no voucher: it waits for the vendor',
    (paymentHold) => {
      const result = planRequisition(planFacts({ requisition: plain, supplier: { ...supplier, paymentHold } }));
      expect('problems' in result ? result.problems : []).toMatchObject([
        { reason: 'vendorOnHold', kind: 'waiting', field: 'HDPY', value: paymentHold, causeKey: 'vendor:p1' },
      ]);
      const ordersOnly = planFacts({
        requisition: plain,
        supplier: { ...supplier, paymentHold },
        settings: { ...settings, apPosting: false },
      });
      expect(planRequisition(ordersOnly)).toHaveProperty('plan');
    },
  );

  test('a hold of payments alone is noted and posted with H', () => {
    const plan = planned({ supplier: { ...supplier, paymentHold: '2' }, settings: { ...settings, payStatus: 'A' } });
    expect(plan.voucher!.payItems[0]!.payStatus).toBe('H');
    expect(plan.notes.join()).toContain('payment hold');
    expect(planned({ settings: { ...settings, payStatus: 'A' } }).voucher!.payItems[0]!.payStatus).toBe('A');
  });

  const expired = {
    insurances: [{ type: 'Auto', status: null, effectiveDate: null, expirationDate: '2026-11-04', isExempt: false }],
  };
  const counts = { ...settings, payStatus: 'A', compliance: ['expiredInsurance', 'missingTaxId'] } as const;

  test('a vendor that is not in order is posted to, held from payment, and the plan says why', () => {
    const plan = planned({ insurances: expired, settings: counts });
    expect(plan.voucher!.payItems[0]!.payStatus).toBe('H');
    expect(plan.notes.join()).toContain('Auto expired on 2026-11-04; the voucher is posted with pay status H.');
    expect(plan.notes.join()).not.toContain(requisition([], '0.00').vendorName ?? 'no name');
    const noTaxId = planned({
      insurances: { insurances: [] },
      supplier: { ...supplier, taxDigest: '' },
      settings: counts,
    });
    expect(noTaxId.voucher!.payItems[0]!.payStatus).toBe('H');
    const inOrder = { insurances: { insurances: [] }, supplier: { ...supplier, taxDigest: 'D' }, settings: counts };
    expect(planned(inOrder).voucher!.payItems[0]!.payStatus).toBe('A');
    expect(planned({ insurances: expired, settings: { ...counts, compliance: [] } }).notes).toEqual(planned({}).notes);
  });

  test('only what the connection names holds the requisition, until the insurance or the supplier changes', () => {
    const held = { ...counts, complianceHolds: ['expiredInsurance', 'missingTaxId'] } as const;
    const result = planRequisition(
      planFacts({ requisition: plain, insurances: expired, supplier: { ...supplier, taxDigest: '' }, settings: held }),
    );
    expect('problems' in result ? result.problems : []).toMatchObject([
      {
        reason: 'vendorOnHold',
        field: 'expiredInsurance',
        causeKey: `insurances:${plain.vendorId ?? commitment.vendorId}`,
      },
      { reason: 'vendorOnHold', field: 'missingTaxId', causeKey: 'vendor:p1' },
    ]);
    const ordersOnly = planFacts({ requisition: plain, insurances: expired, settings: { ...held, apPosting: false } });
    expect(planRequisition(ordersOnly)).toHaveProperty('plan');
  });

  test('for some days after the bank details of a supplier changed it is posted to and held from payment, whatever is set', () => {
    const approved = { ...settings, payStatus: 'A' } as const;
    const of = (bankAccounts: PlanFacts['bankAccounts'], bankWatchDays = 30) =>
      planned({ ...(bankAccounts === undefined ? {} : { bankAccounts }), settings: { ...approved, bankWatchDays } });
    const payStatus = (...given: Parameters<typeof of>) => of(...given).voucher!.payItems[0]!.payStatus;
    // Today is 2026-11-05.
    expect(payStatus({ changedOn: '2026-10-06' })).toBe('H');
    expect(payStatus({ changedOn: '2026-11-06' })).toBe('H');
    expect(payStatus({ changedOn: '2026-10-05' })).toBe('A');
    expect(payStatus({ changedOn: null })).toBe('A');
    expect(payStatus(undefined)).toBe('A');
    expect(payStatus({ changedOn: '2026-11-04' }, 0)).toBe('A');
    expect(of({ changedOn: '2026-10-06' }).notes.join()).toContain(
      'Supplier 70123: its bank details were entered or changed in JDE on 2026-10-06, within the last 30 days',
    );
    // Who cannot see it is not told that nothing changed.
    expect(payStatus({ unknown: 'jde read F0030: no authority' })).toBe('H');
    expect(of({ unknown: 'jde read F0030: no authority' }).notes.join()).toContain(
      'cannot be seen in JDE (jde read F0030',
    );
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

test('who accepts an overrun accepts nothing else', () => {
  const over = requisition([{ ...plain.items[0]!, scheduledValue: '9999.00' }], '0.00', {
    ...first,
    summary: { currentPaymentDue: '9010.00' },
  });
  expect(reasons({ requisition: over, accepted: ['overContract'] })).toEqual(['amountsDiffer']);
});

test('an accepted overrun is posted and noted', () => {
  const over = requisition([{ ...plain.items[0]!, scheduledValue: '9999.00' }], '0.00', first);
  expect(reasons({ requisition: over })).toEqual(['overContract']);
  expect(planned({ requisition: over, accepted: ['overContract'] }).notes.join()).toContain('Accepted by a person');
});

test.each([
  ['approved', ['earlierRequisition']],
  ['approved_as_noted', ['earlierRequisition']],
  ['under_review', []],
])('everything adds up: a lower number that is %s gives %p', (status, expected) => {
  const openPredecessor = { requisitionId: '58819', number: 1, status };
  const second = requisition(plain.items, '0.00');
  expect(reasons({ requisition: second, history: history('0', {}, { openPredecessor }) })).toEqual(expected);
});

test('a commitment that already has an order in the ERP gets none', () => {
  expect(reasons({ commitment: { ...commitment, originId: 'JDE-OP-5001' } })).toEqual(['orderElsewhere']);
});

test('units go to the distribution where the account requires them, never to the order', () => {
  const counted = requisition(
    [{ ...plain.items[0]!, workCompletedThisPeriodQuantity: '12.5', uom: 'Cubic Yards' }],
    '0.00',
    first,
  );
  const accounts = [erpAccount('4411.1340.26010', { rule: 'unitsRequired', code: 'U' }), erpAccount('200.4110')];
  const units = { 'Cubic Yards': 'CY' };
  const { voucher, order } = planned({ requisition: counted, accounts, settings: { ...settings, units } });
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
    [
      'a line whose code nothing settles',
      {
        ...of('1000.00'),
        changeOrderLines: {
          '900': [
            {
              ...changeOrderLine('1', '', '1000.00', 1),
              segmentItems: [],
              wbsCode: { id: '44', flatCode: 'S.26-010', description: null },
            },
          ],
        },
      },
      'needsPerson',
    ],
  ])('with %s holds', (_, facts, reason) => {
    expect(reasons(facts)).toContain(reason);
  });

  test('each code is billed to date less what it was posted, so that no cent stays behind', () => {
    const lines: [string, string][] = [
      ['26-010.S', '100.00'],
      ['03-300.S', '100.00'],
      ['05-120.M', '100.00'],
    ];
    const facts = of('300.00', ...lines);
    const totals = (total: string, before: string, held: string) =>
      requisition(
        [
          {
            ...row('300.00'),
            totalCompletedAndStoredToDate: total,
            workCompletedRetainageFromPreviousApplication: before,
            workCompletedRetainageRetainedThisPeriod: held,
          },
        ],
        text(cents(total) - 10000n - cents(before)),
      );
    const key = (code: string): string => `whole_change_order_item:77/${code}`;
    const once = history('90.00', {
      [key('26-010.S')]: ['33.33', '3.33'],
      [key('03-300.S')]: ['33.33', '3.33'],
      [key('05-120.M')]: ['33.34', '3.34'],
    });
    const second = planned({ ...facts, requisition: totals('200.00', '10.00', '10.00'), history: once });
    expect(second.lines.map((line) => [line.gross, line.netRetainage])).toEqual([
      ['33.34', '3.34'],
      ['33.34', '3.34'],
      ['33.32', '3.32'],
    ]);
    const twice = history('180.00', {
      [key('26-010.S')]: ['66.67', '6.67'],
      [key('03-300.S')]: ['66.67', '6.67'],
      [key('05-120.M')]: ['66.66', '6.66'],
    });
    const third = planned({ ...facts, requisition: totals('300.00', '20.00', '10.00'), history: twice });
    expect(third.lines.map((line) => [line.gross, line.netRetainage])).toEqual([
      ['33.33', '3.33'],
      ['33.33', '3.33'],
      ['33.34', '3.34'],
    ]);
  });

  test('with a deductive code holds where negative order lines are not allowed', () => {
    const facts = of('100.00', ['26-010.S', '150.00'], ['03-300.S', '-50.00']);
    expect(reasons(facts)).toEqual(['negativeNotAllowed']);
    expect(planned({ ...facts, settings: { ...settings, negativeOrderLines: true } }).order?.lines).toMatchObject([
      { amount: '150.00' },
      { amount: '-50.00' },
    ]);
  });

  test('whose lines share a code in two sub jobs books each to its own', () => {
    const inSubJob = (id: string, subJob: string, amount: string) => {
      const line = changeOrderLine(id, '26-010.S', amount, Number(id));
      const part = { type: 'sub_job', code: subJob, pathCode: subJob, name: null };
      return { ...line, segmentItems: [part, ...line.segmentItems] };
    };
    const facts = of('100.00');
    const { lines } = planned({
      ...facts,
      changeOrderLines: { '900': [inSubJob('1', '01', '60.00'), inSubJob('2', '02', '40.00')] },
    });
    expect(lines.map((line) => [line.itemKey, line.gross])).toEqual([
      ['whole_change_order_item:77/01:26-010.S', '60.00'],
      ['whole_change_order_item:77/02:26-010.S', '40.00'],
    ]);
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
      target: { businessUnit: '4411', object: '1340', subsidiary: '26010' },
    },
    {
      line: 2,
      project: '*',
      subJob: '*',
      costCode: '*',
      costType: 'M',
      target: { businessUnit: '5511', object: '1340' },
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
