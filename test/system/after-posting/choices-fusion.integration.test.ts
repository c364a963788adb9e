import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { addContracts, editJson, workedProjectId } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { buyersOrder, fusionUnit, fusionVendor as vendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import type { Rig } from '../support/rig';

// A difference is dated by the day of its decision, so what is open in Fusion is open today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const account = '200.4411.1340.26010.000';
const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const after = (totalBefore: string, withheldBefore: string) => ({
  ...first,
  ...{ total: '15000.00', totalBefore, withheld: '1500.00', withheldBefore },
});

interface Invoice {
  readonly InvoiceNumber: string;
  readonly InvoiceType: string;
  readonly InvoiceAmount: string;
  readonly CanceledFlag: boolean;
  readonly invoiceLines: readonly { readonly LineAmount: string; readonly PurchaseOrderLineNumber: string | null }[];
}

let system: FusionRig;
let rig: Rig;
const orders = new Map<string, { readonly headerId: string; readonly lineId: string }>();
const unvalidated = ['CANCEL', 'CANCEL-LOST', 'CANCEL-KILLED', 'CANCEL-EDITED', 'VALIDATED-LATE', 'ACCOUNTED'];
/** Number 2 is not approved: it bills 5,000.00 more, or nothing; number 3 bills up to 15,000.00 or 18,000.00. */
const lower = { LOWER: '15000.00', PASSED: '10000.00' } as const;
const contracts = [
  'ADJUST',
  'THERE-AND-BACK',
  'BY-HAND',
  'VOIDED',
  'UNDER',
  'UNDER-RAISED',
  'ACCEPTED',
  'TYPED',
  'OTHER-WORK',
  ...unvalidated,
  ...Object.keys(lower),
];
const withheldOf = (total: string) => new Decimal(total).dividedBy(10).toFixed(2);
const from = (totalBefore: string, total: string) => ({
  ...{ ...first, total, totalBefore, withheld: withheldOf(total), withheldBefore: withheldOf(totalBefore) },
});

beforeAll(async () => {
  system = await startFusionRig({
    today,
    before: async (sandbox) => {
      for (const number of contracts) orders.set(number, await buyersOrder(sandbox, { number, account }));
    },
    shape: (data) => {
      addContracts(
        data,
        contracts.map((number) => {
          const second = Object.entries(lower).find(([name]) => name === number)?.[1];
          if (second !== undefined) {
            return {
              number,
              vendorId: vendor.id,
              requisitions: [
                { items: [first], end },
                { items: [from('10000.00', second)], end, status: 'under_review' },
                { items: [from(second, '18000.00')], end },
              ],
            };
          }
          const before = ['VOIDED', 'UNDER', 'UNDER-RAISED', 'ACCEPTED', 'TYPED', 'OTHER-WORK'].includes(number)
            ? after('10000.00', '1000.00')
            : after('9000.00', '900.00');
          return {
            number,
            vendorId: vendor.id,
            requisitions: [
              { items: [first], end },
              { items: [before], end },
            ],
          };
        }),
      );
      editJson(join(data, 'procore/projects', workedProjectId, 'work_order_contracts.json'), (rows) => {
        for (const contract of rows) {
          const order = orders.get(String(contract['number']));
          if (order === undefined) continue;
          contract['origin_id'] = order.headerId;
          const [line] = contract['line_items'] as Record<string, unknown>[];
          if (line !== undefined) line['origin_id'] = order.lineId;
        }
      });
    },
  });
  ({ rig } = system);
  await rig.goLive(['4411']);
});
afterEach(() => system.control('DELETE', 'faults'));
afterAll(() => system.close());

const settled = ['vouchered', 'posted'];

async function posted(contract: string, number = 1): Promise<DocumentRow> {
  const document = await rig.requisition(contract, number);
  await rig.hintOne(document.sourceId);
  return rig.untilStage(document.sourceId, settled);
}

/** Every invoice of the requisition that is not canceled, by number: what is to be paid, and what its lines move. */
async function books(contract: string, number = 1) {
  const own = (await system.items<Invoice>('invoices')).filter(
    (one) => one.InvoiceNumber.startsWith(`INV-${contract}-${number}`) && !one.CanceledFlag,
  );
  const sum = (amounts: readonly string[]): string => Decimal.sum(0, ...amounts).toFixed(2);
  const lines = own.flatMap(({ invoiceLines }) => invoiceLines);
  return {
    numbers: own.map(({ InvoiceNumber }) => InvoiceNumber),
    payable: sum(own.map(({ InvoiceAmount }) => InvoiceAmount)),
    onOrder: sum(lines.filter((line) => line.PurchaseOrderLineNumber != null).map((line) => line.LineAmount)),
    retainage: sum(lines.filter((line) => line.PurchaseOrderLineNumber == null).map((line) => line.LineAmount)),
  };
}

test('example H, adjusted: a credit memo on the same order line, and the books come to the new content', async () => {
  const document = await posted('ADJUST');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  const { offer } = await offered(rig, document);
  expect(offer.choices[0]).toMatchObject({
    kind: 'adjust',
    facts: { number: 'INV-ADJUST-1-R2', payable: '-900.00 USD' },
  });
  expect(offer.choices[0]?.moves).toEqual(expect.arrayContaining([{ account, orderLine: '1', amount: '-1000.00' }]));
  // The answer is lost after Fusion has made it: it is found by its key, and made once.
  await system.control('POST', 'faults', {
    match: { method: 'POST', resource: 'invoices' },
    kind: 'commitThenLose',
    count: 1,
  });
  await choose(rig, document, 'adjust');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('ADJUST')).toEqual({
    numbers: ['INV-ADJUST-1', 'INV-ADJUST-1-R2'],
    ...{ payable: '8100.00', onOrder: '9000.00', retainage: '-900.00' },
  });
  await posted('ADJUST', 2);
  expect(await books('ADJUST', 2)).toMatchObject({ payable: '5400.00', onOrder: '6000.00', retainage: '-600.00' });
});

