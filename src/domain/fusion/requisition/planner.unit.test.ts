import { compileMapping } from '../../coding/resolve-coding';
import { billed, commitment as contract, item, requisition } from '../../procore/procore-documents.fixture';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { KnownAtSending } from '../../posting/posting-kind';
import type { InvoiceBody } from '../bodies/invoice-body';
import { invoice } from '../kinds/invoice';
import { strangers } from './check-billing';
import { fusionRequisitionPlanner } from './planner';
import {
  type Situation,
  caseA,
  inputOf,
  invoiceOf,
  order,
  orderLine,
  ordered,
  planned,
  problemsOf,
  retainagePayable,
  supplier,
  told,
} from './planner.fixture';

const schedule = orderLine('1').schedules[0]!;

test('nothing is planned of what is withdrawn, and master data is asked for before anything else', () => {
  const input = inputOf(caseA);
  expect(fusionRequisitionPlanner({ ...input, wanted: null })).toEqual({ problems: [], choices: [] });
  const asked = fusionRequisitionPlanner({ ...input, facts: { get: () => undefined } });
  expect('need' in asked ? asked.need.map(({ kind }) => kind) : []).toEqual([
    'supplier',
    'order',
    'orderBilling',
    'periods',
    'periods',
    'combination',
    'combination',
  ]);
});

