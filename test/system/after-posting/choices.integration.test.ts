import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { differencesOf } from '../support/compared';
import { startRig, type Rig } from '../support/rig';

// A difference is dated by the day of its decision, so what is open in JDE is open today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const cost = '4411.1340.26010';
const retainage = '200.4110';
const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const second = { ...first, total: '15000.00', totalBefore: '10000.00', withheld: '1500.00', withheldBefore: '1000.00' };
const other = { code: '03-300.S', total: '0.00' } as const;
const after = (totalBefore: string, withheldBefore: string) => ({
  ...first,
  ...{ total: '15000.00', totalBefore, withheld: '1500.00', withheldBefore },
});

let rig: Rig;
let ap: AccountsPayable;
beforeAll(async () => {
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    shape: (data) =>
      addContracts(data, [
        {
          number: 'ADJUST',
          requisitions: [
            { items: [first], end },
            { items: [after('9000.00', '900.00')], end },
          ],
        },
        { number: 'THERE-AND-BACK', requisitions: [{ items: [first], end }] },
        {
          number: 'LEAVE',
          requisitions: [
            { items: [first], end },
            { items: [second], end },
          ],
        },
        {
          number: 'BY-HAND',
          requisitions: [
            { items: [first], end },
            { items: [after('9000.00', '900.00')], end },
          ],
        },
        {
          number: 'RENUMBERED',
          requisitions: [
            { items: [first], end },
            { items: [second], end },
          ],
        },
        {
          number: 'VOIDED',
          requisitions: [
            { items: [first], end },
            { items: [second], end },
          ],
        },
        {
          number: 'ENTERED',
          requisitions: [
            { items: [first], end },
            { items: [second], end },
          ],
        },
        {
          number: 'TYPED',
          requisitions: [
            { items: [first], end },
            { items: [second], end },
          ],
        },
        {
          number: 'RECODED',
          requisitions: [
            { items: [first], end },
            { items: [other], end },
          ],
        },
        ...[
          'MOVED',
          'SUPPLIER',
          'PAID',
          'PAID-LATE',
          'LOST',
          'REFUSED',
          'SET-BACK',
          'BETWEEN',
          'MERGED',
          'ROWS',
          'ROWS-LOST',
          'ROWS-TAKEN',
          'ROWS-KILLED',
        ].map((number) => ({
          number,
          requisitions: [{ items: [first], end }],
        })),
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
});
afterEach(() => rig.control('jde', 'DELETE', 'faults'));
afterAll(() => rig.close());

test('example H, adjusted: a credit of the difference, numbered -R2, and the books come to the new content', async () => {
  const document = await ap.posted('ADJUST');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  const { offer, hold } = await offered(rig, document);
  expect(hold.reasons).toEqual(['changedAfterPosting']);
  expect(offer.choices.map(({ kind, shown }) => [kind, shown !== ''])).toEqual([
    ['adjust', true],
    ['byHand', true],
    ['leave', true],
  ]);
  expect(offer.choices[0]).toMatchObject({
    moves: [
      { account: retainage, orderLine: '', amount: '100.00' },
      { account: cost, orderLine: '', amount: '-1000.00' },
    ],
    facts: { number: 'INV-ADJUST-1-R2', payable: '-900.00 USD' },
  });

  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await ap.numbersOf(document)).toEqual(['INV-ADJUST-1', 'INV-ADJUST-1-R2']);
  expect(await ap.books(document)).toEqual({ [cost]: '9000.00', [retainage]: '-900.00', payable: '8100.00' });
  const [, credit] = await ap.vouchersOf(document);
  const [row] = await rig.table('F0411', { VR01: credit?.key ?? '' });
  expect(row).toMatchObject({ DCT: 'PD', AG: '-900.00' });

  const next = await rig.requisition('ADJUST', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '6000.00', [retainage]: '-600.00', payable: '5400.00' });
});

