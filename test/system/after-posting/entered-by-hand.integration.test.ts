import type { DocumentRow } from '../../../src/store/documents/documents';
import type { AssignedByHand } from '../../../src/application/holds/decide-held';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts, mapOnly } from '../support/added-contracts';
import { differencesOf } from '../support/compared';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { startRig, type Rig, type Row } from '../support/rig';

// What AP enters is dated today, and what follows it is posted by the period of today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const steel = '4411.1340.26010';
const concrete = '4411.1340.03300';
const retainage = '200.4110';
const unmapped = { code: '26-05-00.S', total: '10000.00', withheld: '1000.00' } as const;
const two = [
  { ...unmapped, total: '6000.00', withheld: '600.00' },
  { ...unmapped, code: '05-120.M', total: '4000.00', withheld: '400.00' },
] as const;
const next = { total: '15000.00', totalBefore: '10000.00', withheld: '1500.00', withheldBefore: '1000.00' };
/** Says 500.00 more than the items come to. */
const summary = {
  ...{ original_contract_sum: '900000.00', net_change_by_change_orders: '0.00', contract_sum_to_date: '900000.00' },
  ...{ total_completed_and_stored_to_date: '10000.00', completed_work_retainage_amount: '1000.00' },
  ...{ total_retainage: '1000.00', total_earned_less_retainage: '9500.00', current_payment_due: '9500.00' },
  ...{ less_previous_certificates_for_payment: '0.00', tax_applicable_to_this_payment: '0' },
};
/** Not linked in Procore, and like a supplier of JDE's. */
const similarVendor = '562949953431339';

let rig: Rig;
let ap: AccountsPayable;
let payable: Row = {};
let ledger: Row = {};
beforeAll(async () => {
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    shape: (data) => {
      mapOnly(data, ['26-010', '03-300']);
      const one = (number: string) => ({ number, requisitions: [{ items: [unmapped], end }] });
      addContracts(data, [
        {
          number: 'UNMAPPED',
          requisitions: [
            { items: [unmapped], end },
            { items: [{ ...unmapped, ...next }], end },
          ],
        },
        { number: 'TWO-ITEMS', requisitions: [{ items: two, end }] },
        { number: 'EQUAL', requisitions: [{ items: two.map((item) => ({ ...item, total: '5000.00' })), end }] },
        ...['CODED', 'MOVED', 'CLAIMED', 'EDITED', 'FOREIGN', 'UNEQUAL'].map(one),
        {
          number: 'UNLINKED',
          vendorId: similarVendor,
          requisitions: [{ items: [{ ...unmapped, code: '26-010.S' }], end }],
        },
        {
          number: 'TURN',
          requisitions: [
            { items: [unmapped], end },
            { items: [{ ...unmapped, ...next }], end },
          ],
        },
        { number: 'DIFFERS', requisitions: [{ items: [{ ...unmapped, code: '26-010.S' }], end, fields: { summary } }] },
        { number: 'TEMPLATE', requisitions: [{ items: [{ ...unmapped, code: '26-010.S' }], end }] },
      ]);
    },
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
  const template = await ap.posted('TEMPLATE');
  const [voucher] = await ap.vouchersOf(template);
  [payable = {}] = await rig.table('F0411', { VR01: voucher?.key ?? '' });
  [ledger = {}] = await rig.table('F0911', { DOC: payable['DOC'] ?? '' });
});
afterAll(() => rig.close());

type Line = readonly [account: string, amount: string];

