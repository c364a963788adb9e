import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { AddedItem } from '../support/added-contracts';
import { choose, chooseOrder, decide, edit, offered } from '../support/after-choices';
import { differencesInJde, differencesOf } from '../support/compared';
import { tiedOut, unexplainedRows, unknownOf } from '../support/tied-out';
import { startCommitmentOrders, type CommitmentOrders } from '../support/commitment-orders';
import { buyersOrder, chooseFor } from '../support/linked-order';
import { matchedByAp } from '../support/matched-by-ap';

// With relief `match` AP makes the voucher in JD Edwards by matching the order of the commitment, and nothing of a requisition is sent.
// What can come late, early or otherwise: the match before the approval, in parts, with other amounts, under another number, of two
// requisitions at once, taken back; the requisition changed or withdrawn while it waits for the match, and after it.

const tenth = (amount: string): string => new Decimal(amount).dividedBy(10).toFixed(2);
const billed = (total: string, totalBefore = '0'): AddedItem => ({
  ...{ code: '26-010.S', total, totalBefore },
  ...{ withheld: tenth(total), withheldBefore: tenth(totalBefore) },
});
const other = (total: string, totalBefore = '0'): AddedItem => ({ ...billed(total, totalBefore), code: '03-300.S' });

const vendorId = '562949953431313';
const two = [{ items: [billed('1000.00')] }, { items: [billed('3000.00', '1000.00')] }];
const numbers = [
  'EARLY',
  'ACCEPTED',
  'CHANGED',
  'UNDONE',
  'WAITING',
  'WITHDRAWN',
  'TYPED',
  'TWOASONE',
  'CLOSED',
  'UNREADABLE',
  'PAID',
  'BYHAND',
  'LONG',
  'LINKLIKE',
];

let on: CommitmentOrders;
let p4314: ReturnType<typeof matchedByAp>;
beforeAll(async () => {
  on = await startCommitmentOrders(
    [
      ...numbers.map((number) => ({ number, vendorId, requisitions: two })),
      {
        ...{ number: 'WHOLE', vendorId },
        requisitions: [
          { items: [billed('10000.00'), other('4000.00')] },
          { items: [billed('25000.50', '10000.00'), other('4000.00', '4000.00')] },
          {
            items: [
              { ...billed('25000.50', '25000.50'), withheld: '500.05', withheldBefore: '2500.05' },
              other('4000.00', '4000.00'),
            ],
          },
        ],
      },
    ],
    { posting: { relief: 'match' } },
  );
  p4314 = matchedByAp(on);
});
afterAll(() => on.rig.close());

const heldOf = async (sourceId: string) =>
  (await on.rig.holds()).find(({ document }) => document.sourceId === sourceId);
const vouchersOf = async (sourceId: string) => on.ap.vouchersOf(await on.rig.document(sourceId));
/** What counts of it for later requisitions. */
const standingOf = async (sourceId: string) => {
  const { id } = await on.rig.document(sourceId);
  return (await on.rig.test.store.inTenant(on.rig.scope.tenantId, (tx) => tx.effects.of(id))).standing();
};
/** Held for that, by one look of the feed. */
const seenAs = async (sourceId: string, reason: string) => {
  await on.ap.poll();
  await on.heldFor(sourceId, reason);
};

/** What the comparer says of the whole commitment. */
const agreed = async (...sourceIds: string[]) => {
  const ids = [on.contracts.idOf('WHOLE'), ...sourceIds];
  return differencesOf(on.rig, ...(await Promise.all(ids.map((id) => on.rig.document(id)))));
};