test('from A to B, back to A and to B again: each time by a choice of its own, and the books follow', async () => {
  const document = await ap.posted('THERE-AND-BACK');
  const contents = [
    { total: '9000.00', withheld: '900.00', payable: '8100.00' },
    { total: '10000.00', withheld: '1000.00', payable: '9000.00' },
    { total: '9000.00', withheld: '900.00', payable: '8100.00' },
  ];
  for (const { payable, ...amounts } of contents) {
    await edit(rig, document, amounts);
    await choose(rig, document, 'adjust');
    await ap.taken(document);
    expect(await ap.books(document)).toEqual({ [cost]: amounts.total, [retainage]: `-${amounts.withheld}`, payable });
  }
  expect(await ap.numbersOf(document)).toEqual(
    ['', '-R2', '-R3', '-R4'].map((suffix) => `INV-THERE-AND-BACK-1${suffix}`),
  );
});

test('left, what stands stays; a later number that counts otherwise before is held and names it, until it says again what stands', async () => {
  const document = await ap.posted('LEAVE');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await choose(rig, document, 'leave');
  await rig.untilStage(document.sourceId, ['left']);
  const next = await rig.requisition('LEAVE', 2);
  await rig.hintOne(next.sourceId);
  await rig.untilStage(next.sourceId, ['held']);
  const held = (await rig.holds()).find((one) => one.document.id === next.id);
  expect(held?.hold.reasons).toEqual(['amountsDiffer']);
  expect(held?.problems[0]?.message).toContain('requisition 1 was left as it is');
  expect(await ap.books(document)).toEqual({ [cost]: '10000.00', [retainage]: '-1000.00', payable: '9000.00' });

  await edit(rig, document, { total: '10000.00', withheld: '1000.00' });
  await rig.untilStage(document.sourceId, ['posted']);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });
});

test('only renumbered, nothing would move: it can be left, and a later number that counts as the books do goes on', async () => {
  const document = await ap.posted('RENUMBERED');
  const renumber = async (invoice: string): Promise<void> => {
    const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
    await rig.control('procore', 'PATCH', place, { invoice_number: invoice });
    await rig.hintOne(document.sourceId);
  };
  await renumber('INV-OTHER');
  const { offer } = await offered(rig, document);
  expect(offer.choices.map(({ kind, shown }) => [kind, shown !== ''])).toEqual([
    ['adjust', false],
    ['byHand', false],
    ['leave', true],
  ]);
  await choose(rig, document, 'leave');
  await rig.untilStage(document.sourceId, ['left']);
  // Another content is another question; chosen about anew, it is one too.
  await renumber('INV-THIRD');
  await choose(rig, document, 'leave');
  await rig.untilStage(document.sourceId, ['left']);
  await decide(rig, document, { kind: 'reopen' });
  await choose(rig, document, 'leave');
  await rig.untilStage(document.sourceId, ['left']);

  const next = await rig.requisition('RENUMBERED', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });
  await expect(decide(rig, document, { kind: 'reopen' })).rejects.toThrow('number 2 of the commitment was posted');
});

/** AP voids the voucher, and a person confirms that it stands no more. */
async function voided(document: DocumentRow): Promise<void> {
  await ap.voids(document);
  await decide(rig, document, { kind: 'confirmVoided' });
}

test('voided, it is posted again only by a choice, under a number of its own; voided once more, it is asked once more', async () => {
  const document = await ap.posted('VOIDED');
  await voided(document);
  const { offer, hold } = await offered(rig, document);
  expect(hold.reasons).toEqual(['erpVoided']);
  expect(offer.choices.map(({ kind }) => kind)).toEqual(['postAgain', 'byHand', 'leave']);
  expect(await ap.books(document)).toEqual({});
  await choose(rig, document, 'postAgain');
  await ap.taken(document);
  expect(await ap.numbersOf(document)).toEqual(['INV-VOIDED-1-R2']);
  expect(await ap.books(document)).toEqual({ [cost]: '10000.00', [retainage]: '-1000.00', payable: '9000.00' });

  const next = await rig.requisition('VOIDED', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });
});