describe('the order of the commitment', () => {
  test.each([
    ['is not there', { wanted: { ordered: new PostedEffects([]) } }, ['orderNotOpen', 'waiting', 'POHeaderId']],
    ['waits for its approval', { wanted: { ordered: inApproval() } }, ['orderNotOpen', 'waiting', 'POHeaderId']],
    [
      'is to be chosen, from before go-live',
      { wanted: { ordered: new PostedEffects([]), atGoLive: { choice: 'undecided' } } },
      ['openingBalance', 'person', 'commitment'],
    ],
    ['cannot be seen', { order: null }, ['orderElsewhere', 'person', 'POHeaderId']],
    ['waits for approval', { order: order({ status: 'PENDING APPROVAL' }) }, ['orderNotOpen', 'waiting', 'StatusCode']],
    ['is closed', { order: order({ status: 'CLOSED FOR INVOICING' }) }, ['orderNotOpen', 'person', 'StatusCode']],
    ['is closed for good', { order: order({ status: 'FINALLY CLOSED' }) }, ['orderNotOpen', 'person', 'StatusCode']],
    [
      'has a change that is pending',
      { order: order({ pendingChange: '' }) },
      ['changePending', 'waiting', 'ChangeOrderStatusCode'],
    ],
    ['is of another supplier', { order: order({ supplierId: '1' }) }, ['vendorConflict', 'person', 'SupplierId']],
    [
      'is in another currency',
      {
        order: order({ currency: 'CAD' }),
        requisition: requisition([billed('26-010.S', '1', '20000.00', '1000.00', '1000.00')], '9000.00', {
          currency: { iso: 'USD', baseIso: null, rate: null },
        }),
      },
      ['currency', 'person', 'CurrencyCode'],
    ],
    [
      'withholds otherwise than when it was made',
      { order: order({ hasTerms: true }), wanted: { ordered: ordered(undefined, { withoutTerms: 'yes' }) } },
      ['retainageSetup', 'person', 'RetainageFlag'],
    ],
    [
      'has its line closed',
      { order: order({ lines: [orderLine('1', { status: 'CLOSED' })] }) },
      ['orderNotOpen', 'person', 'StatusCode'],
    ],
    ['has no such line', { order: order({ lines: [orderLine('2')] }) }, ['orderNotOpen', 'person', 'POLineId']],
    [
      'is matched to receipts',
      { order: order({ lines: [orderLine('1', { schedules: [{ ...schedule, matchOption: 'R' }] })] }) },
      ['orderElsewhere', 'person', 'MatchApprovalLevelCode'],
    ],
    [
      'is matched three ways',
      { order: order({ lines: [orderLine('1', { schedules: [{ ...schedule, matchLevel: '3-Way' }] })] }) },
      ['orderElsewhere', 'person', 'MatchApprovalLevelCode'],
    ],
    [
      'accrues at receipt',
      { order: order({ lines: [orderLine('1', { schedules: [{ ...schedule, accruesAtReceipt: true }] })] }) },
      ['orderElsewhere', 'person', 'MatchApprovalLevelCode'],
    ],
    [
      'has two schedules on the line',
      { order: order({ lines: [orderLine('1', { schedules: [schedule, { ...schedule, number: '2' }] })] }) },
      ['orderElsewhere', 'person', 'schedules'],
    ],
    [
      'has an account that cannot be read',
      { order: order({ lines: [orderLine('1', { schedules: [{ ...schedule, accounts: [] }] })] }) },
      ['orderElsewhere', 'person', 'POChargeAccount'],
    ],
  ] as const)('%s: it is held', (_name, given, problem) => {
    expect(told(given as Partial<Situation>)).toContainEqual(problem);
  });

  test.each([
    ['CLOSED', ['inErp', 'chooseOrder']],
    ['CLOSED FOR INVOICING', ['inErp', 'chooseOrder']],
    ['FINALLY CLOSED', ['byHand']],
    ['CANCELED', ['byHand']],
    ['REJECTED', ['inErp']],
    ['ON HOLD', ['byItself']],
  ])('is %s: what ends that is told, and from here where a person may choose it', (status, acts) => {
    const [problem] = problemsOf({ ...caseA, order: order({ status }) });
    expect(problem).toMatchObject({ reason: 'orderNotOpen', value: status });
    expect(problem?.remedies.map(({ act }) => act)).toEqual(acts);
  });

  test('has its line closed: the order may be opened again from here', () => {
    const [problem] = problemsOf({ ...caseA, order: order({ lines: [orderLine('1', { status: 'CLOSED' })] }) });
    expect(problem?.remedies[1]).toMatchObject({ act: 'chooseOrder', commitmentId: contract.id });
  });

  test('of a supplier that Fusion merged into another is told as such, and the vendor is linked with that', () => {
    const merged = { ...supplier, inactiveDate: '2026-10-01' };
    const found = problemsOf({ ...caseA, supplier: merged, order: order({ supplierId: '300000047499999' }) });
    const conflict = found.find(({ reason }) => reason === 'vendorConflict');
    expect(conflict?.message).toContain('inactive since 2026-10-01, as after a merge');
    expect(conflict?.remedies[0]).toMatchObject({ act: 'linkVendor' });
    const site = found.find(({ reason }) => reason === 'vendorOnHold');
    expect(site?.remedies.map(({ act }) => act)).toEqual(['inErp', 'linkVendor']);
  });

  test('is the one whose id Procore was given with it, its lines by their ids, where it was born in Fusion', () => {
    const lines = [
      { id: '1', originId: '300100574829562' },
      { id: '2', originId: null },
    ].map((own) => ({ ...orderLineOf(), ...own }));
    const born = { ...contract, originId: '300100574829561', lineItems: lines };
    const given: Partial<Situation> = {
      wanted: { commitment: born, ordered: new PostedEffects([]) },
      order: order({ lines: [orderLine('7', { lineId: '300100574829562' })] }),
    };
    expect(invoiceOf({ ...caseA, ...given }).lines[0]).toMatchObject({ orderLine: '7', order: '162873' });
  });

  test('gives the account: a mapping that is another one by now is noted, a code that changed in Procore is held', () => {
    const mapping = compileMapping([
      {
        line: 2,
        project: '*',
        subJob: '*',
        costCode: '*',
        costType: '*',
        target: { entity: '101', department: '20', account: '60530', subAccount: '000' },
      },
    ]);
    expect(planned({ ...caseA, wanted: { mapping } }).notes.join()).toContain(
      'order line 1 was made on 101.10.60530.000 and stays there',
    );
    const recoded = {
      ...contract,
      lineItems: [{ ...orderLineOf(), id: '1', segmentItems: item('99-999.S', {}).segmentItems }],
    };
    expect(told({ wanted: { mapping, commitment: recoded } })).toContainEqual([
      'changedAfterPosting',
      'person',
      'wbs_code',
    ]);
  });
});

