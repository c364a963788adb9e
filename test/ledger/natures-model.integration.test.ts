import fc from 'fast-check';
import { OutcomeUnknown } from '../../src/clients/http/client-error';
import type { LedgerResult } from '../../src/ledger/post-through-ledger';
import { checkStanding } from './support/check-ledger';
import type { SendBehaviour } from './support/erp-behaviours';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { invoiceKind } from './support/invoice-kind';
import { NatureScene, settledMs, timing, type Carrying } from './support/nature-scene';
import { FakeSettings, occupyingKind, settingStep } from './support/other-natures';
import { Run } from './support/run';
import { runKind, runStep, memberOf } from './support/run-kind';

/** Whose step is attempted: the voucher of a requisition, an adjustment of it, a setting of either document, a run. */
type What =
  | { readonly of: 'voucher' | 'run' }
  | { readonly of: 'adjust'; readonly decision: number }
  | { readonly of: 'set'; readonly by: number; readonly target: 'A' | 'B' };
type Step =
  | { readonly do: 'attempt'; readonly what: What; readonly gates: number }
  | { readonly do: 'step' | 'kill' | 'finish'; readonly run: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'hintMember'; readonly member: number }
  | { readonly do: 'decide' | 'feed' | 'commit' };

const two = fc.nat(1);
const what: fc.Arbitrary<What> = fc.oneof(
  fc.record({ of: fc.constantFrom('voucher' as const, 'run' as const) }),
  fc.record({ of: fc.constant('adjust' as const), decision: fc.nat(3) }),
  fc.record({ of: fc.constant('set' as const), by: two, target: fc.constantFrom('A' as const, 'B' as const) }),
);
/** To the end, mostly; else left standing before this many transactions and calls. */
const gates = fc.oneof(fc.constant(40), fc.constant(40), fc.integer({ min: 1, max: 9 }));
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('attempt' as const), what, gates }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('step' as const, 'kill' as const, 'finish' as const), run: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(60_000, settledMs) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hintMember' as const), member: two }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('decide' as const, 'feed' as const, 'commit' as const) }) },
);
const scenario = fc.record({
  steps: fc.array(steps, { minLength: 15, maxLength: 35, size: 'max' }),
  sends: fc.array(
    fc.constantFrom<SendBehaviour>(
      'ok',
      'ok',
      'notSent',
      'refused',
      'answerLost',
      'answerLostAndNothing',
      'answerLostThenCommit',
    ),
    { maxLength: 8, size: 'max' },
  ),
  changes: fc.array(fc.constantFrom('refused' as const, 'lostAfter' as const, 'lostBefore' as const), { maxLength: 4 }),
});

/** Its scenarios reach what random ones reach by luck; who changes the scenarios looks for another where the counts fail. */
const seedThatGoesEverywhere = 1;

describe('documents, decisions, settings and runs side by side', () => {
  let test_: TestStore;
  const seen = { adjusted: 0, reset: 0, dropped: 0, occupied: 0 };
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  test('what the rows say stands, each decision is posted once, and one change is in force before the next', async () => {
    const holds = fc.asyncProperty(scenario, async (drawn) => {
      await (await Model.create(test_, drawn, seen)).play(drawn.steps);
    });
    const { ML_CONNECTOR_TEST_SEED: seed, ML_CONNECTOR_TEST_PATH: path } = process.env;
    if (seed !== undefined) {
      const from = { seed: Number(seed), ...(path === undefined ? {} : { path }) };
      await fc.assert(holds, { numRuns: 20, endOnFailure: true, ...from });
      return;
    }
    await fc.assert(holds, { numRuns: 12, seed: seedThatGoesEverywhere, endOnFailure: true });
    for (const [name, count] of Object.entries(seen)) expect([name, count > 0]).toEqual([name, true]);
    await fc.assert(holds, { numRuns: 8, endOnFailure: true });
  }, 300_000);
});

class Model {
  readonly #world = new FakeSettings();
  readonly #decisions: string[] = [];
  readonly #offences: string[] = [];
  readonly #memberPlans = new Map<string, { id: string; hintNo: string }>();
  #runs: Run[] = [];

  private constructor(
    private readonly test: TestStore,
    private readonly scene: NatureScene,
    /** A requisition and a vendor, that change one subject. */
    private readonly pair: readonly [LedgerDocument, LedgerDocument],
    private readonly owner: LedgerDocument,
    private readonly members: readonly LedgerDocument[],
    private readonly seen: { adjusted: number; reset: number; dropped: number; occupied: number },
  ) {}

  static async create(
    test: TestStore,
    drawn: typeof scenario extends fc.Arbitrary<infer D> ? D : never,
    seen: Model['seen'],
  ) {
    const scene = new NatureScene(test, [...drawn.sends]);
    const pair = [await scene.document('requisition'), await scene.document('vendor')] as const;
    const members = [await scene.document(), await scene.document()];
    const model = new Model(test, scene, pair, await scene.document(), members, seen);
    for (const member of members) model.#memberPlans.set(member.id, await member.plan('100'));
    model.#world.faults.push(...drawn.changes);
    return model;
  }

