import { startCommitmentOrders, type CommitmentOrders } from '../support/commitment-orders';
import { differencesOf } from '../support/compared';
import { startWorkerProgram, type WorkerProgram } from '../support/worker-program';

// With relief `reduce` a voucher that AP has posted is followed by a change of its order. The worker is killed between the two, and before,
// during and after the call of the second. `between`: nobody runs when the first is seen posted.

const hangsMs = 25_000;
const operation = 'PC_CHANGE_PO';
const moments = ['before', 'during', 'after', 'between'] as const;
type Moment = (typeof moments)[number];
const faults: Readonly<Record<Exclude<Moment, 'between'>, object>> = {
  before: { kind: 'slow', match: { table: 'F4311' } },
  during: { kind: 'slow', match: { orchestration: operation } },
  after: { kind: 'commitThenWait', match: { orchestration: operation } },
};
const vendorId = '562949953431313';
const item = { code: '26-010.S', total: '1000.00', withheld: '100.00' } as const;

let on: CommitmentOrders;
let worker: WorkerProgram | undefined;
const bills = new Map<Moment, string>();

const billOf = (moment: Moment) => on.rig.document(bills.get(moment) ?? '');
const changes = async (): Promise<number> => {
  const { counts } = (await on.rig.control('jde', 'GET', 'calls')) as { counts: Record<string, string> };
  return Number(counts[`orchestrator:${operation}`] ?? 0);
};
const unmet = async (): Promise<number> =>
  ((await on.rig.control('jde', 'GET', 'faults')) as { left: string }[]).filter(({ left }) => left !== '0').length;

beforeAll(async () => {
  on = await startCommitmentOrders(
    moments.map((number) => ({ number, vendorId, requisitions: [{ items: [item] }] })),
    {
      workers: false,
      jde: { requestLimitMs: hangsMs + 3_000, erpConcurrency: 8 },
      timing: { settleMs: hangsMs + 5_000, sendWindowMs: 2_000 },
    },
  );
  worker = await startWorkerProgram(on.rig);
  for (const moment of moments) {
    await on.ordered(moment);
    bills.set(moment, await on.contracts.bill(on.rig, moment, 1));
  }
  await on.rig.poll('4411');
  for (const moment of moments) await on.rig.untilStage(bills.get(moment) ?? '', ['delivered']);
  for (const [moment, fault] of Object.entries(faults)) {
    // What AP posts is seen here, before anything is slow.
    await on.ap.processed(await billOf(moment as Moment));
    await on.rig.control('jde', 'POST', 'faults', { ...fault, delayMs: hangsMs });
    await on.rig.until(`${moment}: the call hangs`, async () => (await unmet()) === 0);
  }
  await worker.kill();
  await on.ap.processed(await billOf('between'));
  worker = await startWorkerProgram(on.rig);
}, 240_000);
afterAll(async () => {
  await worker?.stop();
  await on.rig.close();
});

test.each(moments)(
  'a worker killed %s the relief of an order: it is open with what is left, by one call',
  async (moment) => {
    await on.rig.until('relieved', async () => Object.values(await on.openOf(moment)).join() === '399000.00', 120_000);
    const id = on.contracts.idOf(moment);
    await on.untilStage(id, 'posted');
    await on.rig.untilStage(bills.get(moment) ?? '', ['posted']);
    const order = await on.rig.document(id);
    await on.rig.until('it counts as relieved', async () =>
      (await on.ap.postingsOf(order, 'relief')).every(({ state }) => state === 'confirmed'),
    );
    expect((await on.ap.postingsOf(order, 'relief')).map(({ state, sends }) => [state, sends])).toEqual([
      ['confirmed', 1],
    ]);
    expect(await on.ordersOf(moment)).toHaveLength(1);
    expect(await on.committedAndPosted(moment)).toEqual({ open: '399000.00', posted: '1000.00' });
    expect(await differencesOf(on.rig, order, await billOf(moment))).toEqual([]);
  },
);

test('each order was changed once', async () => {
  expect(await changes()).toBe(moments.length);
});