test('voided because AP entered the invoice itself, it counts as posted by hand, and the next number goes on', async () => {
  const document = await ap.posted('ENTERED');
  await voided(document);
  await choose(rig, document, 'byHand');
  await rig.untilStage(document.sourceId, ['byHand']);
  expect(await ap.books(document)).toEqual({});
  const next = await rig.requisition('ENTERED', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });
});

test('handled by hand, nothing is sent and later numbers count the new content', async () => {
  const document = await ap.posted('BY-HAND');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await choose(rig, document, 'byHand');
  await rig.untilStage(document.sourceId, ['byHand']);
  expect(await ap.books(document)).toEqual({ [cost]: '10000.00', [retainage]: '-1000.00', payable: '9000.00' });
  await rig.hintOne(document.sourceId);
  await rig.until('it is looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect((await rig.document(document.sourceId)).stage).toBe('byHand');

  const next = await rig.requisition('BY-HAND', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '6000.00', [retainage]: '-600.00', payable: '5400.00' });
});

test('what AP typed in instead is named, asked about there, and watched like ours', async () => {
  const document = await ap.posted('TYPED');
  const [voucher] = await ap.vouchersOf(document);
  const [payable] = await rig.table('F0411', { VR01: voucher?.key ?? '' });
  const ledger = await rig.table('F0911', { DOC: payable?.['DOC'] ?? '' });
  await voided(document);
  await offered(rig, document);
  const named = { kind: 'postedByHand', reference: '990017 PV 00200' } as const;
  await expect(decide(rig, document, named)).rejects.toThrow('990017 PV 00200 does not stand in JD Edwards');

  const typed = { DOC: '990017', VR01: '', URRF: '', VINV: 'AP-77' };
  await rig.control('jde', 'POST', 'tables/F0411', { ...payable, ...typed });
  await rig.control(
    'jde',
    'POST',
    'tables/F0911',
    ledger.map((row) => ({ ...row, DOC: '990017' })),
  );
  const refusal: unknown = await decide(rig, document, named).catch((error: unknown) => error);
  const [, mark = ''] = /AP-77.*--shown (\w{8})/.exec(String(refusal)) ?? [];
  expect(mark).not.toBe('');
  await decide(rig, document, { ...named, shown: mark });
  await rig.untilStage(document.sourceId, ['byHand']);
  const next = await rig.requisition('TYPED', 2);
  await rig.hintOne(next.sourceId);
  await ap.taken(next);
  expect(await ap.books(next)).toEqual({ [cost]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });

  await ap.act('void', { doc: '990017' });
  await ap.poll();
  await rig.untilStage(document.sourceId, ['held']);
  const held = (await rig.holds()).find((one) => one.document.id === document.id);
  expect(held?.hold.reasons).toContain('erpVoided');
});

test('recoded after posting: off the old account and onto the new one in a journal, and what stands is their sum', async () => {
  const document = await ap.posted('RECODED');
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<
    string,
    { id: string; items: { wbs_code: unknown }[] }[]
  >;
  const all = Object.values(records).flat();
  const codeOf = (id: string): unknown => all.find((one) => one.id === id)?.items[0]?.wbs_code;
  const recode = async (wbs_code: unknown): Promise<void> => {
    const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
    await rig.control('procore', 'PATCH', place, {
      items: [{ id: String(BigInt(document.sourceId) * 100n), wbs_code }],
    });
    await rig.hintOne(document.sourceId);
  };
  await recode(codeOf((await rig.requisition('RECODED', 2)).sourceId));
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  const recoded = { '4411.1340.03300': '10000.00', [cost]: '0.00', [retainage]: '-1000.00', payable: '9000.00' };
  expect(await ap.books(document)).toEqual(recoded);
  // Looked at again it is what stands; and set back, the difference is to the sum of both.
  await recode(codeOf(document.sourceId));
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await ap.books(document)).toEqual({ ...recoded, '4411.1340.03300': '0.00', [cost]: '10000.00' });
});