  async play(drawn: readonly Step[]): Promise<void> {
    try {
      for (const step of drawn) {
        await this.#do(step);
        await this.#check();
      }
      for (const run of this.#runs) while (!run.ended) await run.step();
      await this.#toTheEnd();
    } finally {
      for (const run of this.#runs) await run.kill();
      jest.restoreAllMocks();
    }
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case 'attempt': {
        if (this.#runs.length >= 3 || !(await this.#mayCome(step.what))) return;
        const run = await this.#start(step.what);
        for (let n = 0; n < step.gates && !run.ended; n += 1) await run.step();
        return this.#ended();
      }
      case 'step':
      case 'kill':
      case 'finish': {
        const run = this.#runs[step.run];
        if (run === undefined) return;
        if (step.do === 'kill') await run.kill();
        else
          do await run.step();
          while (step.do === 'finish' && !run.ended);
        return this.#ended();
      }
      case 'wait':
        return this.scene.wait(step.ms);
      case 'hintMember': {
        const member = this.members[step.member];
        if (member !== undefined) await member.hint();
        return;
      }
      case 'decide':
        if (this.#decisions.length < 3) this.#decisions.push(await this.scene.decide(this.pair[0], 'adjust'));
        return;
      case 'feed':
        return this.#feed();
      case 'commit':
        this.scene.erp.commitPending();
    }
  }

  /** An adjustment is of something that stands. */
  async #mayCome(asked: What): Promise<boolean> {
    if (asked.of !== 'adjust') return true;
    const stands = (await this.pair[0].postings()).some(
      ({ step, state }) => step === 'voucher' && state === 'confirmed',
    );
    return stands && this.#decisions[asked.decision] !== undefined;
  }

  #ofWhat(asked: What): { readonly document: LedgerDocument; readonly carrying: Carrying; readonly amount: string } {
    const [requisition] = this.pair;
    switch (asked.of) {
      case 'voucher':
        return { document: requisition, amount: '9000', carrying: { kind: invoiceKind, step: stepOf('9000') } };
      case 'adjust': {
        const because = this.#decisions[asked.decision] ?? '';
        const amount = `-${(asked.decision + 1) * 100}`;
        return { document: requisition, amount, carrying: { kind: invoiceKind, step: stepOf(amount, { because }) } };
      }
      case 'set': {
        const step = settingStep(`order:${requisition.id}`, asked.target, { kind: occupyingKind.name });
        const document = this.pair[asked.by] ?? requisition;
        return { document, amount: asked.target, carrying: { kind: occupyingKind, step } };
      }
      case 'run': {
        const all = this.members.map(({ id }) =>
          memberOf(id, this.#memberPlans.get(id) ?? { id: '', hintNo: '' }, '100'),
        );
        const { step, draftOf } = runStep(all);
        return { document: this.owner, amount: 'run', carrying: { kind: runKind, step, members: { all, draftOf } } };
      }
    }
  }

  async #start(asked: What): Promise<Run> {
    const { document, carrying, amount } = this.#ofWhat(asked);
    const plan = await document.plan(amount);
    const run: Run = new Run(
      this.test.store,
      asked.of,
      () => Promise.resolve(),
      (own) => {
        const port = asked.of === 'set' ? this.#settings(own) : this.scene.erp.port((at) => own.gate(at));
        return document.attempt(plan, {
          port,
          timing: { ...timing, leaseMs: 60_000 },
          store: own.store,
          pause: (ms) => this.scene.wait(ms),
          request: carrying as object,
        });
      },
    );
    this.#runs.push(run);
    return run;
  }

  #settings(run: Run): FakeSettings['port'] {
    const { port } = this.#world;
    return {
      look: async (of) => {
        await run.gate('search');
        return port.look(of);
      },
      send: async (one, missing) => {
        await run.gate('send');
        if (run.killed) throw new OutcomeUnknown('killed', { system: 'jde', operation: 'change' });
        return port.send(one, missing);
      },
    };
  }