test('from A to B, back to A and to B again: each time by a choice of its own, and the books follow', async () => {
  const document = await posted('THERE-AND-BACK');
  for (const [total, withheld, payable] of [
    ['9000.00', '900.00', '8100.00'],
    ['10000.00', '1000.00', '9000.00'],
    ['9000.00', '900.00', '8100.00'],
  ] as const) {
    await edit(rig, document, { total, withheld });
    await choose(rig, document, 'adjust');
    await rig.untilStage(document.sourceId, settled);
    expect(await books('THERE-AND-BACK')).toMatchObject({ payable, onOrder: total, retainage: `-${withheld}` });
  }
  expect((await books('THERE-AND-BACK')).numbers).toHaveLength(4);
});

test('handled by hand, nothing is sent and the next number counts the new content', async () => {
  const document = await posted('BY-HAND');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await choose(rig, document, 'byHand');
  await rig.untilStage(document.sourceId, ['byHand']);
  expect(await books('BY-HAND')).toMatchObject({ numbers: ['INV-BY-HAND-1'], payable: '9000.00' });
  await posted('BY-HAND', 2);
  expect(await books('BY-HAND', 2)).toMatchObject({ payable: '5400.00', onOrder: '6000.00', retainage: '-600.00' });
});

async function approve(document: DocumentRow, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const change = { status: 'approved', ...more };
  await rig.control('procore', 'PATCH', `projects/${document.projectId}/requisitions/${document.sourceId}`, change);
  await rig.hintOne(document.sourceId);
}

test('a lower number that is not approved yet is waited for; approved, both become invoices on the order, each with its own', async () => {
  await posted('LOWER');
  const [two, three] = [await rig.requisition('LOWER', 2), await rig.requisition('LOWER', 3)];
  await rig.hintOne(three.sourceId);
  await heldFor(three, 'earlierRequisition');
  expect((await books('LOWER', 3)).numbers).toEqual([]);
  await approve(two);
  for (const { sourceId } of [two, three]) await rig.untilStage(sourceId, settled);
  expect(await books('LOWER', 2)).toMatchObject({ payable: '4500.00', onOrder: '5000.00', retainage: '-500.00' });
  expect(await books('LOWER', 3)).toMatchObject({ payable: '2700.00', onOrder: '3000.00', retainage: '-300.00' });
});