test('edited again between show and decide, or decided twice, the choice is refused', async () => {
  const document = await ap.posted('MOVED');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  const seen = await offered(rig, document);
  const adjust = { kind: 'adjust', shown: seen.offer.choices[0]?.shown ?? '' } as const;
  await edit(rig, document, { total: '8000.00', withheld: '800.00' });
  await expect(decide(rig, document, adjust)).rejects.toThrow('Nothing was changed');
  const again = await offered(rig, document);
  expect(again.offer.contentHash).not.toBe(seen.offer.contentHash);
  await expect(decide(rig, document, adjust)).rejects.toThrow('what was shown is not how it is now');

  const newest = { kind: 'adjust', shown: again.offer.choices[0]?.shown ?? '' } as const;
  const both = await Promise.allSettled([decide(rig, document, newest), decide(rig, document, newest)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await ap.taken(document);
  expect(await ap.numbersOf(document)).toEqual(['INV-MOVED-1', 'INV-MOVED-1-R2']);
  expect(await ap.books(document)).toEqual({ [cost]: '8000.00', [retainage]: '-800.00', payable: '7200.00' });
});

/** A vendor of Procore whose supplier is another one than that of the added contracts. */
const newVendor = { vendorId: '562949953439999', supplierNumber: '' };

async function otherVendor(own: DocumentRow): Promise<void> {
  if (newVendor.supplierNumber !== '') return;
  const [order] = await ap.postingsOf(own, 'order');
  const suppliers = await rig.table('F0401');
  const another = suppliers.find((row) => row['AN8'] !== order?.supplier && row['HDPY'] === '' && row['HOLD'] === '');
  newVendor.supplierNumber = another?.['AN8'] ?? '';
  await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const { id } = await tx.parties.ofVendor(rig.scope, newVendor.vendorId);
    await tx.parties.link(rig.scope, id, { number: newVendor.supplierNumber, taxId: '' });
  });
}

/** Its vendor becomes another one in Procore; gives who it was. */
async function reassign(document: DocumentRow, vendorId = newVendor.vendorId): Promise<string> {
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<
    string,
    { id: string; vendor_id: string }[]
  >;
  const before = Object.values(records)
    .flat()
    .find(({ id }) => id === document.sourceId)?.vendor_id;
  const place = `projects/${document.projectId}/requisitions/${document.sourceId}`;
  await rig.control('procore', 'PATCH', place, { vendor_id: Number(vendorId), vendor_name: 'Another one' });
  await rig.hintOne(document.sourceId);
  return String(before);
}

/** The first requisition of a commitment, posted, and of another vendor after that. */
async function reassigned(commitment: string) {
  const document = await ap.posted(commitment);
  await otherVendor(document);
  return { document, vendorId: await reassign(document) };
}

/** What accounts payable shows with the first supplier and with the other, of all vouchers of the document. */
async function bySupplier(document: DocumentRow): Promise<string[]> {
  const sums = [new Decimal(0), new Decimal(0)];
  for (const { key } of await ap.vouchersOf(document)) {
    for (const row of await rig.table('F0411', { VR01: key })) {
      const index = row['AN8'] === newVendor.supplierNumber ? 1 : 0;
      sums[index] = sums[index]?.plus(row['AG'] ?? '0') ?? new Decimal(0);
    }
  }
  return sums.map((amount) => amount.toFixed(2));
}

/** The amount of the one line of its order, and what is open of it. */
async function orderLine(document: DocumentRow): Promise<string[]> {
  const [order, ...more] = await ap.postingsOf(document, 'order');
  expect(more).toEqual([]);
  const rows = await rig.table('F4311', { DOCO: order?.reference?.['orderNumber'] ?? '' });
  return rows.map((row) => `${row['AEXP'] ?? ''} open ${row['AOPN'] ?? ''}`);
}

/** AP pays, or selects for payment, the voucher of an ordinal. */
async function pays(document: DocumentRow, ordinal: number, change: object = { AAP: '0', PST: 'P' }): Promise<void> {
  const voucher = (await ap.vouchersOf(document)).find((one) => one.ordinal === ordinal);
  await rig.control('jde', 'PATCH', 'tables/F0411', { where: { VR01: voucher?.key ?? '' }, set: change });
}