test('a whole commitment: two requisitions, a change order, a match that differs and is taken back, and retainage that is released', async () => {
  const equation = async (open: string, posted: string) => {
    expect(await on.committedAndPosted('WHOLE')).toEqual({ open, posted });
  };
  const first = await p4314.waiting('WHOLE');
  const held = await heldOf(first);
  const doco = await on.orderNumber('WHOLE');
  expect(held?.problems).toMatchObject([{ kind: 'waiting', field: 'P4314', value: 'INV-WHOLE-1' }]);
  expect(held?.problems[0]?.message).toContain(`AP matches order ${doco} OS 00200 in JDE (P4314), invoice INV-WHOLE-1`);
  expect(held?.problems[0]?.message).toMatch(/line 1 \(VR01 \d+\) on 4411\.1340\.26010: 10,000\.00 USD; line 2/);
  expect(held?.problems[0]?.message).toContain('1,400.00 USD of it as retainage (pay status R); 12,600.00 USD to pay');
  expect(await on.rig.document(first)).toMatchObject({ stage: 'waiting' });
  const second = await on.contracts.bill(on.rig, 'WHOLE', 2);
  await on.rig.poll('4411');
  await on.heldFor(second, 'earlierRequisition');
  await equation('800000.00', '0.00');

  const matched = await p4314.match(
    'WHOLE',
    'INV-WHOLE-1',
    [
      [1, '10000.00'],
      [2, '4000.00'],
    ],
    '1400.00',
  );
  await on.untilStage(first, 'vouchered');
  await on.untilOpen('WHOLE', '390000.00', '396000.00');
  expect(await agreed(first)).toEqual([]);
  await p4314.post(matched);
  await on.untilStage(first, 'posted');
  await equation('786000.00', '14000.00');
  const { id: changeOrder } = await on.contracts.changeOrder(on.rig, 'WHOLE', ['500.00']);
  await on.pollChangeOrders();
  await on.untilStage(changeOrder, 'posted');
  await equation('786500.00', '14000.00');

  await seenAs(second, 'awaitingMatch');
  const wrong = await p4314.match('WHOLE', 'INV-WHOLE-2', [[1, '14000.00']], '1500.05');
  await seenAs(second, 'foundButDifferent');
  const [differs] = (await heldOf(second))?.problems ?? [];
  expect(differs?.message).toContain('to be matched 15,000.50 USD, matched 14,000.00 USD');
  expect(differs?.remedies[0]).toMatchObject({ text: expect.stringContaining('AP reverses the match in JDE (P4314)') });
  await p4314.reverse(wrong);
  await seenAs(second, 'awaitingMatch');
  await equation('786500.00', '14000.00');
  const right = await p4314.match('WHOLE', 'INV-WHOLE-2', [[1, '15000.50']], '1500.05');
  await p4314.post(right);
  await on.untilStage(second, 'posted');
  await equation('771499.50', '29000.50');
  expect((await vouchersOf(second)).map(({ state, stage }) => `${state} ${stage ?? ''}`)).toEqual([
    'voided gone',
    'confirmed posted',
  ]);

  const release = await on.contracts.bill(on.rig, 'WHOLE', 3);
  await on.rig.poll('4411');
  await on.heldFor(release, 'awaitingMatch');
  expect((await heldOf(release))?.problems[0]?.message).toContain('Retainage of 2,000.00 USD is released');
  const paid = { doco, invoiceNumber: 'INV-WHOLE-3', amount: '2000.00', account: '200.4110' };
  const { document } = (await on.rig.control('jde', 'POST', 'orders/release-retainage', paid)) as { document: string };
  await p4314.post(document);
  await on.untilStage(release, 'posted');
  await equation('771499.50', '29000.50');
  // Nothing was sent for any of them, and nothing relieved.
  expect((await on.rig.table('F0411Z1')).filter(({ VINV = '' }) => VINV.startsWith('INV-WHOLE'))).toEqual([]);
  expect(await on.ap.postingsOf(await on.rig.document(on.contracts.idOf('WHOLE')), 'relief')).toEqual([]);
  expect(await agreed(first, second, release, changeOrder)).toEqual([]);

  const report = await tiedOut(on.rig, '4411', new Date().toISOString().slice(0, 7));
  expect([unexplainedRows(report), unknownOf(report)]).toEqual([[], []]);

  // Taken back after it came to rest, it is awaited anew.
  await p4314.reverse(right);
  await seenAs(second, 'awaitingMatch');
});

test('what AP matched before the requisition was approved counts at once', async () => {
  await on.ordered('EARLY');
  await p4314.match('EARLY', 'inv early 1', [[1, '1000.00']], '100.00');
  const bill = await on.contracts.bill(on.rig, 'EARLY', 1);
  await on.rig.poll('4411');
  await on.rig.untilStage(bill, ['vouchered']);
  expect(await vouchersOf(bill)).toMatchObject([
    { kind: 'match', origin: 'seen', facts: { invoiceNumber: 'inv early 1' } },
  ]);
});