function orderLineOf() {
  return {
    ...{
      position: 1,
      description: null,
      amount: '1.00',
      quantity: null,
      unitCost: null,
      uom: null,
      extendedType: null,
    },
    ...{ extendedAmount: null, totalAmount: null, taxCodeId: null, costCode: null, lineItemType: null, wbsCode: null },
    ...{
      segmentItems: [],
      holderId: null,
      holderType: null,
      commitmentLineItemId: null,
      originId: null as string | null,
      id: '1',
    },
  };
}

describe('what is billed on an order line', () => {
  const invoiceOn = (key: string, amount: string, invoiceId = '7') => ({
    invoiceId,
    number: 'P-1',
    date: '2026-10-15',
    key,
    lines: [{ orderLine: '1', schedule: '1', amount, quantity: null }],
  });

  test('counts whoever billed it: ours of other requisitions, others once a person said so; this one never twice', () => {
    const small = order({ lines: [orderLine('1', { ordered: '15000' })] });
    expect(told({ order: small, billing: { invoices: [invoiceOn('PCBBBBBBBBBBBBBBBBBB', '5000.00')] } })).toEqual([]);
    expect(told({ order: small, billing: { invoices: [invoiceOn('PCBBBBBBBBBBBBBBBBBB', '5000.01')] } })).toEqual([
      ['amountsDiffer', 'person', 'LineAmount'],
    ]);
    const other = { otherWork: ['7'] };
    expect(told({ order: small, billing: { invoices: [invoiceOn('', '5000.01')] }, wanted: other })).toEqual([
      ['amountsDiffer', 'person', 'LineAmount'],
    ]);
    const posting = { ...ordered().all[0]!.posting!, key: 'PCBBBBBBBBBBBBBBBBBB' };
    const effects = new PostedEffects([{ documentId: 'r', step: 'voucher', entries: [], posting }]);
    expect(
      told({
        order: small,
        billing: { invoices: [invoiceOn('PCBBBBBBBBBBBBBBBBBB', '10000.00')] },
        input: { effects },
      }),
    ).toEqual([]);
  });

  test('by somebody else is asked about right before sending, with number, date and lines, until a person says what it is', () => {
    const billing = { invoices: [invoiceOn('', '400000.00')] };
    expect(strangers(billing, [], '77')).toMatchObject([
      {
        reason: 'orderElsewhere',
        value: 'P-1',
        facts: { invoiceId: '7', date: '2026-10-15', lines: 'line 1 with 400000.00' },
      },
    ]);
    // It may be the same bill: whether that is too much is not said before.
    expect(invoiceOf({ ...caseA, billing }).order).toMatchObject({ seen: [] });
    const said = { wanted: { otherWork: ['7'] } };
    expect(strangers(billing, ['7'], '77')).toEqual([]);
    expect(problemsOf({ ...caseA, billing, ...said })).toMatchObject([{ reason: 'amountsDiffer' }]);
  });

  test('from here is no news, whatever it says of itself', () => {
    const billing = { invoices: [invoiceOn('', '100.00')] };
    const posting = { ...ordered().all[0]!.posting!, reference: { invoiceId: '7', invoiceNumber: 'AP-77' } };
    const others = new PostedEffects([{ documentId: 'other', step: 'voucher', entries: [], posting }]);
    expect(invoiceOf({ ...caseA, billing, wanted: { billedByOthers: others } }).order).toMatchObject({ seen: ['7'] });
  });

  test('bounds a credit', () => {
    const back: Partial<Situation> = {
      requisition: requisition([billed('26-010.S', '1', '8000.00', '1000.00', '0.00', '200.00')], '9000.00'),
    };
    expect(told(back)).toEqual([['amountsDiffer', 'person', 'LineAmount']]);
    const credit = invoiceOf({
      ...caseA,
      ...back,
      billing: { invoices: [invoiceOn('PCBBBBBBBBBBBBBBBBBB', '10000.00')] },
    });
    expect(credit).toMatchObject({
      type: 'Credit memo',
      amount: '-1800.00',
      lines: [{ amount: '-2000.00' }, { account: retainagePayable, amount: '200.00' }],
    });
  });
});