async function adjusting(document: DocumentRow) {
  return (await offered(rig, document)).offer.choices.find(({ kind }) => kind === 'adjust');
}

/** Both postings of a choice stand, and AP takes them; `all`: how many the document has by then. */
async function bothTaken(document: DocumentRow, all: number): Promise<void> {
  await rig.until('both stand', async () => (await ap.numbersOf(document)).length === all);
  await ap.taken(document);
}

/** JDE refuses what is posted after the first call; the hold stands, and nothing of it is under way. */
async function refusedAfter(document: DocumentRow, calls: number): Promise<void> {
  const refusal = { match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'status', status: 500, skip: calls };
  await rig.control('jde', 'POST', 'faults', refusal);
  await choose(rig, document, 'adjust');
  await rig.until('it is held for the refusal', async () =>
    (await rig.holds()).some(
      ({ document: { id }, hold }) =>
        id === document.id && hold.releaseAskedAt === null && hold.reasons.includes('erpRejected'),
    ),
  );
}

const toTen = { [cost]: '10000.00', [retainage]: '-1000.00', payable: '9000.00' };

test('another supplier: by one choice a credit for all that stands with the old one, and the whole with the new one', async () => {
  const { document, vendorId } = await reassigned('SUPPLIER');
  const shown = await adjusting(document);
  expect(shown?.says).toMatch(
    /^All that stands with supplier \d+ is taken back, and the whole is posted to supplier \d+/,
  );
  expect(shown?.facts).toMatchObject({ number: 'INV-SUPPLIER-1-R2, INV-SUPPLIER-1-R3', payable: '0.00 USD' });
  await choose(rig, document, 'adjust');
  await bothTaken(document, 3);
  expect(await ap.numbersOf(document)).toEqual(['INV-SUPPLIER-1', 'INV-SUPPLIER-1-R2', 'INV-SUPPLIER-1-R3']);
  expect(await ap.books(document)).toEqual(toTen);
  expect(await bySupplier(document)).toEqual(['0.00', '9000.00']);
  const [, credit, voucher] = await ap.vouchersOf(document);
  expect(credit?.because).toBe(voucher?.because);
  // The order is of the old supplier: its line goes to nothing, and there is no second one.
  expect(await orderLine(document)).toEqual(['0.00 open 0.00']);
  expect(await differencesOf(rig, document)).toEqual([]);

  // Changed once more, the difference is with the new supplier alone, and on no order.
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await bySupplier(document)).toEqual(['0.00', '8100.00']);
  expect(await orderLine(document)).toEqual(['0.00 open 0.00']);
  expect(await differencesOf(rig, document)).toEqual([]);

  // Set back to the old one, whose voucher and credit AP has settled against each other: his order is used again.
  await pays(document, 1);
  await pays(document, 2);
  await reassign(document, vendorId);
  await choose(rig, document, 'adjust');
  await bothTaken(document, 6);
  expect(await bySupplier(document)).toEqual(['8100.00', '0.00']);
  expect(await orderLine(document)).toEqual(['9000.00 open 9000.00']);
  expect(await differencesOf(rig, document)).toEqual([]);
});

test.each([
  ['paid', { AAP: '0', PST: 'P' }],
  ['selected for payment', { AAP: '9000.00', PST: 'Z' }],
])('what was %s is not moved to another supplier, and says so', async (_what, change) => {
  const document = await rig.requisition('PAID', 1);
  if (document.stage === null) await reassigned('PAID');
  await pays(document, 1, change);
  await rig.hintOne(document.sourceId);
  await rig.until('it is not offered', async () => (await adjusting(document))?.shown === '');
  expect((await adjusting(document))?.says).toContain('was paid, or is selected for payment, to supplier');
});

test('paid between show and choice, nothing is posted', async () => {
  const { document } = await reassigned('PAID-LATE');
  const seen = await adjusting(document);
  await pays(document, 1);
  await decide(rig, document, { kind: 'adjust', shown: seen?.shown ?? '' });
  await rig.until('it is held for that', async () =>
    (await rig.holds()).some((one) => one.document.id === document.id && one.hold.reasons.includes('vendorConflict')),
  );
  expect(await ap.vouchersOf(document)).toHaveLength(1);
  expect(await orderLine(document)).toEqual(['10000.00 open 10000.00']);
});

