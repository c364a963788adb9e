import fc from 'fast-check';
import { timingSettingsSchema } from '../../src/config/connection-settings';
import type { PostingPort, PostingTiming } from '../../src/clients/erp-adapter';
import type { PostingRow } from '../../src/store/ledger/posting-row';
import { sendBehaviours, type SearchBehaviour, type SendBehaviour } from './support/erp-behaviours';
import { FakeErp } from './support/fake-erp';
import { checkLedger } from './support/check-ledger';
import { driveToTheEnd } from './support/drive-to-the-end';
import type { InvoiceBody } from './support/invoice-kind';
import { createTestStore, LedgerDocument, MovedClock, type TestPlan, type TestStore } from './support/ledger-fixture';
import { Run } from './support/run';

/** No renewal comes in between: leases lapse when the model says so. */
const timing: PostingTiming = { ...timingSettingsSchema.parse({}), leaseMs: 60_000 };
const settledMs = timing.sendWindowMs + timing.settleMs;
const amounts = ['9000.00', '8000.00', '7000.00'] as const;
const mostRunsAtOnce = 3;

/** Where an attempt is left standing: named by what comes next, or by how many transactions were committed. */
type Stop = 'reserved' | 'decided' | 'search answered' | 'send' | 'answer' | 'answered' | 'pause' | 'end';

type Step =
  | { readonly do: 'start'; readonly olderBy: number }
  | { readonly do: 'pass'; readonly content: number | null; readonly until: Stop }
  | { readonly do: 'step' | 'finish' | 'kill'; readonly run: number; readonly times: number }
  | { readonly do: 'overtake'; readonly until: Stop }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'plan'; readonly content: number }
  | { readonly do: 'hint' | 'erpCommits' | 'erpDrops' | 'personActs' };

/** Half of them what the scenario ends with, else every one would end with a change. */
const content = fc.constantFrom(0, 0, 1, 2);
const runIndex = fc.nat(mostRunsAtOnce - 1);
const stops = fc.constantFrom<Stop>(
  'end',
  'end',
  'end',
  'end',
  'reserved',
  'search answered',
  'decided',
  'send',
  'answer',
  'answered',
  'pause',
);
const once = fc.constant(1);
const waits = [
  timing.visibilityLagMs,
  timing.sendWindowMs,
  timing.leaseMs,
  timing.leaseMs,
  settledMs,
  settledMs,
  settledMs,
] as const;

/**
 * `pass` is what a workflow does: plan and attempt, or the same attempt again. `start`: an attempt with a plan of now or
 * before (a reset). `overtake`: an attempt stalls until its lease has lapsed, another goes on with the same plan, and
 * the first wakes up.
 */
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('pass' as const), content: fc.option(content, { freq: 1 }), until: stops }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('overtake' as const), until: stops }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('start' as const), olderBy: fc.constantFrom(0, 0, 1, 2) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('step' as const), run: runIndex, times: fc.integer({ min: 1, max: 16 }) }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('finish' as const), run: runIndex, times: once }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('kill' as const), run: runIndex, times: once }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(...waits) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan' as const), content }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('hint', 'erpCommits', 'erpDrops', 'personActs', 'personActs') }),
  },
) as fc.Arbitrary<Step>;

/** Those after which something can still come, or after which nothing is known, more often. */
const behaviours = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...sendBehaviours) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<SendBehaviour>(
      'answerLostThenCommit',
      'answerLostThenCommit',
      'answerLostHalfThenRest',
      'answerLostAndNothing',
      'answerLostHalf',
    ),
  },
);

const scenario = fc.record({
  steps: fc.array(steps, { minLength: 15, maxLength: 50, size: 'max' }),
  sends: fc.array(behaviours, { minLength: 3, maxLength: 8, size: 'max' }),
  searches: fc.array(fc.constantFrom<SearchBehaviour>('ok', 'ok', 'ok', 'ok', 'unavailable'), {
    maxLength: 20,
    size: 'max',
  }),
});

interface Scenario {
  readonly steps: readonly Step[];
  readonly sends: readonly SendBehaviour[];
  readonly searches: readonly SearchBehaviour[];
}

/**
 * The property says nothing where no scenario goes. Changed contents and refused names are rare among random ones: those
 * of this seed reach each kind of end, whatever the random ones after them do. Who changes the scenarios looks for
 * another where the counts fail.
 */
