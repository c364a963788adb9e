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
        ...[
          'CANCELED',
          'CANCEL-LOST',
          'APPROVED-AGAIN',
          'BEFORE-SENT',
          'WHILE-SENT',
          'REFUSED',
          'DELETED',
          'VOUCHERED',
        ].map((number) => ({ number, requisitions: [{ items: [first], end }] })),
        { number: 'OTHER-CODE', requisitions: [{ items: [{ code: '03-300.S', total: '0.00' } as const], end }] },
      ]),
  });
  await rig.goLive(['4411']);
  ap = accountsPayable(rig);
});
afterEach(() => rig.control('jde', 'DELETE', 'faults'));
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

async function setStatus({ projectId, sourceId }: DocumentRow, status: string): Promise<void> {
  await rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, { status });
  await rig.hintOne(sourceId);
}

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

/** Its order stands, is on hold, and its voucher waits for that. */
async function ordered(commitment: string): Promise<DocumentRow> {
  await rig.control('jde', 'PUT', 'settings', { orderHold: { aboveAmount: '5000' } });
  const document = await rig.requisition(commitment, 1);
  await rig.hintOne(document.sourceId);
  await heldFor(document, 'orderOnHold');
  return rig.document(document.sourceId);
}

/** The same, and it was sent back in Procore after that. */
async function withdrawn(commitment: string): Promise<DocumentRow> {
  const document = await ordered(commitment);
  await setStatus(document, 'revise_and_resubmit');
  await heldFor(document, 'withdrawnAfterPosting');
  return document;
}

async function cancels(document: DocumentRow): Promise<string[]> {
  return (await ap.postingsOf(document, 'orderCancel')).map(({ state }) => state);
}

const canceled = [`${cost} 10000.00 open 0.00`];
const untouched = [`${cost} 10000.00 open 10000.00`];

