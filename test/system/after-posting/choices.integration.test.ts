import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
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
        { number: 'MOVED', requisitions: [{ items: [first], end }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
});
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
