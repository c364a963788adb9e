import type { Entry } from '../domain/posting/books/entry';
import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import type { SyncStage } from '../domain/posting/stages/sync-stage';
import { isOutOfTurn, requisitionHistory } from './requisition-history';
import type { DocumentOfSeries } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';

const commitmentId = '700';
const item = 'contract_item:1';

let acme: TestStore;
const seriesOf = (tx: Tx): Promise<readonly DocumentOfSeries[]> =>
  tx.documents.ofCommitment(acme, 'requisition', commitmentId);
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

/** A requisition of the commitment as the store knows it, with what counts as posted for it. */
async function requisition(
  number: number,
  stage: SyncStage,
  counted: { gross: string; netRetainage: string } | null = null,
  status = 'approved',
): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const source = { kind: 'requisition', sourceId: String(number) } as const;
    const place = { projectId: testProjectId, commitmentId, number, sourceStatus: status };
    const seen = await tx.documents.see(acme, source, place);
    await tx.documents.setStage(seen.id, stage, false);
    if (counted !== null) await tx.effects.record(seen, [entry(counted)]);
  });
}

/** What was recorded of one item. */
function entry({ gross, netRetainage }: { gross: string; netRetainage: string }): Entry {
  const line = { book: 'cost', supplier: '', account: '', orderLine: '', amount: '0', tax: '0', period: '' } as const;
  return { ...line, item, gross, withheld: netRetainage };
}

async function openingBalance(lastNumber: number, isConfirmed: boolean): Promise<void> {
  const lines = [{ itemKey: item, billed: '100.00', stored: '0.00', withheld: '10.00' }];
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const balance = { commitmentId, lastNumber, certified: '90.00', lines };
    await tx.openingBalances.save(acme, balance);
    if (isConfirmed) await tx.openingBalances.confirm(acme, [commitmentId]);
  });
}

async function historyOf(number: number) {
  return acme.store.inTenant(acme.tenantId, async (tx) => {
    const connection = await tx.connections.load(acme.connectionId);
    const document = await tx.documents.find(acme, {
      kind: 'requisition',
      sourceId: String(number),
    });
    return requisitionHistory(tx, connection, document!, await seriesOf(tx));
  });
}

const hundred = { gross: '100.00', netRetainage: '10.00' };

test('what was posted for lower numbers is to date, per line and as certificates; its own and later ones are not', async () => {
  await requisition(1, 'delivered', hundred);
  await requisition(2, 'posted', { gross: '50.00', netRetainage: '-5.00' });
  await requisition(3, 'delivered', hundred);
  await requisition(4, 'delivered', hundred);
  const { history, problem } = await historyOf(3);
  expect(problem).toBeNull();
  expect(history).toEqual({
    lines: { [item]: { gross: '150', withheld: '5' } },
    certified: '145',
    known: true,
    openPredecessor: null,
  });
});

test('certified is what was vouchered, rounding lines included, retainage and tax lines not', async () => {
  await requisition(1, 'delivered');
  await requisition(2, 'checking');
  const none = { gross: '0', netRetainage: '0' };
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'requisition', sourceId: '1' });
    const ofNone = (amount: string, gross: string) => ({ ...entry(none), item: '', amount, gross });
    await tx.effects.record(document!, [
      entry(hundred),
      ofNone('-10.00', '0'),
      ofNone('7.20', '0'),
      ofNone('0.01', '0.01'),
    ]);
  });
  const { history } = await historyOf(2);
  expect([history.certified, history.lines]).toEqual(['90.01', { [item]: { gross: '100', withheld: '10' } }]);
});

test('a confirmed opening balance counts once, with what was posted after its last number', async () => {
  await requisition(1, 'takenOver');
  await requisition(2, 'takenOver', hundred);
  await requisition(3, 'delivered', { gross: '50.00', netRetainage: '5.00' });
  await requisition(4, 'checking');
  await openingBalance(2, true);
  const { history, problem } = await historyOf(4);
  expect(problem).toBeNull();
  expect(history).toMatchObject({ lines: { [item]: { gross: '150', withheld: '15' } }, certified: '135', known: true });
});

test.each([
  ['was not imported', null],
  ['is not confirmed', { lastNumber: 1, isConfirmed: false }],
  ['ends before a number that was taken over', { lastNumber: 0, isConfirmed: true }],
])('a number that was taken over holds the later ones while its opening balance %s', async (_how, balance) => {
  await requisition(1, 'takenOver');
  await requisition(2, 'checking');
  if (balance !== null) await openingBalance(balance.lastNumber, balance.isConfirmed);
  const { problem } = await historyOf(2);
  expect(problem).toMatchObject({ reason: 'openingBalance', causeKey: `opening-balance:${commitmentId}` });
});

test('the first number of a commitment has a known past: none', async () => {
  await requisition(1, 'checking');
  expect((await historyOf(1)).history).toEqual({ lines: {}, certified: '0', known: true, openPredecessor: null });
});

