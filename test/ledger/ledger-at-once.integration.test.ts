import fc from 'fast-check';
import type { PostingTiming } from '../../src/clients/erp-adapter';
import type { LedgerResult } from '../../src/ledger/post-through-ledger';
import type { Store } from '../../src/store/store';
import { checkLedger } from './support/check-ledger';
import { driveToTheEnd } from './support/drive-to-the-end';
import { sendBehaviours, type SearchBehaviour } from './support/erp-behaviours';
import { FakeErp } from './support/fake-erp';
import { createTestStore, LedgerDocument, type TestPlan, type TestStore } from './support/ledger-fixture';

/** Real time, real leases that lapse, real row locks: no call lives longer than `longestCallMs` of the 300 ms to settle. */
const timing: PostingTiming = {
  leaseMs: 60,
  settleMs: 300,
  sendWindowMs: 100,
  visibilityLagMs: 5,
  planMaxAgeMs: 60_000,
};
/** When nobody competes any more: a busy machine must not be taken for a worker that is too late with each of its calls. */
const patient: PostingTiming = { ...timing, leaseMs: 5_000, sendWindowMs: 2_000 };
const longestCallMs = 150;
const amounts = ['9000.00', '8000.00'] as const;
const seed = Number(process.env['ML_CONNECTOR_TEST_SEED'] ?? Date.now() % 1_000_000);

const scenario = fc.record({
  sends: fc.array(fc.constantFrom(...sendBehaviours), { minLength: 3, maxLength: 8, size: 'max' }),
  searches: fc.array(fc.constantFrom<SearchBehaviour>('ok', 'ok', 'ok', 'unavailable'), { maxLength: 12, size: 'max' }),
  /** Of each worker's attempts: how long until it is killed, if at all, and whether it plans anew before. */
  workers: fc.array(
    fc.array(
      fc.record({
        killAfterMs: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 2 }),
        content: fc.constantFrom(null, 0, 0, 0, 1),
        delayMs: fc.nat(40),
      }),
      { minLength: 3, maxLength: 7, size: 'max' },
    ),
    { minLength: 2, maxLength: 4, size: 'max' },
  ),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Drawn> ? Drawn : never;

describe('many workers at once on the same documents', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());

  test('each effect stands once, whoever was killed when', async () => {
    const drawn = fc.sample(scenario, { seed, numRuns: 24 });
    try {
      for (let first = 0; first < drawn.length; first += 6) {
        await Promise.all(drawn.slice(first, first + 6).map((one) => play(test_, one)));
      }
    } catch (cause) {
      throw new Error(`with ML_CONNECTOR_TEST_SEED=${seed}: ${String(cause)}`, { cause });
    }
    const { faults } = await test_.store.inTenant(test_.tenantId, (tx) => tx.auditTrail.verify());
    expect(faults).toEqual([]);
  }, 300_000);
});

async function play(test: TestStore, drawn: Scenario): Promise<void> {
  const document = await LedgerDocument.create(test);
  const sends = [...drawn.sends];
  const searches = [...drawn.searches];
  const erp = new FakeErp({
    nowMs: () => performance.now(),
    visibilityLagMs: timing.visibilityLagMs - 2,
    longestCallMs,
    atDeadline: 'drop',
    sendBehaviour: () => sends.shift() ?? 'ok',
    searchBehaviour: () => searches.shift() ?? 'ok',
  });
  const pending = setInterval(() => erp.commitPending(), 90);
  let newest = await document.plan(amounts[0]);

  const attempt = (
    plan: TestPlan,
    killAfterMs: number | null,
    delayMs: number,
    within: PostingTiming = timing,
  ): Promise<LedgerResult> => {
    const worker = killable(test.store, killAfterMs);
    const alive = async (ms: number): Promise<void> => {
      await sleep(ms);
      worker.check();
    };
    return document
      .attempt(plan, { store: worker.store, timing: within, port: erp.port(() => alive(delayMs / 4)), pause: alive })
      .finally(() => worker.end());
  };
  const work = async (tasks: Scenario['workers'][number]): Promise<void> => {
    for (const { killAfterMs, content, delayMs } of tasks) {
      if (content !== null) newest = await document.plan(amounts[content] ?? amounts[0]);
      // Killed, unavailable, provably not sent: the next attempt comes.
      const result = await attempt(newest, killAfterMs, delayMs).catch(() => null);
      if (result?.kind === 'held') await document.hold(result);
      await sleep(delayMs);
    }
  };
  try {
    await Promise.all(drawn.workers.map(work));
    await driveToTheEnd(
      document,
      erp,
      amounts[0],
      (plan) => attempt(plan, null, 0, patient),
      (ms) => sleep(Math.max(ms, timing.leaseMs + 20)),
    );
    const keys = new Set(Array.from({ length: 40 }, (_, n) => document.keyOf(n + 1)));
    const postings = await checkLedger(document, erp, keys);
    expect(erp.live(keys)).toHaveLength(1);
    expect(postings.filter((one) => one.state === 'confirmed')).toHaveLength(1);
  } finally {
    clearInterval(pending);
  }
}

/** A store that a kill -9 cuts off: transactions that began go on in the database, no other begins. */
function killable(store: Store, afterMs: number | null) {
  let killed = false;
  const timer = afterMs === null ? undefined : setTimeout(() => (killed = true), afterMs);
  const check = (): void => {
    if (killed) throw new Error('killed');
  };
  const inTenant: Store['inTenant'] = async (tenantId, work) => {
    check();
    const result = await store.inTenant(tenantId, work);
    check();
    return result;
  };
  return { store: { ...store, inTenant }, check, end: () => clearTimeout(timer) };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