const seedThatGoesWhereItHurts = 1;

/**
 * A failure prints its seed and path at once; `ML_CONNECTOR_TEST_SEED=123 ML_CONNECTOR_TEST_PATH=4` repeats it and looks
 * for a shorter one.
 */
describe('whatever happens in whatever order, an effect stands once', () => {
  let test_: TestStore;
  const seen = { confirmed: 0, changed: 0, rejectedNames: 0, resends: 0 };
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  test('random interleavings of attempts, crashes, lost answers, late commits, resets and new plans', async () => {
    const standsOnce = fc.asyncProperty(scenario, async (drawn) => {
      await new Model(test_, drawn, await LedgerDocument.create(test_)).play(seen);
    });
    const { ML_CONNECTOR_TEST_SEED: seed, ML_CONNECTOR_TEST_PATH: path } = process.env;
    if (seed !== undefined) {
      await fc.assert(standsOnce, { numRuns: 80, seed: Number(seed), ...(path === undefined ? {} : { path }) });
      return;
    }
    await fc.assert(standsOnce, { numRuns: 40, seed: seedThatGoesWhereItHurts, endOnFailure: true });
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
    await fc.assert(standsOnce, { numRuns: 40, endOnFailure: true });
    const { faults } = await test_.store.inTenant(test_.tenantId, (tx) => tx.auditTrail.verify());
    expect(faults).toEqual([]);
  }, 300_000);
});

class Model {
  readonly #document: LedgerDocument;
  readonly #test: TestStore;
  readonly #clock = new MovedClock();
  readonly #erp: FakeErp;
  readonly #steps: readonly Step[];
  readonly #plans: TestPlan[] = [];
  #runs: Run[] = [];
  #runNumber = 0;
  readonly #offences: string[] = [];
  readonly #rejectedKeys = new Set<string>();