  async #ended(): Promise<void> {
    for (const run of this.#runs.filter(({ ended }) => ended)) {
      if (run.killed) continue;
      const kind = (run.error as { kind?: string } | null)?.kind;
      if (run.error !== null && kind !== 'NotSent') this.#offences.push(`${run.id} failed: ${String(run.error)}`);
      await this.#held(run.id as What['of'], run.result);
    }
    this.#runs = this.#runs.filter(({ ended }) => !ended);
  }

  /** As the workflow and a person do with what is held. */
  async #held(of: What['of'], result: LedgerResult | null): Promise<void> {
    if (result?.kind !== 'held') return;
    if (result.problems.some(({ reason }) => reason === 'changePending')) this.seen.occupied += 1;
    const documents = of === 'run' ? [this.owner] : this.pair;
    for (const document of documents) {
      const keys = (await document.postings()).map(({ key }) => key);
      if (!result.problems.some(({ value }) => keys.includes(value))) continue;
      await document.hold(result);
      await document.personActs();
    }
  }

  async #feed(): Promise<void> {
    this.#world.stage = 'posted';
    for (const document of this.pair) {
      const settings = this.#world.port;
      // What another target has replaced was in force before that.
      const look: typeof settings.look = async (of) => {
        const looks = await settings.look(of);
        return looks.map((one) => (one.found.length > 0 ? one : { ...one, found: [inForce] }));
      };
      await this.scene.feed(document, occupyingKind, { look });
    }
    this.#world.stage = 'stands';
  }

  async #check(): Promise<void> {
    expect(this.#offences).toEqual([]);
    const documents = [...this.pair, this.owner];
    const postings = (await Promise.all(documents.map((one) => one.postings()))).flat();
    const parts = await this.test.store.database.inTenant(this.test.tenantId, (trx) =>
      trx
        .selectFrom('effect')
        .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
        .innerJoin('posting', 'posting.id', 'effect.postingId')
        .select(['posting.id as postingId', 'effect.documentId', 'effectEntry.amount'])
        .where(
          'posting.documentId',
          'in',
          documents.map(({ id }) => id),
        )
        .execute(),
    );
    const membersIn = ({ kind, key }: { kind: string; key: string }) =>
      kind !== 'run'
        ? null
        : (this.scene.erp.effects.find(({ body }) => body.key === key)?.body.lines ?? []).map(
            ({ account, amount }) => ({
              documentId: account,
              amount,
            }),
          );
    checkStanding({ postings, parts, erp: this.scene.erp, membersIn });
  }

  /** With an ERP that works again, everything that was asked for comes to stand, once. */
  async #toTheEnd(): Promise<void> {
    this.scene.erp.heal();
    this.#world.faults.length = 0;
    await this.#through({ of: 'voucher' }, ['confirmed', 'changed']);
    for (const decision of this.#decisions.keys()) await this.#through({ of: 'adjust', decision }, ['confirmed']);
    for (const target of ['A', 'B', 'A'] as const) {
      for (const by of [0, 1]) await this.#through({ of: 'set', by, target }, ['confirmed']);
      expect(this.#world.now.get(`order:${this.pair[0].id}`)).toBe(target);
    }
    const [first] = this.members;
    const stale = await this.#through({ of: 'run' }, ['confirmed', 'changed', 'stale']);
    if (stale === 'stale' && first !== undefined) {
      for (const member of this.members) this.#memberPlans.set(member.id, await member.plan('100'));
      await this.#through({ of: 'run' }, ['confirmed', 'changed']);
    }
    const keys = new Set(Array.from({ length: 40 }, (_, n) => this.pair[0].keyOf(n + 1)));
    const total = this.scene.erp.live(keys).reduce((sum, { body }) => sum + Number(body.total), 0);
    const adjusted = this.#decisions.reduce((sum, _, index) => sum + (index + 1) * 100, 0);
    expect(total).toBe(9000 - adjusted);
    const runs = (await this.owner.postings()).filter(({ state }) => state === 'confirmed');
    expect(runs).toHaveLength(1);
    const body = await this.owner.storedBody(runs[0]!);
    this.seen.adjusted += this.#decisions.length;
    this.seen.reset += (await this.pair[0].postings()).some(
      ({ step, ordinal }) => step === 'orderChange' && ordinal > 2,
    )
      ? 1
      : 0;
    this.seen.dropped += body.lines.length < this.members.length ? 1 : 0;
  }

  async #through(asked: What, ends: readonly LedgerResult['kind'][]): Promise<LedgerResult['kind']> {
    const story: string[] = [];
    for (let pass = 0; pass < 25; pass += 1) {
      const run = await this.#start(asked);
      while (!run.ended) await run.step();
      const { result } = run;
      await this.#ended();
      await this.#check();
      story.push(result?.kind ?? String(run.error));
      if (result !== null && ends.includes(result.kind)) return result.kind;
      await this.scene.wait(settledMs);
      await this.#feed();
      // Who is in the way comes to an end first.
      if (asked.of === 'set' && result?.kind === 'held' && pass % 2 === 0 && pass < 20)
        await this.#through({ ...asked, by: 1 - asked.by }, ['confirmed', 'held', 'wait', 'stale']);
    }
    throw new Error(`${JSON.stringify(asked)} came to no end: ${story.join(', ')}`);
  }
}

const inForce = {
  ...{ reference: {}, stage: 'posted' as const, stageWord: '', missing: [], shown: null, facts: {} },
};