test('a part is held with both sides, goes on with the rest of it, and may be accepted as it stands', async () => {
  const bill = await p4314.waiting('ACCEPTED');
  await p4314.match('ACCEPTED', 'INV-ACCEPTED-1', [[1, '600.00']], '0');
  await seenAs(bill, 'foundButDifferent');
  const rest = await p4314.match('ACCEPTED', 'INV-ACCEPTED-1', [[1, '400.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
  await p4314.reverse(rest);
  await seenAs(bill, 'foundButDifferent');
  await decide(on.rig, await on.rig.document(bill), { kind: 'acceptFound' });
  await on.rig.hintOne(bill);
  await on.untilStage(bill, 'vouchered');
  expect([...(await standingOf(bill)).byItem().values()]).toMatchObject([{ gross: '600', withheld: '0' }]);
});

test('while AIS answers with the page of a proxy nothing is concluded; the next look sees what AP did', async () => {
  const bill = await p4314.waiting('UNREADABLE');
  const doc = await p4314.match('UNREADABLE', 'INV-UNREADABLE-1', [[1, '1000.00']], '100.00');
  const unreadable = async () => {
    const fault = { kind: 'html', status: 502, count: 9, match: { table: 'F43121' } };
    await on.rig.control('jde', 'POST', 'faults', fault);
    await expect(on.ap.poll()).rejects.toThrow();
    await on.rig.control('jde', 'DELETE', 'faults');
  };
  await unreadable();
  expect(await vouchersOf(bill)).toMatchObject([{ state: 'reserved' }]);
  await p4314.post(doc);
  await on.untilStage(bill, 'posted');
  await p4314.reverse(doc);
  await unreadable();
  expect(await vouchersOf(bill)).toMatchObject([{ state: 'confirmed', stage: 'posted' }]);
  await seenAs(bill, 'awaitingMatch');
});

test('what is paid of a matched voucher becomes a payment of the commitment in Procore, as of any other', async () => {
  const bill = await p4314.waiting('PAID');
  const order = { doco: await on.orderNumber('PAID'), invoiceNumber: 'INV-PAID-1', retained: '100.00', payStatus: 'A' };
  const lines = [{ lnid: 1, amount: '1000.00' }];
  const made = (await on.rig.control('jde', 'POST', 'orders/match', { ...order, lines })) as { document: string };
  await p4314.post(made.document);
  await on.untilStage(bill, 'posted');
  const vouchers = [{ doc: made.document, payItem: '001' }];
  const paid = (await on.rig.control('jde', 'POST', 'ap/pay', { vouchers })) as { payment: string; number: string };
  await on.rig.control('jde', 'POST', 'ap/post-payment', { payment: paid.payment });
  await on.rig.changeSettings({ posting: { paymentsToProcore: 'payments' } });
  await on.rig.activities.pollPayments(on.rig.scope);
  await on.rig.untilStage(`${paid.payment}-${made.document}-PV-00200`, ['posted']);
  const records = (await on.rig.control('procore', 'GET', 'records/contract_payments')) as Record<string, object[]>;
  expect(Object.values(records).flat()).toMatchObject([
    { amount: expect.stringMatching(/^900/), requisition_id: bill, check_number: String(paid.number) },
  ]);
  expect(await differencesInJde(on.rig, 'payment')).toEqual([]);
  // Paid, it cannot be taken back before the payment is voided; retained as it was, nothing differs.
  await on.ap.poll();
  expect(await on.rig.document(bill)).toMatchObject({ stage: 'posted' });
});

test('changed after the match nothing can be adjusted from here: AP reverses it, or it is left, or by hand', async () => {
  const bill = await p4314.waiting('CHANGED');
  await p4314.match('CHANGED', 'INV-CHANGED-1', [[1, '1000.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
  const document = await on.rig.document(bill);
  await edit(on.rig, document, { total: '900.00', withheld: '90.00' });
  const { offer } = await offered(on.rig, document);
  expect(offer.choices.map(({ kind, shown }) => [kind, shown === ''])).toEqual([
    ['adjust', true],
    ['byHand', false],
    ['leave', false],
  ]);
  expect(offer.choices[0]?.says).toContain('AP reverses the match in JDE (P4314)');
  await choose(on.rig, document, 'leave');
  await on.rig.untilStage(bill, ['left']);
});

test('changed after the match and handled by hand, the new content counts, and nothing is sent', async () => {
  const bill = await p4314.waiting('BYHAND');
  await p4314.match('BYHAND', 'INV-BYHAND-1', [[1, '1000.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
  const document = await on.rig.document(bill);
  await edit(on.rig, document, { total: '900.00', withheld: '90.00' });
  await choose(on.rig, document, 'byHand');
  await on.rig.untilStage(bill, ['byHand']);
  await on.ap.poll();
  expect(await on.rig.document(bill)).toMatchObject({ stage: 'byHand' });
  expect([...(await standingOf(bill)).byItem().values()]).toMatchObject([{ gross: '900', withheld: '90' }]);
});

test('changed after the match, and the match taken back: what is wanted now is awaited', async () => {
  const bill = await p4314.waiting('UNDONE');
  const doc = await p4314.match('UNDONE', 'INV-UNDONE-1', [[1, '1000.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
  await edit(on.rig, await on.rig.document(bill), { total: '900.00', withheld: '90.00' });
  await on.heldFor(bill, 'changedAfterPosting');
  await p4314.reverse(doc);
  await seenAs(bill, 'awaitingMatch');
  await p4314.match('UNDONE', 'INV-UNDONE-1', [[1, '900.00']], '90.00');
  await on.untilStage(bill, 'vouchered');
});

test('changed while it waits, AP is told the new amounts, and a match of the old ones is held', async () => {
  const bill = await p4314.waiting('WAITING');
  await edit(on.rig, await on.rig.document(bill), { total: '900.00', withheld: '90.00' });
  await on.rig.until('the new amount is told', async () =>
    ((await heldOf(bill))?.problems[0]?.message ?? '').includes('810.00 USD to pay'),
  );
  await p4314.match('WAITING', 'INV-WAITING-1', [[1, '1000.00']], '100.00');
  await seenAs(bill, 'foundButDifferent');
});

test('withdrawn while it waits it is withdrawn; matched before that it is held until AP has reversed it', async () => {
  const bill = await p4314.waiting('WITHDRAWN');
  const status = (now: string) =>
    on.rig.control('procore', 'PATCH', `projects/562949953423313/requisitions/${bill}`, { status: now });
  await status('draft');
  await on.rig.hintOne(bill);
  await on.rig.until('it waits no more', async () =>
    (await vouchersOf(bill)).every(({ state }) => state === 'rejected'),
  );
  await status('approved');
  await on.rig.hintOne(bill);
  await on.heldFor(bill, 'awaitingMatch');
  const doc = await p4314.match('WITHDRAWN', 'INV-WITHDRAWN-1', [[1, '1000.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
  await status('draft');
  await on.rig.hintOne(bill);
  await on.heldFor(bill, 'withdrawnAfterPosting');
  expect((await heldOf(bill))?.problems[0]?.remedies.at(-1)).toEqual({
    act: 'inErp',
    text: 'AP reverses the match in JDE (P4314); it then goes on by itself',
  });
  await p4314.reverse(doc);
  await on.rig.until('nothing of it stands', async () => {
    await on.ap.poll();
    return (await heldOf(bill)) === undefined && (await vouchersOf(bill)).every(({ state }) => state !== 'confirmed');
  });
});

test('matched without its number it is held up to a person, who names the voucher', async () => {
  const bill = await p4314.waiting('TYPED');
  const doc = await p4314.match('TYPED', '', [[1, '1000.00']], '100.00');
  await on.ap.poll();
  await on.rig.until('it is told', async () => {
    const held = await heldOf(bill);
    return held?.hold.kind === 'person' && held.hold.releaseAskedAt === null;
  });
  expect((await heldOf(bill))?.problems[0]?.message).toContain(`${doc} PV 00200 with invoice number none`);
  await decide(on.rig, await on.rig.document(bill), { kind: 'postedByHand', reference: `${doc} PV 00200` });
  await on.rig.untilStage(bill, ['byHand']);
  expect((await vouchersOf(bill)).map(({ origin, state }) => `${origin} ${state}`)).toEqual([
    'seen rejected',
    'byHand confirmed',
  ]);
});

test('two requisitions matched as one voucher are one that differs, and may be accepted as AP matched it', async () => {
  const bill = await p4314.waiting('TWOASONE');
  await p4314.match('TWOASONE', 'INV-TWOASONE-1', [[1, '3000.00']], '300.00');
  await seenAs(bill, 'foundButDifferent');
  expect((await heldOf(bill))?.problems[0]?.message).toContain('to be matched 1,000.00 USD, matched 3,000.00 USD');
  await decide(on.rig, await on.rig.document(bill), { kind: 'acceptFound' });
  await on.rig.hintOne(bill);
  await on.untilStage(bill, 'vouchered');
});

test('an order that is matched in part is closed by a person: what is open falls away, what is matched stays', async () => {
  const bill = await p4314.waiting('CLOSED');
  await p4314.post(await p4314.match('CLOSED', 'INV-CLOSED-1', [[1, '1000.00']], '100.00'));
  await on.untilStage(bill, 'posted');
  const id = on.contracts.idOf('CLOSED');
  await chooseOrder(on.rig, await on.rig.document(id), 'closeOrder');
  await on.untilOpen('CLOSED', '0.00');
  await on.rig.untilStage(id, ['posted']);
  expect(await on.committedAndPosted('CLOSED')).toEqual({ open: '0.00', posted: '1000.00' });
});

test('what AP has not matched for its days is held up to people beside what it waits for, once; seen under another number it is told, and matched it goes on', async () => {
  const bill = await p4314.waiting('LONG');
  const { id } = await on.rig.document(bill);
  const age = (days: number) =>
    on.rig.test.database.inTenant(on.rig.scope.tenantId, (trx) =>
      sql`update hold set since = now() - ${days} * interval '1 day' where document_id = ${id}`.execute(trx),
    );
  const looked = async (): Promise<readonly string[]> => {
    await on.ap.poll();
    return on.reasonsOf(bill);
  };
  await age(13.9);
  expect(await looked()).toEqual(['awaitingMatch']);
  await age(14.1);
  await on.rig.until('it is held up', async () => (await looked()).includes('deliveredTooLong'));
  const held = await heldOf(bill);
  expect(held?.hold).toMatchObject({ kind: 'person', reasons: ['awaitingMatch', 'deliveredTooLong'] });
  expect(held?.problems[1]?.message).toBe('It has waited for that for 14 days.');
  expect(await looked()).toEqual(['awaitingMatch', 'deliveredTooLong']);
  expect((await heldOf(bill))?.hold.id).toBe(held?.hold.id);
  const doc = await p4314.match('LONG', '', [[1, '1000.00']], '100.00');
  await on.rig.until('it is told', async () => {
    await on.ap.poll();
    return (await heldOf(bill))?.problems[0]?.message.includes(`${doc} PV 00200`) === true;
  });
  await p4314.reverse(doc);
  await p4314.match('LONG', 'INV-LONG-1', [[1, '1000.00']], '100.00');
  await on.untilStage(bill, 'vouchered');
});

test('of a commitment that is linked with an order of a buyer AP matches that one, and its lines count as they are linked', async () => {
  const number = 'SC-4411-001';
  await on.pollChangeOrders();
  const { sourceId: bill, commitmentId } = await on.rig.requisition(number, 1);
  await on.rig.hintOne(bill);
  await on.rig.untilStage(bill, ['held']);
  await on.ordered('LINKLIKE');
  await buyersOrder(on, 'LINKLIKE', { number, supplier: 'Puget Power', open: '50000.00' });
  await chooseFor(on, number, { choice: 'link', order: '90001-OS-00200', order_line: '1' });
  await on.rig.untilStage(commitmentId ?? '', ['recorded']);
  await on.heldFor(bill, 'awaitingMatch');
  const { message = '', value: invoice = '', facts = {} } = (await heldOf(bill))?.problems[0] ?? {};
  expect(message).toContain('AP matches order 90001 OS 00200 in JDE (P4314)');
  const amount = Object.entries(facts).find(([name]) => name.startsWith('line '))?.[1] ?? '';
  expect(amount).toBe('10000.00');
  const doc = await p4314.match(number, invoice, [[1, amount]], facts['retained'] ?? '');
  await on.untilStage(bill, 'vouchered');
  await p4314.post(doc);
  await on.untilStage(bill, 'posted');
  expect(await on.committedAndPosted(number)).toEqual({ open: '40000.00', posted: '10000.00' });
  await p4314.reverse(doc);
  await seenAs(bill, 'awaitingMatch');
  expect(await on.committedAndPosted(number)).toMatchObject({ open: '50000.00' });
});