test('the answer to the credit is lost: it is found, and both stand once', async () => {
  const { document } = await reassigned('LOST');
  await offered(rig, document);
  const credit = { match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'commitThenLose' };
  await rig.control('jde', 'POST', 'faults', credit);
  await choose(rig, document, 'adjust');
  await bothTaken(document, 3);
  expect(await ap.books(document)).toEqual(toTen);
  expect(await bySupplier(document)).toEqual(['0.00', '9000.00']);
});

test('the new voucher is refused, and AP settles the old one with the credit meanwhile: it follows once, by the same choice', async () => {
  const { document } = await reassigned('REFUSED');
  await offered(rig, document);
  await refusedAfter(document, 1);
  await pays(document, 1);
  await rig.hintOne(document.sourceId);
  await bothTaken(document, 3);
  expect(await ap.numbersOf(document)).toEqual(['INV-REFUSED-1', 'INV-REFUSED-1-R2', 'INV-REFUSED-1-R3']);
  expect(await ap.books(document)).toEqual(toTen);
  expect(await bySupplier(document)).toEqual(['0.00', '9000.00']);
});

test('set back to the old vendor between choice and sending, nothing is posted', async () => {
  const { document, vendorId } = await reassigned('SET-BACK');
  await offered(rig, document);
  await rig.stopWorkers();
  await choose(rig, document, 'adjust');
  await reassign(document, vendorId);
  await rig.startWorkers();
  await rig.untilStage(document.sourceId, ['posted']);
  expect(await ap.vouchersOf(document)).toHaveLength(1);
  expect(await orderLine(document)).toEqual(['10000.00 open 10000.00']);
});

test('set back to the old vendor between the credit and the new voucher: what was credited is chosen about anew', async () => {
  const { document, vendorId } = await reassigned('BETWEEN');
  await offered(rig, document);
  await refusedAfter(document, 1);
  await reassign(document, vendorId);
  await rig.until(
    'it waits for the credit',
    async () => (await adjusting(document))?.says.includes('books yet') === true,
  );
  await ap.processed(document);
  await rig.hintOne(document.sourceId);
  await rig.until('it is offered', async () => (await adjusting(document))?.shown !== '');
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await bySupplier(document)).toEqual(['9000.00', '0.00']);
  expect(await orderLine(document)).toEqual(['10000.00 open 10000.00']);
  expect(await ap.books(document)).toEqual(toTen);
});

test('another Procore vendor with the same supplier is no difference', async () => {
  const document = await ap.posted('MERGED');
  const merged = '987654321';
  const vendor = await reassign(document, merged);
  await rig.test.store.inTenant(rig.scope.tenantId, async (tx) => {
    const own = await tx.parties.find(rig.scope, vendor);
    if (own === null) throw new Error('its vendor is known');
    await tx.parties.handOver(own, await tx.parties.ofVendor(rig.scope, merged));
  });
  await rig.hintOne(document.sourceId);
  await rig.until('it is looked at', async () => {
    const { open, stage } = await rig.document(document.sourceId);
    return !open && stage === 'posted';
  });
  expect(await ap.vouchersOf(document)).toHaveLength(1);
});

/** Its rows stand in the batch tables, and then it is edited. */
async function editedWhileDelivered(commitment: string): Promise<DocumentRow> {
  const document = await rig.requisition(commitment, 1);
  await rig.hintOne(document.sourceId);
  await rig.untilStage(document.sourceId, ['delivered']);
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  return rig.document(document.sourceId);
}

/** How many rows of a voucher stand in the batch tables, by table. */
async function batchRows(document: DocumentRow, ordinal: number): Promise<number[]> {
  const key = (await ap.vouchersOf(document)).find((one) => one.ordinal === ordinal)?.key ?? '';
  const [items, lines] = [await rig.table('F0411Z1', { EDTN: key }), await rig.table('F0911Z1', { EDTN: key })];
  return [items.length, lines.length];
}