/** AP types a voucher in: F0411 with one pay item, F0911 with these lines. */
async function typedIn(
  doc: string,
  lines: readonly Line[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const total = lines.reduce((sum, [, amount]) => sum + Number(amount), 0).toFixed(2);
  const own = {
    DOC: doc,
    VR01: '',
    URRF: '',
    VINV: `AP-${doc}`,
    AG: total,
    AAP: total,
    RMK: '',
    PO: '',
    PDCT: '',
    PKCO: '',
  };
  await rig.control('jde', 'POST', 'tables/F0411', { ...payable, ...own, ...more });
  const rows = lines.map(([account, AA], index) => {
    const [MCU = '', OBJ = '', SUB = ''] = account.split('.');
    return { ...ledger, DOC: doc, JELN: String(index + 1), MCU, OBJ, SUB, ANI: account, AA };
  });
  await rig.control('jde', 'POST', 'tables/F0911', rows);
}

const whole: readonly Line[] = [
  [steel, '10000.00'],
  [retainage, '-1000.00'],
];
const called = (doc: string) => ({ kind: 'postedByHand', reference: `${doc} PV 00200` }) as const;

async function held(contract: string, reason: string, number = 1): Promise<DocumentRow> {
  await rig.hintOne((await rig.requisition(contract, number)).sourceId);
  return stillHeld(contract, reason, number);
}

/** Held for that, by its hold's row, and for what was read last. */
async function stillHeld(contract: string, reason: string, number = 1): Promise<DocumentRow> {
  const { id, sourceId } = await rig.requisition(contract, number);
  await rig.until(`${contract} held for ${reason}`, async () => {
    const found = (await rig.holds()).find((one) => one.document.id === id);
    const name = { kind: 'requisition', sourceId };
    const read = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.snapshots.named(rig.scope, name));
    if (read.snapshot?.hintNo !== read.document?.hintNo) return false;
    return found?.hold.reasons.some((one) => one === reason) === true && found.hold.releaseAskedAt === null;
  });
  return rig.document(sourceId);
}

async function refusal(document: DocumentRow, doc: string, assign: readonly AssignedByHand[] = []): Promise<string> {
  return decide(rig, document, { ...called(doc), assign }).then(
    () => 'it was taken',
    (error: unknown) => String(error),
  );
}

async function markOf(document: DocumentRow, doc: string, assign: readonly AssignedByHand[] = []): Promise<string> {
  const text = await refusal(document, doc, assign);
  const [, mark = ''] = /--shown (\w{8})/.exec(text) ?? [];
  if (mark === '') throw new Error(text);
  return mark;
}

async function counted(document: DocumentRow, doc: string, assign: readonly AssignedByHand[] = []): Promise<void> {
  await decide(rig, document, { ...called(doc), assign, shown: await markOf(document, doc, assign) });
  await rig.untilStage(document.sourceId, ['byHand']);
}

async function entriesOf({ id }: DocumentRow): Promise<string[]> {
  const effects = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.effects.of(id));
  return effects
    .standing()
    .all.flatMap(({ entries }) => entries)
    .map(
      ({ account, amount, gross, withheld, item }) =>
        `${account} ${amount} ${gross} ${withheld} ${item === '' ? '-' : 'item'}`,
    );
}