describe('a line that is priced by quantity', () => {
  const priced = order({ lines: [orderLine('1', { quantity: '500', price: '160', ordered: '80000' })] });

  test("says quantity and price; Procore's quantity counts where it comes to the amount", () => {
    const lineOfInvoice = (quantity: string | null) => {
      const own = billed('26-010.S', '1', '20000.00', '1000.00', '1000.00');
      return invoiceOf({
        ...caseA,
        order: priced,
        requisition: requisition([{ ...own, workCompletedThisPeriodQuantity: quantity }], '9000.00'),
      }).lines[0];
    };
    expect(lineOfInvoice(null)).toMatchObject({ quantity: { quantity: '62.5', unitPrice: '160' } });
    expect(lineOfInvoice('62.50001')).toMatchObject({ quantity: { quantity: '62.50001' } });
    expect(lineOfInvoice('60')).toMatchObject({ quantity: { quantity: '62.5' } });
  });

  test('takes what is left of the quantity with what is left of the amount, and is held where nothing comes to it', () => {
    const third = orderLine('1', { quantity: '333333.33', price: '0.03', ordered: '10000' });
    const all = order({ lines: [third] });
    expect(invoiceOf({ ...caseA, order: all }).lines[0]).toMatchObject({
      amount: '10000.00',
      quantity: { quantity: '333333.33' },
    });
    const odd = order({ lines: [orderLine('1', { quantity: '1', price: '90000000', ordered: '90000000' })] });
    expect(told({ order: odd })).toContainEqual(['amountsDiffer', 'person', 'Quantity']);
  });
});

/** What stands of the commitment while its approver has it. */
function inApproval(): PostedEffects {
  const all = ordered().all.map((effect) => ({
    ...effect,
    posting: effect.posting === null ? null : { ...effect.posting, stage: 'delivered' as const },
  }));
  return new PostedEffects(all);
}

describe('a vendor that is not in order', () => {
  const over = { type: 'Auto', status: null, effectiveDate: null, expirationDate: '2026-11-04', isExempt: false };
  const wanted = { insurances: { insurances: [over] } };
  const counts = { compliance: ['expiredInsurance'], holdNames: { payment: 'Payment review' } } as const;

  test('is invoiced, held from payment, and the hold and the plan say why', () => {
    const given = { ...caseA, wanted, settings: counts };
    const why = /^Vendor \d+: Auto expired on 2026-11-04; the invoice is held from payment.$/;
    expect(invoiceOf(given)).toMatchObject({
      paymentHold: 'Payment review',
      paymentHeldFor: expect.stringMatching(why),
    });
    expect(planned(given).notes).toContainEqual(expect.stringMatching(why));
    const renewed = { insurances: { insurances: [{ ...over, expirationDate: '2026-11-05' }] } };
    expect(invoiceOf({ ...given, wanted: renewed })).toMatchObject({ paymentHold: null });
    expect(invoiceOf({ ...given, settings: { ...counts, compliance: [] } })).toMatchObject({ paymentHold: null });
  });

  test('is held where the connection says so, and not where no invoices are posted from here', () => {
    const held = { ...counts, complianceHolds: ['expiredInsurance'] } as const;
    expect(problemsOf({ ...caseA, wanted, settings: held })).toMatchObject([
      { reason: 'vendorOnHold', kind: 'person', field: 'expiredInsurance' },
    ]);
    expect(problemsOf({ ...caseA, wanted, settings: { ...held, apPosting: false } })).toEqual([]);
  });

  test('whether it may be paid is part of what is sent, and not of what stands', () => {
    const known = { key: 'PCAAAAAAAAAAAAAAAAAA', revision: 1 } as KnownAtSending;
    const free = invoice.complete(invoiceOf(caseA), known);
    const held = { ...free, paymentHold: 'Payment review' };
    const of = (body: InvoiceBody, stands: boolean) => invoice.fingerprint(body, { ignoreDates: false, stands });
    expect(of(held, false)).not.toEqual(of(free, false));
    expect(of(held, true)).toEqual(of(free, true));
  });
});