const toNine = { [cost]: '9000.00', [retainage]: '-900.00', payable: '8100.00' };

test('between delivered and vouchered: by a choice its rows are deleted, and the whole new content is posted', async () => {
  const document = await editedWhileDelivered('ROWS');
  const shown = await adjusting(document);
  expect(shown?.says).toMatch(/^INV-ROWS-1 was not taken by the voucher processor: its rows are deleted/);
  expect(shown?.facts).toMatchObject({ number: 'INV-ROWS-1-R2', payable: '8,100.00 USD' });
  expect(shown?.moves).toContainEqual({ account: cost, orderLine: '', amount: '-1000.00' });
  expect(await batchRows(document, 1)).toEqual([1, 2]);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await batchRows(document, 1)).toEqual([0, 0]);
  expect(await ap.numbersOf(document)).toEqual(['INV-ROWS-1-R2']);
  expect(await ap.books(document)).toEqual(toNine);
  expect(await orderLine(document)).toEqual(['9000.00 open 9000.00']);
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('the answer to the deletion is lost: it is seen, and the new voucher is made once', async () => {
  const document = await editedWhileDelivered('ROWS-LOST');
  await offered(rig, document);
  const lost = { match: { orchestration: 'PC_DELETE_BATCH_VOUCHER' }, kind: 'commitThenLose' };
  await rig.control('jde', 'POST', 'faults', lost);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await ap.postingsOf(document, 'takeBack')).toMatchObject([{ state: 'confirmed' }]);
  expect(await ap.books(document)).toEqual(toNine);
});

test('the processor takes the rows between show and choice: they are not deleted, and the difference is shown once that is seen', async () => {
  const document = await editedWhileDelivered('ROWS-TAKEN');
  const seen = await adjusting(document);
  const [voucher] = await ap.vouchersOf(document);
  const batch = { edus: 'PROCORE', edbt: voucher?.reference?.['ediBatch'] ?? '', mode: 'final' };
  await ap.act('process', batch);
  await decide(rig, document, { kind: 'adjust', shown: seen?.shown ?? '' });
  await rig.until('it is held for that', async () =>
    (await rig.holds()).some((one) => one.document.id === document.id && one.hold.reasons.includes('erpRejected')),
  );
  expect(await ap.vouchersOf(document)).toHaveLength(1);
  await ap.poll();
  await rig.hintOne(document.sourceId);
  await rig.until(
    'the difference is offered',
    async () => (await adjusting(document))?.says.startsWith('The diff') === true,
  );
  await choose(rig, document, 'adjust');
  await rig.until('both stand', async () => (await ap.numbersOf(document)).length === 2);
  await ap.processed(document);
  expect(await ap.numbersOf(document)).toEqual(['INV-ROWS-TAKEN-1', 'INV-ROWS-TAKEN-1-R2']);
  expect(await ap.books(document)).toEqual(toNine);
});

test('killed between the deletion and the new voucher: it follows once, by the same choice', async () => {
  const document = await editedWhileDelivered('ROWS-KILLED');
  await offered(rig, document);
  const next = { match: { orchestration: 'PC_ADD_BATCH_VOUCHER' }, kind: 'status', status: 429, count: 50 };
  await rig.control('jde', 'POST', 'faults', next);
  await choose(rig, document, 'adjust');
  await rig.until('the rows are gone and nothing else got through', async () => {
    const [deleted, voucher] = await ap.vouchersOf(document);
    return deleted?.state === 'voided' && voucher?.state === 'reserved' && !voucher.leased;
  });
  await rig.stopWorkers();
  await rig.control('jde', 'DELETE', 'faults');
  await rig.hintOne(document.sourceId);
  await rig.startWorkers();
  await ap.taken(document);
  expect(await ap.numbersOf(document)).toEqual(['INV-ROWS-KILLED-1-R2']);
  expect(await ap.books(document)).toEqual(toNine);
});