test('withdrawn after its order and before its voucher: the lines are shown and canceled, and it is withdrawn', async () => {
  const document = await withdrawn('CANCELED');
  const { offer } = await offered(rig, document);
  expect(offer.choices.map(({ kind }) => kind)).toEqual(['cancelOrder']);
  expect(offer.choices[0]).toMatchObject({ moves: [{ account: cost, amount: '-10000.00' }] });
  const shown = offer.choices[0]?.shown ?? '';
  const both = await Promise.allSettled([
    decide(rig, document, { kind: 'cancelOrder', shown }),
    decide(rig, document, { kind: 'cancelOrder', shown }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await rig.untilStage(document.sourceId, ['withdrawn']);
  expect(await orderLines(document)).toEqual(canceled);
  expect((await ap.postingsOf(document, 'order')).map(({ state }) => state)).toEqual(['voided']);

  // Approved again, nothing is made a second time by itself; a person has it posted, without an order.
  await setStatus(document, 'approved');
  await heldFor(document, 'erpVoided');
  expect(await orderLines(document)).toEqual(canceled);
  await choose(rig, document, 'postAgain');
  await ap.taken(document);
  expect(await orderLines(document)).toEqual(canceled);
  expect(await ap.books(document)).toEqual({
    [cost]: '10000.00',
    [retainage]: '-1000.00',
    payable: '9000.00',
  });
});

test('the answer to the cancellation is lost: it is found, and done once', async () => {
  const document = await withdrawn('CANCEL-LOST');
  await rig.control('jde', 'POST', 'faults', { match: { orchestration: 'PC_CHANGE_PO' }, kind: 'commitThenLose' });
  await choose(rig, document, 'cancelOrder');
  await rig.untilStage(document.sourceId, ['withdrawn']);
  expect(await orderLines(document)).toEqual(canceled);
  expect(await ap.postingsOf(document, 'orderCancel')).toHaveLength(1);
});

test('deleted in Procore, it is offered as well', async () => {
  const document = await ordered('DELETED');
  await rig.control('procore', 'DELETE', `projects/${document.projectId}/requisitions/${document.sourceId}`);
  await rig.hintOne(document.sourceId);
  await choose(rig, document, 'cancelOrder');
  await rig.untilStage(document.sourceId, ['withdrawn']);
  expect(await orderLines(document)).toEqual(canceled);
});

test('approved again between show and choice, the choice is refused and nothing is canceled', async () => {
  const document = await withdrawn('APPROVED-AGAIN');
  const { offer } = await offered(rig, document);
  await setStatus(document, 'approved');
  await heldFor(document, 'orderOnHold');
  const shown = offer.choices[0]?.shown ?? '';
  await expect(decide(rig, document, { kind: 'cancelOrder', shown })).rejects.toThrow('Nothing was changed');
  expect(await orderLines(document)).toEqual(untouched);
});

test('approved again before the cancellation is sent, nothing is canceled; withdrawn once more, it is asked once more', async () => {
  const document = await withdrawn('BEFORE-SENT');
  await offered(rig, document);
  await rig.stopWorkers();
  await choose(rig, document, 'cancelOrder');
  await setStatus(document, 'approved');
  await rig.startWorkers();
  await heldFor(document, 'orderOnHold');
  expect(await orderLines(document)).toEqual(untouched);
  await setStatus(document, 'revise_and_resubmit');
  await heldFor(document, 'withdrawnAfterPosting');
  expect(await cancels(document)).toEqual([]);
  await choose(rig, document, 'cancelOrder');
  await rig.untilStage(document.sourceId, ['withdrawn']);
  expect(await orderLines(document)).toEqual(canceled);
});

test('approved again while nobody knows whether its order was canceled: no voucher is posted on that order', async () => {
  const document = await withdrawn('WHILE-SENT');
  await offered(rig, document);
  await rig.control('jde', 'POST', 'faults', { match: { orchestration: 'PC_CHANGE_PO' }, kind: 'commitThenLose' });
  // It is looked at and read once more before it is sent, and cannot be read after that.
  const unread = { match: { table: 'F4311' }, kind: 'status', status: 503, skip: 2, count: 500 };
  await rig.control('jde', 'POST', 'faults', unread);
  await choose(rig, document, 'cancelOrder');
  await rig.until('it was sent', async () => ['sent', 'uncertain'].includes((await cancels(document)).join()));
  await rig.stopWorkers();
  await setStatus(document, 'approved');
  await rig.control('jde', 'DELETE', 'faults');
  await rig.startWorkers();
  await heldFor(document, 'erpVoided');
  expect(await orderLines(document)).toEqual(canceled);
  expect(await cancels(document)).toEqual(['voided']);
  expect((await ap.vouchersOf(document)).filter(({ sends }) => sends > 0)).toEqual([]);
});

test('refused by JDE, and approved and withdrawn again since, it is sent by no choice that was made before', async () => {
  const document = await withdrawn('REFUSED');
  await offered(rig, document);
  const refusal = { match: { orchestration: 'PC_CHANGE_PO' }, kind: 'status', status: 500 };
  await rig.control('jde', 'POST', 'faults', refusal);
  await choose(rig, document, 'cancelOrder');
  await heldFor(document, 'erpRejected');
  await setStatus(document, 'approved');
  await heldFor(document, 'orderOnHold');
  expect(await cancels(document)).toEqual(['rejected']);
  await setStatus(document, 'revise_and_resubmit');
  await heldFor(document, 'withdrawnAfterPosting');
  expect(await cancels(document)).toEqual(['rejected']);
  expect(await orderLines(document)).toEqual(untouched);
});

test('once its voucher stands, the order is canceled by no choice', async () => {
  const document = await ordered('VOUCHERED');
  const [order] = await ap.postingsOf(document, 'order');
  await rig.control('jde', 'POST', 'orders/release', { doco: order?.reference?.['orderNumber'] ?? '' });
  await rig.hintOne(document.sourceId);
  await rig.untilStage(document.sourceId, ['delivered']);
  await setStatus(document, 'revise_and_resubmit');
  await heldFor(document, 'withdrawnAfterPosting');
  const held = (await rig.holds()).find((one) => one.document.id === document.id);
  expect(held?.problems.every(({ offer }) => offer === undefined)).toBe(true);
  await expect(decide(rig, document, { kind: 'cancelOrder', shown: 'ANYTHING' })).rejects.toThrow(
    'does not offer this',
  );
});