test('the nearest approved number that is not final goes first, before a nearer one that is not approved', async () => {
  await requisition(1, 'held');
  await requisition(2, 'held', null, 'approved_as_noted');
  await requisition(3, 'checking', null, 'under_review');
  await requisition(4, 'checking');
  const of = async (number: number) => (await historyOf(number)).history.openPredecessor;
  expect(await of(4)).toEqual({ requisitionId: '2', number: 2, status: 'approved_as_noted' });
  expect(await of(2)).toEqual({ requisitionId: '1', number: 1, status: 'approved' });
  expect(await of(1)).toBeNull();
});

test.each(['delivered', 'vouchered', 'posted', 'recorded', 'byHand', 'left', 'withdrawn'] as const)(
  'a lower number that is %s keeps nobody waiting',
  async (stage) => {
    await requisition(1, stage, hundred);
    await requisition(2, 'checking');
    expect((await historyOf(2)).history).toMatchObject({ openPredecessor: null, known: true });
  },
);

test.each(['checking', 'waiting', 'held', 'ordered'] as const)(
  'a lower number that is %s goes first',
  async (stage) => {
    await requisition(1, stage);
    await requisition(2, 'checking');
    expect((await historyOf(2)).history.openPredecessor).toMatchObject({ number: 1 });
  },
);

/** What was last read of it: Procore has it, or it is deleted there. */
async function read(number: number, isThere: boolean): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'requisition', sourceId: String(number) });
    await tx.snapshots.store(document!, { hintNo: '0', contentHash: 'h', content: isThere ? { number } : null });
  });
}

describe('a lower number whose approval was taken back', () => {
  test('goes first whatever the sums say, as long as Procore has it', async () => {
    await requisition(1, 'withdrawn', null, 'revise_and_resubmit');
    await requisition(2, 'checking');
    await read(1, true);
    expect((await historyOf(2)).history).toMatchObject({
      known: false,
      openPredecessor: { number: 1, status: 'revise_and_resubmit', wasOnItsWay: true },
    });
    expect(await outOfTurn(2)).toBe(true);
  });

  test('keeps nobody waiting once it is deleted', async () => {
    await requisition(1, 'withdrawn', null, 'revise_and_resubmit');
    await requisition(2, 'checking');
    await read(1, false);
    expect((await historyOf(2)).history).toMatchObject({ openPredecessor: null, known: true });
    expect(await outOfTurn(2)).toBe(false);
  });

  test('made again under the same id, it goes first again', async () => {
    await requisition(1, 'withdrawn', null, 'draft');
    await requisition(2, 'checking');
    await read(1, false);
    await read(1, true);
    expect((await historyOf(2)).history.openPredecessor).toMatchObject({ number: 1 });
  });
});

describe('a higher number that is posted', () => {
  test('is told to the lower one of which nothing is', async () => {
    await requisition(1, 'delivered', hundred);
    await requisition(2, 'checking');
    await requisition(3, 'delivered', hundred);
    await requisition(4, 'delivered', hundred);
    expect((await historyOf(2)).history.postedAbove).toEqual({ requisitionId: '3', number: 3 });
    expect(await outOfTurn(2)).toBe(true);
    expect((await historyOf(4)).history.postedAbove).toBeUndefined();
  });

  test('is none where nothing of it counts', async () => {
    await requisition(1, 'checking');
    await requisition(2, 'recorded', { gross: '0', netRetainage: '0' });
    expect((await historyOf(1)).history.postedAbove).toBeUndefined();
    expect(await outOfTurn(1)).toBe(false);
  });
});

describe('an opening balance', () => {
  test('that covers what stands holds it, and the later ones, and says so', async () => {
    await requisition(1, 'held', hundred);
    await requisition(2, 'checking');
    await openingBalance(1, true);
    for (const number of [1, 2]) {
      expect((await historyOf(number)).problem).toMatchObject({
        reason: 'openingBalance',
        message: expect.stringContaining('covers number 1, of which something is posted from here') as string,
      });
    }
  });

  test('covers whom nobody waits for any more, right before sending as in the plan', async () => {
    await requisition(1, 'checking');
    await requisition(2, 'checking');
    expect(await outOfTurn(2)).toBe(true);
    await openingBalance(1, true);
    expect((await historyOf(2)).history.openPredecessor).toBeNull();
    expect(await outOfTurn(2)).toBe(false);
  });

  test('that came to cover a number keeps it from being sent', async () => {
    await requisition(1, 'checking');
    expect(await outOfTurn(1)).toBe(false);
    await openingBalance(1, false);
    expect(await outOfTurn(1)).toBe(false);
    await acme.store.inTenant(acme.tenantId, (tx) => tx.openingBalances.confirm(acme, [commitmentId]));
    expect(await outOfTurn(1)).toBe(true);
  });
});

async function outOfTurn(number: number): Promise<boolean> {
  return acme.store.inTenant(acme.tenantId, async (tx) => {
    const document = await tx.documents.find(acme, { kind: 'requisition', sourceId: String(number) });
    const connection = await tx.connections.load(acme.connectionId);
    return isOutOfTurn(tx, connection, document!, await seriesOf(tx));
  });
}