  constructor(test: TestStore, drawn: Scenario, document: LedgerDocument) {
    this.#test = test;
    this.#document = document;
    this.#steps = drawn.steps;
    const sends = [...drawn.sends];
    const searches = [...drawn.searches];
    this.#erp = new FakeErp({
      nowMs: () => this.#clock.movedMs,
      visibilityLagMs: timing.visibilityLagMs,
      longestCallMs: timing.settleMs - 2 * timing.visibilityLagMs,
      sendBehaviour: () => sends.shift() ?? 'ok',
      searchBehaviour: () => searches.shift() ?? 'ok',
    });
  }

  async play(seen: { confirmed: number; changed: number; rejectedNames: number; resends: number }) {
    this.#clock.install();
    try {
      await this.#plan(0);
      for (const step of this.#steps) {
        await this.#do(step);
        await this.#check();
      }
      for (const run of this.#runs) await this.#finish(run);
      this.#runs = [];
      const end = await driveToTheEnd(
        this.#document,
        this.#erp,
        amounts[0],
        async (plan) => {
          const run = await this.#start(plan);
          await this.#finish(run);
          await this.#ended(run);
          if (run.result === null) throw run.error;
          return run.result;
        },
        (ms) => this.#letTimePass(ms),
      );
      const postings = await this.#check();
      const standing = this.#erp.live(this.#keys());
      expect(standing).toHaveLength(1);
      expect(postings.filter((one) => one.state === 'confirmed')).toHaveLength(1);
      expect(postings.filter((one) => ['reserved', 'sent', 'uncertain'].includes(one.state))).toEqual([]);
      seen[end] += 1;
      seen.rejectedNames += postings.filter((one) => one.state === 'rejected').length;
      seen.resends += postings.filter((one) => one.sends > 1).length;
    } finally {
      for (const run of this.#runs) await run.kill();
      jest.restoreAllMocks();
    }
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'start':
        if (this.#runs.length < mostRunsAtOnce)
          await this.#start(this.#plans.at(-1 - step.olderBy) ?? this.#plans.at(-1)!);
        return;
      case 'step':
      case 'finish':
      case 'kill': {
        const run = this.#runs[step.run % Math.max(1, this.#runs.length)];
        if (run === undefined) return;
        if (step.do === 'kill') await run.kill();
        else if (step.do === 'finish') await this.#finish(run);
        else for (let n = 0; n < step.times && !run.ended; n += 1) await run.step();
        if (run.ended) await this.#ended(run);
        return;
      }
      case 'pass':
        if (this.#runs.length >= mostRunsAtOnce) return;
        if (step.content !== null) await this.#plan(step.content);
        await this.#goTo(await this.#start(this.#plans.at(-1)!), step.until);
        return;
      case 'overtake': {
        if (this.#runs.length >= mostRunsAtOnce) return;
        const stalled = await this.#start(this.#plans.at(-1)!);
        await this.#goTo(stalled, step.until);
        await this.#letTimePass(timing.leaseMs);
        await this.#goTo(await this.#start(this.#plans.at(-1)!), 'end');
        if (!stalled.ended) await this.#goTo(stalled, 'end');
        return;
      }
      case 'wait':
        return this.#letTimePass(step.ms);
      case 'plan':
        return this.#plan(step.content);
      case 'hint':
        await this.#document.hint();
        return;
      case 'erpCommits':
        this.#erp.commitPending();
        return;
      case 'erpDrops':
        this.#erp.dropPending();
        return;
      case 'personActs':
        await this.#document.personActs();
    }
  }

  async #start(plan: TestPlan): Promise<Run> {
    this.#runNumber += 1;
    const id = `run-${this.#runNumber}`;
    let decisions = 0;
    // Nothing else moves while one step is made: what is the newest plan now was so when the run decided.
    const afterCommit = async (): Promise<void> => {
      const known = decisions;
      decisions = (await this.#document.attempts()).filter((one) => one.runId === id).length;
      if (decisions === known) return;
      const now = await this.#document.load();
      const current = now.planId === plan.id && now.hintNo === plan.hintNo;
      if (!current) this.#offences.push(`${id} decided to send for a plan that is not the newest`);
    };
    const run = new Run(this.#test.store, id, afterCommit, (controlled) =>
      this.#document.attempt(plan, {
        store: controlled.store,
        runId: controlled.id,
        timing,
        port: this.#portOf(controlled, plan),
        pause: async (ms) => {
          await controlled.gate('pause');
          await this.#letTimePass(ms);
        },
      }),
    );
    this.#runs.push(run);
    return run;
  }

  /** What a call may be made for at all. */
  #portOf(run: Run, plan: TestPlan): Required<Pick<PostingPort, 'look' | 'send'>> {
    const port = this.#erp.port((at) => run.gate(at));
    return {
      look: (of) => port.look(of),
      send: (one, missing) => {
        const body = one.body as InvoiceBody;
        if (missing === undefined && body.total !== plan.amount) this.#offences.push(`${run.id} sent another content`);
        if (this.#rejectedKeys.has(body.key)) this.#offences.push(`${run.id} sent the rejected name ${body.key}`);
        return port.send(one, missing);
      },
    };
  }

  async #goTo(run: Run, stop: Stop): Promise<void> {
    const commits = { reserved: 1, decided: 2, answered: 3 };
    if (stop === 'end') await this.#finish(run);
    else if (stop === 'reserved' || stop === 'decided' || stop === 'answered') {
      await run.goTo('committed', commits[stop]);
    } else await run.goTo(stop);
    if (run.ended) await this.#ended(run);
  }

  async #finish(run: Run): Promise<void> {
    while (!run.ended) await run.step();
  }

  async #ended(run: Run): Promise<void> {
    this.#runs = this.#runs.filter((one) => one !== run);
    if (run.killed) return;
    const silent = (await this.#document.attempts()).filter((one) => one.runId === run.id && one.outcome === null);
    if (silent.length > 0) this.#offences.push(`${run.id} heard an answer that is not in posting_attempt`);
    // As the workflow would: a hold is a row.
    if (run.result?.kind === 'held') await this.#document.hold(run.result);
  }

  async #plan(content: number): Promise<void> {
    this.#plans.push(await this.#document.plan(amounts[content] ?? amounts[0]));
  }

  async #letTimePass(ms: number): Promise<void> {
    this.#clock.move(ms);
    this.#erp.letTimePass();
    await this.#document.letTimePass(ms);
  }

  #keys(): Set<string> {
    return new Set(Array.from({ length: 40 }, (_, n) => this.#document.keyOf(n + 1)));
  }

  async #check(): Promise<PostingRow[]> {
    const postings = await checkLedger(this.#document, this.#erp, this.#keys());
    expect(this.#offences).toEqual([]);
    for (const posting of postings) if (posting.state === 'rejected') this.#rejectedKeys.add(posting.key);
    return postings;
  }
}