test('a lower number that billed nothing and bills something once a higher one is posted is held, and nothing is posted beside', async () => {
  await posted('PASSED');
  await posted('PASSED', 3);
  const two = await rig.requisition('PASSED', 2);
  await edit(rig, two, { total: '12000.00', withheld: '1200.00', totalBefore: '10000.00', withheldBefore: '1000.00' });
  await approve(two);
  await heldFor(two, 'amountsDiffer');
  const held = (await rig.holds()).find((one) => one.document.id === two.id);
  expect(held?.problems[0]?.message).toContain('requisition 3 of the same commitment, which is posted');
  expect((await books('PASSED', 2)).numbers).toEqual([]);
  expect(await books('PASSED', 3)).toMatchObject({ payable: '7200.00', onOrder: '8000.00' });
});

test('what changes of a lower number under a posted higher one is not adjusted: the higher took all up to its own total', async () => {
  const document = await posted('UNDER');
  await posted('UNDER', 2);
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  const { offer } = await offered(rig, document);
  const [adjust] = offer.choices;
  expect(adjust).toMatchObject({ kind: 'adjust', shown: '', moves: [] });
  expect(adjust?.says).toContain('Number 2 of the commitment is posted already');
  await expect(decide(rig, document, { kind: 'adjust', shown: '' })).rejects.toThrow(/belongs to the highest number/);
  await choose(rig, document, 'leave');
  await rig.untilStage(document.sourceId, ['left']);
  expect([await books('UNDER'), await books('UNDER', 2)]).toMatchObject([
    { numbers: ['INV-UNDER-1'], onOrder: '10000.00', retainage: '-1000.00' },
    { numbers: ['INV-UNDER-2'], onOrder: '5000.00', retainage: '-500.00' },
  ]);
});

test('what was raised of a lower number is adjusted once the posted higher one counts it: one invoice more, and nothing of the higher one', async () => {
  const document = await posted('UNDER-RAISED');
  const two = await posted('UNDER-RAISED', 2);
  await edit(rig, document, { total: '10200.00', withheld: '1020.00' });
  await edit(rig, two, from('10200.00', '15200.00'));
  await rig.until('the adjustment is offered', async () => {
    const { offer } = await offered(rig, document);
    return offer.choices[0]?.shown !== '';
  });
  await choose(rig, document, 'adjust');
  for (const { sourceId } of [document, two]) await rig.untilStage(sourceId, settled);
  expect(await books('UNDER-RAISED')).toMatchObject({
    numbers: ['INV-UNDER-RAISED-1', 'INV-UNDER-RAISED-1-R2'],
    ...{ payable: '9180.00', onOrder: '10200.00', retainage: '-1020.00' },
  });
  expect(await books('UNDER-RAISED', 2)).toMatchObject({ numbers: ['INV-UNDER-RAISED-2'], onOrder: '5000.00' });
});

test('canceled by AP, it is posted again only by a choice, under a number of its own', async () => {
  const document = await posted('VOIDED');
  await system.control('POST', 'ap/cancel', { invoice: 'INV-VOIDED-1' });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(document.sourceId, ['held']);
  await decide(rig, document, { kind: 'confirmVoided' });
  const { offer } = await offered(rig, document);
  expect(offer.choices.map(({ kind }) => kind)).toEqual(['postAgain', 'byHand', 'leave']);
  await choose(rig, document, 'postAgain');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('VOIDED')).toMatchObject({ numbers: ['INV-VOIDED-1-R2'], payable: '9000.00' });
  await posted('VOIDED', 2);
  expect(await books('VOIDED', 2)).toMatchObject({ payable: '4500.00' });
});

