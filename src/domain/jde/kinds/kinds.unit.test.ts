import type { EarlierPosting, StandingPosting } from '../../posting/posting-kind';
import type { JdeShown } from '../bodies/shown';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import { settings } from '../requisition/plan.fixture';
import { knownAtSending, planned, stepOf } from '../requisition/planner.fixture';
import { batchDeletion } from './batch-deletion';
import { journal, type JournalDraft } from './journal';
import { jdeKinds } from './kinds';
import { orderCancel } from './order-cancel';
import { processorProof } from './processor-proof';
import { processorRun } from './processor-run';
import { purchaseOrder, type OrderDraft } from './purchase-order';
import { supplier } from './supplier';
import { voucher, type VoucherDraft } from './voucher';

const first = { number: 1, previousRequisitionId: null };
const plan = planned({
  requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first),
});
const orderDraft = stepOf(plan, 'order').draft as OrderDraft;
const voucherDraft = stepOf(plan, 'voucher').draft as VoucherDraft;
const journalDraft = stepOf(
  planned({
    requisition: requisition([billed('26-010.S', '1', '1000.00', '0.00', '1000.00')], '0.00', first),
    settings: { ...settings, zeroPayable: 'journal' },
  }),
  'voucher',
).draft as JournalDraft;

const reference = { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' };
const orderBody = purchaseOrder.complete(orderDraft, knownAtSending({ key: 'PCORDERORDERORDERORD' }));
const orderPosting: EarlierPosting = {
  key: orderBody.erpKey,
  reference,
  facts: {},
  readBackAgoMs: null,
  body: orderBody,
};
const afterOrder = knownAtSending({ earlier: (step) => (step === 'order' ? orderPosting : null) });
const voucherBody = voucher.complete(voucherDraft, afterOrder);
const afterVoucher = knownAtSending({
  key: 'PCRUNRUNRUNRUNRUNRUN',
  earlier: (step) => (step === 'voucher' ? { ...orderPosting, key: '', reference: {}, body: voucherBody } : null),
});
const dated = { ignoreDates: false };
const journalBody = journal.complete(journalDraft, knownAtSending());

test('names are told apart, and all are of this system', () => {
  expect(new Set(jdeKinds.map((kind) => kind.name)).size).toBe(jdeKinds.length);
  expect(new Set(jdeKinds.map((kind) => kind.system))).toEqual(new Set(['jde']));
});

describe('what is known only under the lock', () => {
  test('an order gets its key', () => {
    expect(orderBody).toEqual({ ...orderDraft, erpKey: 'PCORDERORDERORDERORD' });
  });

  test('a voucher gets its key, a batch of its own and the order that stands', () => {
    expect(voucherBody).toMatchObject({
      erpKey: 'PCABCDEFGHIJKLMNOPQR',
      ediBatch: 'PCABCDEFGHIJKLM',
      order: reference,
      invoiceNumber: 'ABC-1234',
    });
    expect(() => voucher.complete(voucherDraft, knownAtSending())).toThrow(/order/);
  });

  test('a voucher of a plan without an order names none, whatever stands', () => {
    expect(voucher.complete({ ...voucherDraft, withOrder: false }, afterOrder).order).toBeNull();
  });

  test('a later voucher of the same requisition has a number of its own, cut anew where it is too long', () => {
    const numberOf = (fullInvoiceNumber: string, revision: number): string =>
      voucher.complete({ ...voucherDraft, fullInvoiceNumber }, { ...afterOrder, revision }).invoiceNumber;
    expect(numberOf('ABC-1234', 2)).toBe('ABC-1234-R2');
    expect(numberOf('A-NUMBER-OF-25-CHARACTERS', 1)).toBe('A-NUMBER-OF-25-CHARACTERS');
    expect(numberOf('A-NUMBER-OF-25-CHARACTERS', 3)).toMatch(/^A-NUMBER-OF-.*-R3$/);
    expect(numberOf('A-NUMBER-OF-25-CHARACTERS', 3)).toHaveLength(25);
  });

  test('a journal gets its key and a batch of its own', () => {
    expect(journalBody).toMatchObject({ erpKey: 'PCABCDEFGHIJKLMNOPQR', ediBatch: 'PCABCDEFGHIJKLM' });
  });

  test.each([
    [processorRun, 'final'],
    [processorProof, 'proof'],
  ] as const)('$name is for the batch of the voucher that stands', (kind, mode) => {
    expect(kind.complete({}, afterVoucher)).toEqual({
      kind: 'processorRun',
      erpKey: 'PCRUNRUNRUNRUNRUNRUN',
      ediUser: 'MLCONN',
      ediBatch: 'PCABCDEFGHIJKLM',
      ediTransaction: 'PCABCDEFGHIJKLMNOPQR',
      mode,
      company: '00200',
      supplier: '70123',
      invoiceNumber: 'ABC-1234',
      traits: { invoiceDate: '2026-10-31', total: '9000.00', order: reference },
    });
    expect(() => kind.complete({}, knownAtSending())).toThrow(/voucher/);
  });

  test('a deletion is of the voucher that stands, and another voucher is another deletion', () => {
    const deletion = batchDeletion.complete({}, afterVoucher);
    expect(deletion).toMatchObject({ erpKey: 'PCRUNRUNRUNRUNRUNRUN', voucher: voucherBody });
    const other = { ...deletion, voucher: { ...voucherBody, erpKey: 'PCOTHEROTHEROTHEROTH' } };
    expect(batchDeletion.fingerprint(other, dated)).not.toEqual(batchDeletion.fingerprint(deletion, dated));
    expect(() => batchDeletion.complete({}, knownAtSending())).toThrow(/delivered/);
  });

  test('a cancellation names the lines of the order that stands', () => {
    expect(orderCancel.complete({}, afterOrder)).toEqual({
      kind: 'orderCancel',
      erpKey: 'PCABCDEFGHIJKLMNOPQR',
      order: reference,
      lineKeys: ['contract_item:1'],
    });
    expect(() => orderCancel.complete({}, knownAtSending())).toThrow(/order/);
  });
});

describe('a fingerprint', () => {
  test('says nothing of keys, order references, texts and what is kept by item', () => {
    const other = {
      ...voucherBody,
      erpKey: 'other',
      ediBatch: 'other',
      order: null,
      remark: 'other',
      items: [],
      distribution: [...voucherBody.distribution].reverse(),
    };
    expect(voucher.fingerprint(other, dated)).toEqual(voucher.fingerprint(voucherBody, dated));
    const order = { ...orderBody, erpKey: 'other', remark: 'other', items: [], countsAlone: true };
    expect(purchaseOrder.fingerprint(order, dated)).toEqual(purchaseOrder.fingerprint(orderBody, dated));
    const entry = { ...journalBody, erpKey: 'other', explanation: 'other', items: [], supplier: '' };
    expect(journal.fingerprint(entry, dated)).toEqual(journal.fingerprint(journalBody, dated));
  });

  test("tells whether it may be paid before it is sent, and no more once it stands: then that is AP's", () => {
    const [item] = voucherBody.payItems;
    const approved = { ...voucherBody, payItems: [{ ...item!, payStatus: 'A' }] };
    expect(item?.payStatus).toBe('H');
    const of = (body: typeof voucherBody, stands: boolean) => voucher.fingerprint(body, { ...dated, stands });
    expect(of(approved, false)).not.toEqual(of(voucherBody, false));
    expect(of(approved, true)).toEqual(of(voucherBody, true));
    const lower = { ...approved, payItems: [{ ...approved.payItems[0]!, amount: '1.00' }] };
    expect(of(lower, true)).not.toEqual(of(voucherBody, true));
  });

  test('leaves dates out where they follow the clock', () => {
    const later = { ...voucherBody, glDate: '2026-11-30' };
    expect(voucher.fingerprint(later, dated)).not.toEqual(voucher.fingerprint(voucherBody, dated));
    expect(voucher.fingerprint(later, { ignoreDates: true })).toEqual(
      voucher.fingerprint(voucherBody, { ignoreDates: true }),
    );
  });

  test.each([
    { company: '00300' },
    { supplier: '1' },
    { currency: 'CAD' },
    { documentType: 'PD' },
    { invoiceNumber: 'ABC-1235' },
    { invoiceDate: '2026-10-30' },
    { payItems: [] },
    { distribution: [] },
  ])('of a voucher tells %p apart', (change) => {
    expect(voucher.fingerprint({ ...voucherBody, ...change }, dated)).not.toEqual(
      voucher.fingerprint(voucherBody, dated),
    );
  });

  test('of a subledger is another account', () => {
    const lines = orderBody.lines.map((line) => ({ ...line, account: { ...line.account, subledger: '7' } }));
    expect(purchaseOrder.fingerprint({ ...orderBody, lines }, dated)).not.toEqual(
      purchaseOrder.fingerprint(orderBody, dated),
    );
  });

  test('survives being stored', () => {
    const fingerprint = voucher.fingerprint(voucherBody, dated);
    expect(JSON.parse(JSON.stringify(fingerprint))).toEqual(fingerprint);
  });

  test('of a run is its batch, and of a cancellation its lines in whatever order', () => {
    const run = processorRun.complete({}, afterVoucher);
    expect(processorRun.fingerprint({ ...run, erpKey: 'other' }, dated)).toEqual(processorRun.fingerprint(run, dated));
    expect(processorRun.fingerprint({ ...run, ediBatch: 'b' }, dated)).not.toEqual(
      processorRun.fingerprint(run, dated),
    );
    const cancel = { ...orderCancel.complete({}, afterOrder), lineKeys: ['a', 'b'] };
    expect(orderCancel.fingerprint({ ...cancel, lineKeys: ['b', 'a'] }, dated)).toEqual(
      orderCancel.fingerprint(cancel, dated),
    );
  });
});

describe('what stands is compared by what JDE shows', () => {
  const shown: JdeShown = {
    company: '00200',
    supplier: '70123 ',
    currency: 'USD',
    total: '9000',
    lines: [
      { account: '200.4110', amount: '-1000' },
      { account: '4411.1340.26010', amount: '10000.0' },
    ],
  };
  const found = { reference: {}, stage: 'delivered', stageWord: '', missing: [], shown, facts: {} } as const;

  test('a voucher with all its parts', () => {
    expect(voucher.compare(voucherBody, found)).toEqual([]);
    expect(voucher.compare(voucherBody, { ...found, shown: { ...shown, total: '9000.01' } })).toHaveLength(1);
    expect(voucher.compare(voucherBody, { ...found, stage: 'voided' })).toEqual(['voided in the ERP']);
    expect(
      voucher.compare(voucherBody, { ...found, missing: ['distribution'], shown: { ...shown, lines: [] } }),
    ).toEqual([]);
  });

  test('a journal has no supplier and comes to nothing', () => {
    const lines = journalBody.distribution.map(({ amount }, index) => ({
      account: index === 0 ? '4411.1340.26010' : '200.4110',
      amount,
    }));
    expect(journal.compare(journalBody, { ...found, shown: { ...shown, supplier: '', total: '0', lines } })).toEqual(
      [],
    );
  });

  test('of a run nothing: what its voucher differs in is told of the voucher', () => {
    const run = processorRun.complete({}, afterVoucher);
    const nothing = { ...shown, currency: '', total: '', lines: [] };
    expect(processorRun.compare(run, { ...found, shown: nothing })).toEqual([]);
    expect(processorRun.compare(run, { ...found, shown: { ...nothing, supplier: '1' } })).toEqual([]);
  });
});

describe('a stored body', () => {
  test('is read as the kind that it is', () => {
    const stored: unknown = JSON.parse(JSON.stringify(voucherBody));
    expect(voucher.entries(voucher.parse(stored))).toEqual(stepOf(plan, 'voucher').entries);
    expect(purchaseOrder.entries(purchaseOrder.parse(orderBody))).toEqual(stepOf(plan, 'order').entries);
  });

  test.each(jdeKinds.map((kind) => [kind.name, kind] as const))('of another kind is no %s', (_, kind) => {
    for (const stored of [null, 'text', {}, { kind: 'other', erpKey: 'PC1' }]) {
      expect(() => kind.parse(stored)).toThrow(RangeError);
    }
  });

  test('without what is read of it is refused', () => {
    const { items: _, ...unbooked } = voucherBody;
    expect(() => voucher.parse(unbooked)).toThrow(/items/);
  });
});

test('it is found by supplier and number where it has them', () => {
  expect(voucher.terms(voucherBody)).toEqual({ supplier: '70123', number: 'ABC-1234' });
  expect(purchaseOrder.terms(orderBody)).toEqual({ supplier: '70123', number: '' });
});

describe('where a voucher stands now', () => {
  const review = (fields: Partial<StandingPosting>, body = voucherBody): (readonly [string, string])[] => {
    const standing = { key: 'PC1', stage: 'vouchered', stageWord: '', reference: {}, facts: {}, ...fields } as const;
    return (voucher.review?.(body, standing) ?? []).map((problem) => [problem.reason, problem.value]);
  };

  test('a tax that JDE gave by default is a problem, once the processor has made it', () => {
    expect(review({ facts: { tax: '5.00' } })).toEqual([['tax', '5.00']]);
    expect(review({ stage: 'posted', facts: { tax: '5.00' } })).toEqual([['tax', '5.00']]);
    expect(review({ stage: 'delivered', facts: { tax: '5.00' } })).toEqual([]);
    expect(review({ facts: { tax: '0' } })).toEqual([]);
    expect(review({ facts: {} })).toEqual([]);
  });

  test('in foreign mode only whether there is one is compared', () => {
    const taxed = {
      ...voucherBody,
      foreign: true,
      payItems: voucherBody.payItems.map((one) => ({ ...one, tax: '9' })),
    };
    expect(review({ facts: { tax: '5.00' } }, taxed)).toEqual([]);
    expect(review({ facts: { tax: '0.00' } }, taxed)).toEqual([['tax', '0.00']]);
  });

  test.each(['voided', 'gone'] as const)('%s is a problem of a person', (stage) => {
    expect(review({ stage })).toEqual([['erpVoided', 'PC1']]);
  });
});

test('a supplier is the same by its external key and tax id', () => {
  const body = { kind: 'vendor', sourceKey: '8881212', taxId: '12', name: 'A' } as Parameters<
    typeof supplier.fingerprint
  >[0];
  const options = { ignoreDates: true };
  expect(supplier.fingerprint({ ...body, name: 'B' }, options)).toEqual(supplier.fingerprint(body, options));
  expect(supplier.fingerprint({ ...body, taxId: '13' }, options)).not.toEqual(supplier.fingerprint(body, options));
});