test('a code without an account: both sides are shown, and with mark and evidence what AP entered counts, for later numbers too', async () => {
  const document = await held('UNMAPPED', 'unmappedCostCode');
  expect(await refusal(document, '990100')).toContain('nothing that is so called stands in JD Edwards');
  await typedIn('990100', whole);
  const text = await refusal(document, '990100');
  expect(text).toContain('item 1, line 1 "Work under 26-05-00.S" (26-05-00.S): 10,000.00 USD, withheld 1,000.00 USD');
  expect(text).toContain(`${steel}: 10,000.00 USD`);
  expect(text).toContain('Both come to the same.');
  const shown = await markOf(document, '990100');
  await expect(decide(rig, document, { ...called('990100'), shown, evidence: '' })).rejects.toThrow('--evidence');
  await counted(document, '990100');
  expect(await ap.vouchersOf(document)).toMatchObject([{ origin: 'byHand', state: 'confirmed', number: 'AP-990100' }]);
  expect(await entriesOf(document)).toEqual([`${steel} 10000 10000 1000 item`, `${retainage} -1000 0 0 -`]);
  await rig.hintOne(document.sourceId);
  await rig.until('it is looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect((await rig.document(document.sourceId)).stage).toBe('byHand');
});

test('a line that is one item’s alone by its amount is that item’s; where two have it, whoever decides says whose it is, in parts that sum', async () => {
  const told = await held('TWO-ITEMS', 'unmappedCostCode');
  await typedIn('990110', [
    [concrete, '4000.00'],
    [steel, '6000.00'],
    [retainage, '-1000.00'],
  ]);
  await counted(told, '990110');
  expect((await entriesOf(told)).sort()).toEqual([
    `${retainage} -1000 0 0 -`,
    `${concrete} 4000 4000 400 item`,
    `${steel} 6000 6000 600 item`,
  ]);

  const equal = await held('EQUAL', 'unmappedCostCode');
  await typedIn('990111', [
    [steel, '5000.00'],
    [concrete, '5000.00'],
    [retainage, '-1000.00'],
  ]);
  expect(await refusal(equal, '990111')).toContain(`5000 on ${steel} does not belong to exactly one item`);
  const part = (item: string, line: string, amount: string): AssignedByHand => ({ item, line, amount });
  const short = [part('2', steel, '4999.99'), part('1', concrete, '5000.00')];
  expect(await refusal(equal, '990111', short)).toContain('sums to 4999.99, and 5000 stands there');
  const parts = [part('2', steel, '4000.00'), part('1', steel, '1000.00'), part('1', concrete, '5000.00')];
  await counted(equal, '990111', parts);
  expect((await entriesOf(equal)).sort()).toEqual([
    `${retainage} -1000 0 0 -`,
    `${concrete} 5000.00 5000.00 0 item`,
    `${steel} 1000.00 1000.00 600 item`,
    `${steel} 4000.00 4000.00 400 item`,
  ]);
});

test('a vendor that is linked to nobody, and amounts that differ: what AP entered counts with its supplier and its money', async () => {
  await typedIn('990120', whole, { AN8: '60031', PYE: '60031' });
  const unlinked = await held('UNLINKED', 'vendorUnknown');
  await counted(unlinked, '990120');
  expect(await ap.vouchersOf(unlinked)).toMatchObject([{ supplier: '60031', origin: 'byHand' }]);

  await typedIn('990121', [
    [steel, '10500.00'],
    [retainage, '-1000.00'],
  ]);
  const differs = await held('DIFFERS', 'amountsDiffer');
  expect(await refusal(differs, '990121')).toContain(
    'They differ: gross: Procore 10,000.00 USD, stands 10,500.00 USD.',
  );
  await counted(differs, '990121');
  expect(await entriesOf(differs)).toEqual([`${steel} 10500 10500 1000 item`, `${retainage} -1000 0 0 -`]);
});

test('while nothing is mapped yet, what stands by hand is compared and adjusted all the same', async () => {
  const document = await held('CODED', 'unmappedCostCode');
  await typedIn('990125', whole);
  await counted(document, '990125');
  await edit(rig, document, { total: '9500.00', withheld: '950.00' });
  const { offer, hold } = await offered(rig, document);
  expect(hold.reasons).toEqual(['changedAfterPosting']);
  expect(offer.choices[0]).toMatchObject({ kind: 'adjust', facts: { payable: '-450.00 USD' } });
  await edit(rig, document, { total: '10000.00', withheld: '1000.00' });
  await rig.untilStage(document.sourceId, ['byHand']);
});

test('edited in Procore, or changed there, between show and decision: the mark is another one, and nothing counts', async () => {
  const document = await held('EDITED', 'unmappedCostCode');
  await typedIn('990130', whole);
  const shown = await markOf(document, '990130');
  await edit(rig, document, { total: '9000.00', withheld: '900.00' });
  await stillHeld('EDITED', 'unmappedCostCode');
  const decided = decide(rig, document, { ...called('990130'), shown });
  await expect(decided).rejects.toThrow('gross: Procore 9,000.00 USD, stands 10,000.00 USD');

  const moved = await held('MOVED', 'unmappedCostCode');
  await typedIn('990131', whole);
  const before = await markOf(moved, '990131');
  await rig.control('jde', 'PATCH', 'tables/F0911', {
    where: { DOC: '990131', JELN: '1' },
    set: { SUB: '03300', ANI: concrete },
  });
  await expect(decide(rig, moved, { ...called('990131'), shown: before })).rejects.toThrow(`10000 on ${concrete}`);
  expect(await entriesOf(moved)).toEqual([]);
});

test('what is another document’s, is of another currency, does not come to its own total, or is not its turn, counts for nothing', async () => {
  const claimed = await held('CLAIMED', 'unmappedCostCode');
  expect(await refusal(claimed, '990110')).toContain('belongs to another posting of ours');
  expect(await refusal(claimed, payable['DOC'] ?? '')).toContain('of ours');

  const foreign = await held('FOREIGN', 'unmappedCostCode');
  await typedIn('990140', whole, { CRCD: 'CAD' });
  expect(await refusal(foreign, '990140')).toContain('is in CAD, the requisition in USD');

  const unequal = await held('UNEQUAL', 'unmappedCostCode');
  await typedIn('990141', whole, { AG: '9100.00' });
  expect(await refusal(unequal, '990141')).toContain('come to 9000 with its tax, and 9100 is to be paid by it');

  await held('TURN', 'unmappedCostCode');
  const second = await held('TURN', 'unmappedCostCode', 2);
  await typedIn('990142', [
    [steel, '5000.00'],
    [retainage, '-500.00'],
  ]);
  expect(await refusal(second, '990142')).toContain('it is not its turn');
});

test('mapped after that, nothing of it is rebooked, its later number goes on, and what changes of it is posted onto the account that it stands on', async () => {
  const document = await rig.requisition('UNMAPPED', 1);
  await held('UNMAPPED', 'unmappedCostCode', 2);
  const row = { project: '4411', costType: 'S', businessUnit: '4411', object: '1340' };
  await rig.changeMapping([{ ...row, costCode: '26-05-00', subsidiary: '03300' }]);
  const second = await rig.requisition('UNMAPPED', 2);
  await ap.taken(second);
  expect(await ap.books(second)).toEqual({ [concrete]: '5000.00', [retainage]: '-500.00', payable: '4500.00' });
  expect((await rig.document(document.sourceId)).stage).toBe('byHand');

  const coded = await rig.requisition('CODED', 1);
  await edit(rig, coded, { total: '9000.00', withheld: '900.00' });
  const { offer } = await offered(rig, coded);
  expect(offer.choices[0]).toMatchObject({
    kind: 'adjust',
    moves: [
      { account: retainage, orderLine: '', amount: '100.00' },
      { account: steel, orderLine: '', amount: '-1000.00' },
    ],
  });
  await choose(rig, coded, 'adjust');
  await ap.taken(coded);
  expect(await ap.books(coded)).toMatchObject({ [steel]: '-1000.00', [retainage]: '100.00' });
});

test('it is watched like ours: voided there, it is held', async () => {
  const document = await rig.requisition('UNMAPPED', 1);
  // The comparer finds it by itself: what is changed there, or voided, and nobody was told of yet is a difference.
  expect(await differencesOf(rig, document)).toEqual([]);
  const amount = (AG: string) => rig.control('jde', 'PATCH', 'tables/F0411', { where: { DOC: '990100' }, set: { AG } });
  await amount('9000.50');
  expect(await differencesOf(rig, document)).toEqual([expect.stringMatching(/^byHand: .*9,?000\.50/)]);
  await amount('9000.00');
  const coded = (from: string, to: string) =>
    rig.control('jde', 'PATCH', 'tables/F0911', { where: { DOC: '990100', SUB: from }, set: { SUB: to } });
  await coded('26010', '03300');
  // The sum is what counts; whoever looks at accounts sees another.
  const recoded = await differencesOf(rig, document);
  expect(recoded).toHaveLength(2);
  expect(recoded).toContainEqual(expect.stringMatching(`^byHand: .* on account ${concrete}, of which 0\\.00 counts`));
  await coded('03300', '26010');
  await ap.act('void', { doc: '990100' });
  expect(await differencesOf(rig, document)).toEqual([expect.stringMatching(/^missingByHand: .*990100/)]);
  await ap.poll();
  await rig.untilStage(document.sourceId, ['held']);
  const hold = (await rig.holds()).find((one) => one.document.id === document.id);
  expect(hold?.hold.reasons).toContain('erpVoided');
});