test('what accounts payable changed is accepted as it stands: nothing is sent, and the next number goes on', async () => {
  const document = await posted('ACCEPTED');
  const { numbers: before, ...amounts } = await books('ACCEPTED');
  expect(before).toEqual(['INV-ACCEPTED-1']);
  await system.control('POST', 'ap/change', {
    invoice: 'INV-ACCEPTED-1',
    body: { InvoiceNumber: 'INV-ACCEPTED-1/A' },
  });
  await rig.activities.pollStanding(rig.scope);
  await heldFor(document, 'foundButDifferent');
  await decide(rig, document, { kind: 'acceptFound' });
  await rig.untilStage(document.sourceId, settled);
  await rig.activities.pollStanding(rig.scope);
  await rig.hintOne(document.sourceId);
  await rig.until('looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect(settled).toContain((await rig.document(document.sourceId)).stage);
  expect(await books('ACCEPTED')).toEqual({ numbers: ['INV-ACCEPTED-1/A'], ...amounts });
  await posted('ACCEPTED', 2);
  expect(await books('ACCEPTED', 2)).toMatchObject({ payable: '4500.00', onOrder: '5000.00' });
});

/** Accounts payable enters an invoice on line 1 of the contract's order by hand. */
async function typedIn(contract: string, number: string, amount: number, withheld = 0): Promise<void> {
  const [order] = await system.items<{
    OrderNumber: string;
    POHeaderId: string;
    Supplier: string;
    SupplierSite: string;
  }>(`purchaseOrders?POHeaderId=${orders.get(contract)?.headerId ?? ''}`);
  const retainage = {
    LineNumber: 2,
    LineType: 'Item',
    LineAmount: -withheld,
    DistributionCombination: '200.0000.4110.000000.000',
  };
  await system.control('POST', 'ap/book', {
    validate: true,
    body: {
      ...{ InvoiceNumber: number, InvoiceCurrency: 'USD', InvoiceAmount: amount - withheld, InvoiceDate: end },
      ...{ BusinessUnit: fusionUnit.name, Supplier: order?.Supplier, SupplierSite: order?.SupplierSite },
      ...{ InvoiceSource: 'Manual Invoice Entry', InvoiceType: 'Standard', AccountingDate: today },
      invoiceLines: [
        {
          ...{ LineNumber: 1, LineType: 'Item', LineAmount: amount, PurchaseOrderNumber: order?.OrderNumber },
          ...{ PurchaseOrderLineNumber: 1, PurchaseOrderScheduleLineNumber: 1 },
        },
        ...(withheld === 0 ? [] : [retainage]),
      ],
    },
  });
}

test('what AP typed in instead is named by its number, asked about there, and is no stranger to later numbers', async () => {
  const document = await rig.requisition('TYPED', 1);
  await typedIn('TYPED', 'AP-77', 10_000, 1_000);
  await rig.hintOne(document.sourceId);
  await heldFor(document, 'orderElsewhere');
  const named = { kind: 'postedByHand', reference: 'AP-78' } as const;
  await expect(decide(rig, document, named)).rejects.toThrow(/reference "AP-78".*nothing so called/);
  const refusal: unknown = await decide(rig, document, { ...named, reference: 'AP-77' }).catch(
    (error: unknown) => error,
  );
  const [, mark = ''] = /AP-77.*--shown (\w{8})/.exec(String(refusal)) ?? [];
  expect(String(refusal)).toContain('--shown');
  await decide(rig, document, { ...named, reference: 'AP-77', shown: mark });
  await rig.untilStage(document.sourceId, ['byHand']);
  expect((await books('TYPED')).numbers).toEqual([]);
  await posted('TYPED', 2);
  expect(await books('TYPED', 2)).toMatchObject({ payable: '4500.00', onOrder: '5000.00', retainage: '-500.00' });

  await system.control('POST', 'ap/cancel', { invoice: 'AP-77' });
  await rig.activities.pollStanding(rig.scope);
  await heldFor(document, 'erpVoided');
});

test('what AP billed on the order is other work: it counts as billed, for this number and for later ones', async () => {
  const document = await rig.requisition('OTHER-WORK', 1);
  await typedIn('OTHER-WORK', 'AP-90', 386_000);
  await rig.hintOne(document.sourceId);
  await heldFor(document, 'orderElsewhere');
  await decide(rig, document, { kind: 'otherWork' });
  await rig.untilStage(document.sourceId, settled);
  // 4,000.00 are left of the order's 400,000.00: the second number bills 5,000.00.
  const next = await rig.requisition('OTHER-WORK', 2);
  await rig.hintOne(next.sourceId);
  await heldFor(next, 'amountsDiffer');
  expect((await books('OTHER-WORK', 2)).numbers).toEqual([]);
});

const less = { total: '9000.00', withheld: '900.00' } as const;
const booksOfLess = { payable: '8100.00', onOrder: '9000.00', retainage: '-900.00' };

async function heldFor(document: DocumentRow, reason: string): Promise<void> {
  await rig.until(`held for ${reason}`, async () =>
    (await rig.holds()).some(
      (one) =>
        one.document.id === document.id &&
        one.hold.releaseAskedAt === null &&
        one.hold.reasons.some((each) => each === reason),
    ),
  );
}

/** Its invoice stands and is not validated, and then it is edited. */
async function notValidated(contract: string): Promise<DocumentRow> {
  const refusal = { match: { action: 'validateInvoice' }, kind: 'businessFailure' };
  await system.control('POST', 'faults', refusal);
  const document = await rig.requisition(contract, 1);
  await rig.hintOne(document.sourceId);
  await heldFor(document, 'erpRejected');
  await edit(rig, document, less);
  return rig.document(document.sourceId);
}

async function adjusting(document: DocumentRow) {
  return (await offered(rig, document)).offer.choices.find(({ kind }) => kind === 'adjust');
}

async function invoiceOf(contract: string): Promise<Invoice | undefined> {
  return (await system.items<Invoice>('invoices')).find((one) => one.InvoiceNumber === `INV-${contract}-1`);
}

async function cancels(document: DocumentRow): Promise<string[]> {
  const postings = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(document.id));
  return postings.filter(({ step }) => step === 'takeBack').map(({ state }) => state);
}

