import type { DocumentRow } from '../../../src/store/documents/documents';
import { accountsPayable, type AccountsPayable } from '../support/accounts-payable';
import { addContracts } from '../support/added-contracts';
import { choose, decide, edit, lastMonthEnd, offered } from '../support/after-choices';
import { differencesOf } from '../support/compared';
import { startRig, type Rig, type Row } from '../support/rig';

// A difference is dated by the day of its decision, so what is open in JDE is open today.
const today = new Date().toISOString().slice(0, 10);
const end = lastMonthEnd(today);
const cost = '4411.1340.26010';
const retainage = '200.4110';
const first = { code: '26-010.S', total: '10000.00', withheld: '1000.00' } as const;
const less = { total: '9000.00', withheld: '900.00' } as const;
const booksOfLess = { [cost]: '9000.00', [retainage]: '-900.00', payable: '8100.00' };

let rig: Rig;
let ap: AccountsPayable;
beforeAll(async () => {
  const numbers = ['OPEN', 'CLOSED', 'BACK-AND-FORTH', 'MOVED', 'LOST', 'KILLED', 'RAISED', 'RECODED', 'RECEIVED'];
  rig = await startRig({
    today,
    posting: { creditDocumentType: 'PD', zeroPayable: 'journal' },
    jdeSandbox: { changesWaitAbove: '4000' },
    shape: (data) =>
      addContracts(data, [
        ...numbers.map((number) => ({ number, requisitions: [{ items: [first], end }] })),
        { number: 'OTHER-CODE', requisitions: [{ items: [{ code: '03-300.S', total: '0.00' } as const], end }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
});
afterAll(() => rig.close());

async function orderNumber(document: DocumentRow): Promise<string> {
  const [order] = await ap.postingsOf(document, 'order');
  return order?.reference?.['orderNumber'] ?? '';
}

/** The lines of its order: account, amount, open amount, next status. */
async function orderLines(document: DocumentRow): Promise<string[]> {
  const rows = await rig.table('F4311', { DOCO: await orderNumber(document) });
  return rows.map((row: Row) => {
    const account = [row['OMCU'], row['OBJ'], row['SUB']].map((part) => part?.trim()).join('.');
    return `${account} ${row['AEXP'] ?? ''} open ${row['AOPN'] ?? ''}`;
  });
}

async function close(document: DocumentRow): Promise<void> {
  await rig.control('jde', 'POST', 'orders/advance', { doco: await orderNumber(document), to: '999' });
}

async function changes(document: DocumentRow): Promise<string[]> {
  return (await ap.postingsOf(document, 'orderChange')).map(({ state }) => state);
}

async function shownOf(document: DocumentRow) {
  const { offer } = await offered(rig, document);
  return offer.choices.find(({ kind }) => kind === 'adjust');
}

test('example H, its order line open: the line becomes 9,000.00, by a posting of its own, and the books agree to the cent', async () => {
  const document = await ap.posted('OPEN');
  expect(await orderLines(document)).toEqual([`${cost} 10000.00 open 10000.00`]);
  await edit(rig, document, less);
  const shown = await shownOf(document);
  const [[name = '', says] = []] = Object.entries(shown?.facts ?? {}).filter(([fact]) => fact.startsWith('order line'));
  expect(name).toMatch(/^order line contract_item:/);
  expect(says).toBe(`from 10,000.00 USD on ${cost} to 9,000.00 USD on ${cost}`);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await orderLines(document)).toEqual([`${cost} 9000.00 open 9000.00`]);
  expect(await ap.books(document)).toEqual(booksOfLess);
  const [change] = await ap.postingsOf(document, 'orderChange');
  const [, credit] = await ap.vouchersOf(document);
  expect(change).toMatchObject({ state: 'confirmed', because: credit?.because });
  const [line] = await rig.table('F4311', { DOCO: await orderNumber(document) });
  expect(line?.['DGL']).toBe(today.replaceAll('-', ''));
  expect(await differencesOf(rig, document)).toEqual([]);

  // Looked at again, nothing of it is done a second time.
  await rig.hintOne(document.sourceId);
  await rig.until('it is looked at again', async () => !(await rig.document(document.sourceId)).open);
  expect((await rig.document(document.sourceId)).stage).toBe('posted');
  expect(await changes(document)).toEqual(['confirmed']);
});

test('example H, its order line closed: it is left as it stands, the choice and the voucher say so, and the books agree', async () => {
  const document = await ap.posted('CLOSED');
  await close(document);
  await edit(rig, document, less);
  expect(Object.values((await shownOf(document))?.facts ?? {})).toContain(
    `stays at 10,000.00 USD on ${cost}: it is closed`,
  );
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await ap.books(document)).toEqual(booksOfLess);
  expect(await orderLines(document)).toEqual([`${cost} 10000.00 open 10000.00`]);
  expect(await changes(document)).toEqual([]);
  const [, credit] = await ap.vouchersOf(document);
  const [row] = await rig.table('F0411', { VR01: credit?.key ?? '' });
  expect(row?.['RMK']?.trim()).toBe('4411 CLOSED #1 order left');
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('a line that was received in part is left as a closed one is', async () => {
  const document = await ap.posted('RECEIVED');
  const received = { doco: await orderNumber(document), lnid: 1, amount: '4000.00' };
  await rig.control('jde', 'POST', 'orders/receive', received);
  await edit(rig, document, less);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await changes(document)).toEqual([]);
  expect(await ap.books(document)).toEqual(booksOfLess);
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('from A to B, back to A, to B again: the line follows each time, until it is closed; then it is left', async () => {
  const document = await ap.posted('BACK-AND-FORTH');
  for (const [total, withheld] of [
    ['9000.00', '900.00'],
    ['10000.00', '1000.00'],
    ['9000.00', '900.00'],
  ] as const) {
    await edit(rig, document, { total, withheld });
    await choose(rig, document, 'adjust');
    await ap.taken(document);
    expect(await orderLines(document)).toEqual([`${cost} ${total} open ${total}`]);
  }
  await close(document);
  await edit(rig, document, { total: '8000.00', withheld: '800.00' });
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await orderLines(document)).toEqual([`${cost} 9000.00 open 9000.00`]);
  expect(await ap.books(document)).toEqual({ [cost]: '8000.00', [retainage]: '-800.00', payable: '7200.00' });
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('recoded after posting: the open line goes to the new account with the cost', async () => {
  const document = await ap.posted('RECODED');
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<
    string,
    { id: string; items: { wbs_code: unknown }[] }[]
  >;
  const other = (await rig.requisition('OTHER-CODE', 1)).sourceId;
  const code = Object.values(records)
    .flat()
    .find((one) => one.id === other)?.items[0]?.wbs_code;
  await rig.control('procore', 'PATCH', `projects/${document.projectId}/requisitions/${document.sourceId}`, {
    items: [{ id: String(BigInt(document.sourceId) * 100n), wbs_code: code }],
  });
  await rig.hintOne(document.sourceId);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await orderLines(document)).toEqual(['4411.1340.03300 10000.00 open 10000.00']);
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('the line is closed between show and choice: nothing is posted, and the choice is shown anew', async () => {
  const document = await ap.posted('MOVED');
  await edit(rig, document, less);
  const seen = await shownOf(document);
  await close(document);
  await decide(rig, document, { kind: 'adjust', shown: seen?.shown ?? '' });
  await rig.until('it is offered anew', async () => (await shownOf(document))?.shown !== seen?.shown);
  expect(await ap.vouchersOf(document)).toHaveLength(1);
  expect(await changes(document)).toEqual([]);
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await ap.books(document)).toEqual(booksOfLess);
});

test('the answer to the change of the line is lost: it is found, and changed once', async () => {
  const document = await ap.posted('LOST');
  await edit(rig, document, less);
  await offered(rig, document);
  await rig.control('jde', 'POST', 'faults', {
    match: { orchestration: 'PC_CHANGE_PO' },
    kind: 'commitThenLose',
  });
  await choose(rig, document, 'adjust');
  await ap.taken(document);
  expect(await orderLines(document)).toEqual([`${cost} 9000.00 open 9000.00`]);
  expect(await changes(document)).toEqual(['confirmed']);
  expect(await ap.books(document)).toEqual(booksOfLess);
});

test('killed between the change of the line and the credit: the credit follows once, by the same choice', async () => {
  const document = await ap.posted('KILLED');
  await edit(rig, document, less);
  await offered(rig, document);
  // The change is through, and no call for the credit gets through before the workers are gone.
  await rig.control('jde', 'POST', 'faults', {
    match: { orchestration: 'PC_ADD_BATCH_VOUCHER' },
    kind: 'status',
    status: 429,
    count: 50,
  });
  await choose(rig, document, 'adjust');
  await rig.until('the line is changed', async () => (await changes(document)).join() === 'confirmed');
  await rig.stopWorkers();
  expect((await ap.vouchersOf(document)).map(({ state }) => state)).not.toContain('sent');
  // Its pass begins anew, with what was done by the choice in the books already.
  await rig.hintOne(document.sourceId);
  await rig.control('jde', 'DELETE', 'faults');
  await rig.startWorkers();
  await ap.taken(document);
  expect(await changes(document)).toEqual(['confirmed']);
  expect(await ap.numbersOf(document)).toEqual(['INV-KILLED-1', 'INV-KILLED-1-R2']);
  expect(await ap.books(document)).toEqual(booksOfLess);
  expect(await differencesOf(rig, document)).toEqual([]);
});

test('a raise that waits in JDE for its release is neither lost nor repeated, and the voucher comes after it', async () => {
  const document = await ap.posted('RAISED');
  await edit(rig, document, { total: '15000.00', withheld: '1500.00' });
  await choose(rig, document, 'adjust');
  await rig.until('it waits', async () =>
    (await rig.holds()).some((one) => one.document.id === document.id && one.hold.reasons.includes('orderOnHold')),
  );
  expect(await ap.vouchersOf(document)).toHaveLength(1);
  await rig.control('jde', 'POST', 'orders/release', { doco: await orderNumber(document) });
  await rig.hintOne(document.sourceId);
  await ap.taken(document);
  expect(await orderLines(document)).toEqual([`${cost} 15000.00 open 15000.00`]);
  expect(await ap.books(document)).toEqual({ [cost]: '15000.00', [retainage]: '-1500.00', payable: '13500.00' });
});