test('not validated, unpaid and not accounted: the invoice is canceled, and the whole new content posted as -R2', async () => {
  const document = await notValidated('CANCEL');
  const shown = await adjusting(document);
  expect(shown?.says).toMatch(/^INV-CANCEL-1 is not validated, not paid and not accounted: it is canceled in Fusion/);
  expect(shown?.facts).toMatchObject({ number: 'INV-CANCEL-1-R2', payable: '8,100.00 USD' });
  expect(shown?.moves).toEqual(expect.arrayContaining([{ account, orderLine: '1', amount: '-1000.00' }]));
  await choose(rig, document, 'adjust');
  await rig.untilStage(document.sourceId, settled);
  expect(await invoiceOf('CANCEL')).toMatchObject({ CanceledFlag: true, InvoiceAmount: '0' });
  expect(await books('CANCEL')).toEqual({ numbers: ['INV-CANCEL-1-R2'], ...booksOfLess });
  // Looked at again nothing is open, and the next number counts the new content.
  await rig.hintOne(document.sourceId);
  await rig.until('looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect(settled).toContain((await rig.document(document.sourceId)).stage);
  await posted('CANCEL', 2);
  expect(await books('CANCEL', 2)).toMatchObject({ payable: '5400.00', onOrder: '6000.00', retainage: '-600.00' });
});

test('the answer to the cancellation is lost: it is found, and the new invoice is made once', async () => {
  const document = await notValidated('CANCEL-LOST');
  await offered(rig, document);
  await system.control('POST', 'faults', { match: { action: 'cancelInvoice' }, kind: 'commitThenLose' });
  await choose(rig, document, 'adjust');
  await rig.untilStage(document.sourceId, settled);
  expect(await cancels(document)).toEqual(['confirmed']);
  expect(await books('CANCEL-LOST')).toEqual({ numbers: ['INV-CANCEL-LOST-1-R2'], ...booksOfLess });
});

/** The invoice is canceled by the choice, and nothing gets through in its place before the workers are gone. */
async function killedAfterCancel(document: DocumentRow): Promise<void> {
  await offered(rig, document);
  const match = { method: 'POST', path: 'invoices$' };
  await system.control('POST', 'faults', { match, kind: 'status', status: 429, count: 50 });
  await choose(rig, document, 'adjust');
  await rig.until('it is canceled and nothing else got through', async () => {
    const postings = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(document.id));
    const [canceled, next] = postings.filter(({ step }) => step === 'voucher');
    return canceled?.state === 'voided' && next?.state === 'reserved' && !next.leased;
  });
  await rig.stopWorkers();
  await system.control('DELETE', 'faults');
}

test('killed between the cancellation and the new invoice: it follows once, by the same choice', async () => {
  const document = await notValidated('CANCEL-KILLED');
  await killedAfterCancel(document);
  await rig.hintOne(document.sourceId);
  await rig.startWorkers();
  await rig.untilStage(document.sourceId, settled);
  expect(await cancels(document)).toEqual(['confirmed']);
  expect(await books('CANCEL-KILLED')).toEqual({ numbers: ['INV-CANCEL-KILLED-1-R2'], ...booksOfLess });
});

test('edited again between the cancellation and the new invoice: nothing is posted by that choice, and it is asked anew', async () => {
  const document = await notValidated('CANCEL-EDITED');
  await killedAfterCancel(document);
  await edit(rig, document, { total: '8000.00', withheld: '800.00' });
  await rig.startWorkers();
  const { offer, hold } = await offered(rig, document);
  expect(hold.reasons).toEqual(['erpVoided']);
  expect(offer.choices.map(({ kind }) => kind)).toEqual(['postAgain', 'byHand', 'leave']);
  expect(await books('CANCEL-EDITED')).toMatchObject({ numbers: [] });
  await choose(rig, document, 'postAgain');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('CANCEL-EDITED')).toMatchObject({ numbers: ['INV-CANCEL-EDITED-1-R2'], payable: '7200.00' });
});

test('validated between show and choice, it is held and the other way is not taken; seen so, the difference is shown', async () => {
  const document = await notValidated('VALIDATED-LATE');
  const seen = await adjusting(document);
  await system.control('POST', 'ap/validate', { invoice: 'INV-VALIDATED-LATE-1' });
  await decide(rig, document, { kind: 'adjust', shown: seen?.shown ?? '' });
  await heldFor(document, 'erpRejected');
  const held = (await rig.holds()).find((one) => one.document.id === document.id);
  const refused = held?.problems.find(({ reason }) => reason === 'erpRejected');
  expect(refused?.message).toContain('INV-VALIDATED-LATE-1 was validated meanwhile');
  expect(await books('VALIDATED-LATE')).toMatchObject({ numbers: ['INV-VALIDATED-LATE-1'], payable: '9000.00' });
  await rig.activities.pollStanding(rig.scope);
  await rig.hintOne(document.sourceId);
  await rig.until(
    'the difference is offered',
    async () => (await adjusting(document))?.says.startsWith('The diff') === true,
  );
  await choose(rig, document, 'adjust');
  await rig.untilStage(document.sourceId, settled);
  expect(await books('VALIDATED-LATE')).toEqual({
    numbers: ['INV-VALIDATED-LATE-1', 'INV-VALIDATED-LATE-1-R2'],
    ...booksOfLess,
  });
});

test('accounted although it is not validated, the difference is posted beside it', async () => {
  const document = await notValidated('ACCOUNTED');
  await system.control('POST', 'ap/account', { invoice: 'INV-ACCOUNTED-1' });
  await rig.activities.pollStanding(rig.scope);
  await rig.hintOne(document.sourceId);
  await rig.until(
    'the difference is offered',
    async () => (await adjusting(document))?.says.startsWith('The diff') === true,
  );
  await choose(rig, document, 'adjust');
  await rig.until('both stand', async () => (await books('ACCOUNTED')).numbers.length === 2);
  expect(await cancels(document)).toEqual([]);
  expect(await books('ACCOUNTED')).toMatchObject(booksOfLess);
});
