import type { Posted, PostingPort } from '../../src/clients/erp-adapter';
import { timingSettingsSchema } from '../../src/config/connection-settings';
import type { LedgerRequest } from '../../src/ledger/post-through-ledger';
import type { SearchBehaviour, SendBehaviour } from './support/erp-behaviours';
import { FakeErp } from './support/fake-erp';
import { bodyOf, type InvoiceBody } from './support/invoice-kind';
import { createTestStore, LedgerDocument, MovedClock, type TestPlan, type TestStore } from './support/ledger-fixture';

type Port = Required<Pick<PostingPort, 'look' | 'send'>>;

/** A posting as a port is told of it. */
const told = (body: InvoiceBody): Posted => ({
  key: body.key,
  kind: 'invoice',
  body,
  reference: null,
  facts: {},
  firstSentAt: null,
});
const timing = timingSettingsSchema.parse({});
const settledMs = timing.sendWindowMs + timing.settleMs;
const payableOf = ['9000.00', '8000.00', '7000.00'] as const;

describe('the ledger', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  /** A document, an ERP that behaves as told call by call, and a clock for all three. */
  async function scene(sends: SendBehaviour[] = [], searches: SearchBehaviour[] = []) {
    const clock = new MovedClock();
    clock.install();
    const document = await LedgerDocument.create(test_);
    const erp = new FakeErp({
      nowMs: () => clock.movedMs,
      visibilityLagMs: timing.visibilityLagMs,
      longestCallMs: timing.settleMs - timing.visibilityLagMs,
      sendBehaviour: () => sends.shift() ?? 'ok',
      searchBehaviour: () => searches.shift() ?? 'ok',
    });
    const wait = async (ms: number): Promise<void> => {
      clock.move(ms);
      erp.letTimePass();
      await document.letTimePass(ms);
    };
    const calls: string[] = [];
    const port = listed(calls, erp.port());
    const attempt = (plan: TestPlan, request: Partial<LedgerRequest> = {}) =>
      document.attempt(plan, { port, timing, pause: wait, request });
    const pass = async (amount: string = payableOf[0]) => attempt(await document.plan(amount));
    /** Sends, and is killed before it hears anything. */
    const killedAfterSending = async (plan: TestPlan): Promise<void> => {
      const killed = new Error('killed');
      let dead = false;
      const store = {
        ...test_.store,
        inTenant: ((tenantId, work) =>
          dead ? Promise.reject(killed) : test_.store.inTenant(tenantId, work)) as (typeof test_.store)['inTenant'],
      };
      const dying: Port = {
        look: (of) => port.look(of),
        send: async (one, missing) => {
          await port.send(one, missing).catch(() => null);
          dead = true;
          throw killed;
        },
      };
      await expect(document.attempt(plan, { port: dying, timing, store })).rejects.toBe(killed);
    };
    return { document, erp, clock, calls, wait, attempt, pass, port, killedAfterSending };
  }

  test('a search comes before every send, also the first', async () => {
    const { calls, pass, wait } = await scene(['answerLostAndNothing', 'ok']);
    await pass();
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(calls).toEqual(['search', 'send', 'search', 'search', 'search', 'send', 'search']);
  });

  test('an empty answer that cannot be trusted sends nothing', async () => {
    const { document, erp, pass } = await scene([], ['unavailable']);
    await expect(pass()).rejects.toMatchObject({ kind: 'Unavailable' });
    expect(erp.sentKeys).toEqual([]);
    expect(await document.posting()).toMatchObject({ state: 'reserved', leased: false, sends: 0 });
  });

  test('an empty answer within the visibility lag is asked for again before anything follows from it', async () => {
    const { document, erp, pass } = await scene(['okButHidden']);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toHaveLength(1);
    expect(await document.posting()).toMatchObject({ state: 'confirmed', reference: erp.effects[0]!.reference });
  });

  test('what stands under our key before the first send is adopted', async () => {
    const { document, erp, pass } = await scene();
    await erp.port().send(told(bodyOf(payableOf[0], document.keyOf(1))));
    await expect(pass()).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { reference: erp.effects[0]!.reference },
    });
    expect(erp.sentKeys).toHaveLength(1);
    expect(await document.storedBody(await document.posting())).toMatchObject({ total: payableOf[0] });
  });

  test.each<SendBehaviour>(['answerLost', 'serverErrorAfterCommit', 'strangeErrorAfterCommit', 'noNumber'])(
    'a timeout after commit is adopted without a second send: %s',
    async (behaviour) => {
      const { document, erp, pass } = await scene([behaviour]);
      const result = await pass();
      expect(result).toMatchObject({ kind: 'confirmed', posting: { reference: erp.effects[0]!.reference } });
      expect(erp.sentKeys).toHaveLength(1);
      expect(await document.acts()).toEqual(['voucher.sent', 'voucher.confirmed']);
    },
  );

  test('a commit that comes after our time limit is found at settle and not sent again', async () => {
    const { document, erp, pass, wait } = await scene(['answerLostThenCommit']);
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 1 });
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toHaveLength(1);
    expect(erp.effects).toHaveLength(1);
  });

  test('an empty search after settle leads to one resend and then to a person', async () => {
    const { document, erp, pass, wait } = await scene(['answerLostAndNothing', 'answerLostAndNothing']);
    await pass();
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(erp.sentKeys).toEqual([document.keyOf(1), document.keyOf(1)]);
    await wait(settledMs);
    const held = await pass();
    expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'uncertainTooLong', kind: 'person' }] });
    expect(erp.sentKeys).toHaveLength(2);
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 2 });
  });

  test('a person decides that it never arrived: the name is rejected and a new one sent', async () => {
    const { document, erp, pass, wait } = await scene(['answerLostAndNothing', 'answerLostAndNothing']);
    for (let n = 0; n < 2; n += 1) {
      await pass();
      await wait(settledMs);
    }
    const held = await pass();
    if (held.kind !== 'held') throw new Error(held.kind);
    await document.hold(held);
    await document.lookAgain();
    await expect(pass()).resolves.toMatchObject({ kind: 'held' });
    await document.hold(held);
    await document.personActs();
    await expect(pass()).resolves.toEqual({ kind: 'stale' });
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect((await document.postings()).map((one) => one.state)).toEqual(['rejected', 'confirmed']);
    expect(erp.sentKeys).toEqual([document.keyOf(1), document.keyOf(1), document.keyOf(2)]);
  });

  test('another body after an empty settle rejects the old name and allots a new ordinal', async () => {
    const { document, erp, pass, wait } = await scene(['answerLostAndNothing', 'ok']);
    await pass();
    await wait(settledMs);
    await expect(pass(payableOf[1])).resolves.toEqual({ kind: 'stale' });
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'confirmed' });
    expect((await document.postings()).map((one) => [one.ordinal, one.state])).toEqual([
      [1, 'rejected'],
      [2, 'confirmed'],
    ]);
    expect(erp.sentKeys).toEqual([document.keyOf(1), document.keyOf(2)]);
    expect(erp.effects.map((effect) => effect.body.total)).toEqual([payableOf[1]]);
  });

  test('another body before settle rejects nothing', async () => {
    const { document, erp, pass } = await scene(['answerLostAndNothing']);
    await pass();
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain' });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('incomplete effect is completed with only the missing part', async () => {
    const { document, erp, calls, pass, wait } = await scene(['answerLostHalf', 'ok']);
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(erp.sentKeys).toHaveLength(1);
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send', 'send distribution']);
    expect(erp.effects).toHaveLength(1);
    expect(await document.posting()).toMatchObject({ state: 'confirmed', sends: 2 });
  });

  test('an effect that stays incomplete after two sends is a matter for a person', async () => {
    const { document, erp, pass, wait } = await scene(['answerLostHalf', 'refused', 'refused', 'refused']);
    await pass();
    await wait(settledMs);
    await pass();
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'person' }] });
    expect(erp.sentKeys).toHaveLength(2);
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 2 });
  });

  test('a half effect that differs from the body is held, never completed', async () => {
    const { document, erp, pass } = await scene();
    const other = new FakeErpOfHalf(erp, bodyOf(payableOf[1], document.keyOf(1)));
    await other.write();
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'foundButDifferent' }] });
    expect(erp.sentKeys).toHaveLength(0);
  });

  test('a half effect that this ledger never sent may still be on its way: it is completed only after settle', async () => {
    const { document, erp, calls, pass, wait } = await scene();
    await new FakeErpOfHalf(erp, bodyOf(payableOf[0], document.keyOf(1))).write();
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 0 });
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send distribution']);
    expect(erp.effects).toHaveLength(1);
  });

  test('the stored body is what is compared after a new plan', async () => {
    const { document, erp, pass } = await scene(['answerLostThenCommit']);
    await pass(payableOf[0]);
    erp.commitPending();
    // Compared with the new plan it would be foundButDifferent.
    const result = await pass(payableOf[1]);
    expect(result).toMatchObject({ kind: 'changed' });
    const posting = await document.posting();
    expect(posting).toMatchObject({ state: 'confirmed', reference: erp.effects[0]!.reference });
    expect(await document.storedBody(posting)).toMatchObject({ total: payableOf[0] });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('an adopted posting keeps the plan that it was sent for', async () => {
    const { document, erp, attempt, pass } = await scene(['answerLostThenCommit']);
    const sentFor = await document.plan(payableOf[0]);
    await attempt(sentFor);
    erp.commitPending();
    await pass(payableOf[1]);
    expect(await document.posting()).toMatchObject({ state: 'confirmed', planId: sentFor.id });
  });

  test('a late answer after a resend opens possibleDuplicate', async () => {
    const { document, erp, clock, wait, port, pass } = await scene(['ok']);
    const { plan, answer, late } = await heldBack(document, port);
    await wait(settledMs);
    // The first call was swallowed for longer than any call may live; the second is sent meanwhile.
    erp.effects.length = 0;
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toHaveLength(2);
    await erp.port().send(told(bodyOf(plan.amount, document.keyOf(1))));
    answer({ documentNumber: '6999' });
    const result = await late;
    expect(result).toMatchObject({ kind: 'held', problems: [{ reason: 'possibleDuplicate' }] });
    expect(clock.movedMs).toBeGreaterThan(0);
    expect((await document.attempts()).map((one) => [one.outcome, one.reference?.['documentNumber']])).toEqual([
      ['success', '6999'],
      ['success', '5002'],
    ]);
  });

  test('a late answer for a rejected name opens possibleDuplicate with both references', async () => {
    const { document, erp, wait, port, pass } = await scene(['ok']);
    const { answer, late } = await heldBack(document, port);
    const [swallowed] = erp.effects.splice(0);
    await wait(settledMs);
    await expect(pass(payableOf[1])).resolves.toEqual({ kind: 'stale' });
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'confirmed' });
    erp.effects.push(swallowed!);
    answer(swallowed!.reference);
    const result = await late;
    expect(result).toMatchObject({ kind: 'held', problems: [{ reason: 'possibleDuplicate' }] });
    if (result.kind !== 'held') return;
    expect(result.problems[0]!.message).toContain(swallowed!.reference['documentNumber']!);
    expect(result.problems[0]!.message).toContain(erp.effects[0]!.reference['documentNumber']!);
  });

  test('two documents under one key are seen also by a caller whose own answer was lost', async () => {
    const { document, erp, wait, port, pass } = await scene(['ok']);
    const { fail, late } = await heldBack(document, port);
    const [swallowed] = erp.effects.splice(0);
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    erp.effects.push(swallowed!);
    fail(new Error('connection reset'));
    await expect(late).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'possibleDuplicate' }] });
  });

  test('two documents under one key are held until all but one are voided', async () => {
    const { document, erp, pass } = await scene();
    for (let n = 0; n < 2; n += 1) await erp.port().send(told(bodyOf(payableOf[0], document.keyOf(1))));
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'possibleDuplicate' }] });
    erp.effects[0]!.voided = true;
    await expect(pass()).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { reference: erp.effects[1]!.reference },
    });
    expect(erp.sentKeys).toHaveLength(2);
  });

  test('what stands voided under our key is held, never sent again', async () => {
    const { document, erp, pass } = await scene();
    await erp.port().send(told(bodyOf(payableOf[0], document.keyOf(1))));
    erp.effects[0]!.voided = true;
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpVoided' }] });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('a yes of the ERP that no search confirms goes to a person, not to a second send', async () => {
    const { document, erp, pass, wait } = await scene(['noNumberAndNothing']);
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'person' }] });
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'person' }] });
    expect(erp.sentKeys).toHaveLength(1);
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 1 });
  });

  test('a lapsed lease in state sent becomes uncertain', async () => {
    const { document, erp, attempt, wait, killedAfterSending } = await scene(['answerLostAndNothing']);
    const plan = await document.plan(payableOf[0]);
    await killedAfterSending(plan);
    expect(await document.posting()).toMatchObject({ state: 'sent', leased: true });
    await expect(attempt(plan)).resolves.toMatchObject({ kind: 'wait', why: 'busy' });
    expect(await document.posting()).toMatchObject({ state: 'sent' });
    await wait(timing.leaseMs);
    await expect(attempt(plan)).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 1, leased: false });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('a worker killed after the commit leaves an effect that the next attempt adopts', async () => {
    const { document, erp, attempt, wait, killedAfterSending } = await scene(['ok']);
    const plan = await document.plan(payableOf[0]);
    await killedAfterSending(plan);
    await wait(timing.leaseMs);
    await expect(attempt(plan)).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { reference: erp.effects[0]!.reference },
    });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('two holders of one lease number: only one moves', async () => {
    const { document, pass } = await scene(['answerLostAndNothing']);
    await pass();
    const row = await document.posting();
    const { store, tenantId } = test_;
    const moves = await Promise.all(
      ['rejected' as const, 'sent' as const, 'confirmed' as const].map((to) =>
        store.inTenant(tenantId, (tx) => tx.postings.move(row, to)),
      ),
    );
    expect(moves.filter((moved) => moved !== null)).toHaveLength(1);
    const now = await document.posting();
    expect(moves.find((moved) => moved !== null)!.state).toBe(now.state);
  });

  test('who lost the lease moves nothing and sends nothing', async () => {
    const { document, erp, attempt, wait } = await scene();
    const plan = await document.plan(payableOf[0]);
    let other: unknown;
    const overtaken = listed([], erp.port());
    const slow: Port = {
      look: async (of) => {
        const result = await overtaken.look(of);
        await wait(timing.leaseMs);
        other = await attempt(plan);
        return result;
      },
      send: (one, missing) => overtaken.send(one, missing),
    };
    await expect(document.attempt(plan, { port: slow, timing })).resolves.toEqual({ kind: 'stale' });
    expect(other).toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test.each<SendBehaviour>(['notSent', 'throttled', 'unauthorised'])(
    'provably not sent goes back to reserved: %s',
    async (behaviour) => {
      const { document, erp, pass } = await scene([behaviour]);
      await expect(pass()).rejects.toMatchObject({ name: expect.stringMatching(new RegExp(behaviour, 'i')) as string });
      expect(await document.posting()).toMatchObject({ state: 'reserved', sends: 0, leased: false });
      await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'confirmed' });
      const posting = await document.posting();
      expect(posting).toMatchObject({ ordinal: 1, sends: 1 });
      expect(await document.storedBody(posting)).toMatchObject({ total: payableOf[1] });
      expect(erp.effects).toHaveLength(1);
    },
  );

  test('a body that provably was not sent is not what a later adoption is compared with', async () => {
    const { document, erp, pass } = await scene(['notSent']);
    await pass(payableOf[0]).catch(() => null);
    await erp.port().send(told(bodyOf(payableOf[1], document.keyOf(1))));
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await document.storedBody(await document.posting())).toMatchObject({ total: payableOf[1] });
  });

  test('a resend that provably was not sent is uncertain again and counts for nothing', async () => {
    const { document, pass, wait } = await scene(['answerLostAndNothing', 'notSent', 'ok']);
    await pass();
    await wait(settledMs);
    await expect(pass()).rejects.toMatchObject({ kind: 'NotSent' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain', sends: 1 });
    await wait(settledMs);
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('a refusal searches twice, and is believed after one more search when nothing of it can arrive', async () => {
    const { document, erp, calls, attempt, wait } = await scene(['refused']);
    const plan = await document.plan(payableOf[0]);
    const result = await attempt(plan);
    expect(result).toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    expect(calls).toEqual(['search', 'send', 'search', 'search']);
    expect(await document.posting()).toMatchObject({ state: 'uncertain' });
    await wait(settledMs);
    // The same plan is not tried again; a new one is, under a new name.
    for (const state of ['uncertain', 'rejected']) {
      expect(await document.posting()).toMatchObject({ state });
      await expect(attempt(plan)).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    }
    expect(calls.slice(4)).toEqual(['search']);
    await expect(attempt(await document.plan(payableOf[0]))).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toEqual([document.keyOf(1), document.keyOf(2)]);
  });

  test.each<SendBehaviour>(['refusedHalf', 'refusedHalfHidden'])(
    'a refusal after a part was committed rejects nothing: %s',
    async (behaviour) => {
      const { document, erp, calls, pass, wait } = await scene([behaviour, 'ok']);
      await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'waiting' }] });
      expect(await document.posting()).toMatchObject({ state: 'uncertain' });
      await wait(settledMs);
      await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
      expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send', 'send distribution']);
      expect(erp.effects).toHaveLength(1);
    },
  );

  test('an older plan sends nothing', async () => {
    const { document, erp, attempt } = await scene();
    const older = await document.plan(payableOf[0]);
    const newer = await document.plan(payableOf[1]);
    await expect(attempt(older)).resolves.toEqual({ kind: 'stale' });
    expect(erp.sentKeys).toEqual([]);
    await expect(attempt(newer)).resolves.toMatchObject({ kind: 'confirmed' });
    // It also judges nothing: what differs from an old plan is no change.
    await expect(attempt(older)).resolves.toEqual({ kind: 'stale' });
    expect(erp.sentKeys).toHaveLength(1);
  });

  test('an older plan rejects no name', async () => {
    const { document, attempt, wait } = await scene(['answerLostAndNothing']);
    const older = await document.plan(payableOf[1]);
    await attempt(await document.plan(payableOf[0]));
    await wait(settledMs);
    await document.plan(payableOf[0]);
    await expect(attempt(older)).resolves.toEqual({ kind: 'stale' });
    expect(await document.posting()).toMatchObject({ state: 'uncertain' });
  });

  test.each([
    ['a hint', (document: LedgerDocument) => document.hint()],
    ['a newer plan', (document: LedgerDocument) => document.plan(payableOf[0])],
    ['the age of the plan', (document: LedgerDocument) => document.letTimePass(timing.planMaxAgeMs)],
  ])('what made the plan stale during the search stops the send: %s', async (_what, make) => {
    const { document, erp } = await scene();
    const plan = await document.plan(payableOf[0]);
    const inner = erp.port();
    const port: Port = {
      ...inner,
      look: async (of) => {
        const result = await inner.look(of);
        await make(document);
        return result;
      },
    };
    await expect(document.attempt(plan, { port, timing })).resolves.toEqual({ kind: 'stale' });
    expect(erp.sentKeys).toEqual([]);
    expect(await document.posting()).toMatchObject({ state: 'reserved', leased: false });
  });

  test('what may not go is not sent', async () => {
    const { document, erp, attempt } = await scene();
    const plan = await document.plan(payableOf[0]);
    await expect(attempt(plan, { mayGo: () => Promise.resolve(false) })).resolves.toEqual({ kind: 'stale' });
    expect(erp.sentKeys).toEqual([]);
  });

  test('a confirmed posting with other content answers changed', async () => {
    const { document, erp, pass } = await scene();
    await pass(payableOf[0]);
    await expect(pass(payableOf[1])).resolves.toMatchObject({ kind: 'changed', posting: { ordinal: 1 } });
    expect(await document.storedBody(await document.posting())).toMatchObject({ total: payableOf[0] });
    await expect(pass(payableOf[0])).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.sentKeys).toHaveLength(1);
    expect(await document.postings()).toHaveLength(1);
  });

  test('send time window passed: nothing is sent', async () => {
    const { document, erp, clock, attempt } = await scene();
    const plan = await document.plan(payableOf[0]);
    const mayGo = (): Promise<boolean> => {
      clock.move(timing.sendWindowMs);
      return Promise.resolve(true);
    };
    await expect(attempt(plan, { mayGo })).resolves.toMatchObject({ kind: 'wait', why: 'busy' });
    expect(erp.sentKeys).toEqual([]);
    expect(await document.posting()).toMatchObject({ state: 'reserved', sends: 0, leased: false });
    expect((await document.attempts()).map((one) => one.outcome)).toEqual(['notSent']);
    await expect(attempt(plan)).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('a voucher of the same supplier and number that is not ours is held before anything is sent', async () => {
    const { erp, pass } = await scene();
    erp.strangers.push({ reference: { documentNumber: '77' }, date: '2026-05-01', amount: '1.00', number: 'I' });
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'possibleDuplicate' }] });
    expect(erp.sentKeys).toEqual([]);
  });

  test('every answer is kept, and the audit trail of it all verifies', async () => {
    const { document, pass, wait } = await scene(['notSent', 'answerLostAndNothing', 'ok']);
    await pass().catch(() => null);
    await pass();
    await wait(settledMs);
    await pass();
    const attempts = await document.attempts();
    expect(attempts.map((one) => one.outcome)).toEqual(['NotSent', 'OutcomeUnknown', 'success']);
    expect(attempts.every((one) => one.answeredAt !== null)).toBe(true);
    expect(await document.acts()).toEqual([
      'voucher.sent',
      'voucher.notSent',
      'voucher.sent',
      'voucher.uncertain',
      'voucher.sent',
      'voucher.confirmed',
    ]);
    const { faults } = await test_.store.inTenant(test_.tenantId, (tx) => tx.auditTrail.verify());
    expect(faults).toEqual([]);
  });

  /** Starts an attempt whose call arrives but whose answer comes only when the test says so. */
  async function heldBack(document: LedgerDocument, inner: Port) {
    const plan = await document.plan(payableOf[0]);
    let answer: (reference: Record<string, string>) => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    let sent: () => void = () => undefined;
    const hasSent = new Promise<void>((resolve) => (sent = resolve));
    const port: Port = {
      look: (of) => inner.look(of),
      send: async (one, missing) => {
        await inner.send(one, missing);
        const waiting = new Promise<Record<string, string>>((resolve, reject) => {
          answer = resolve;
          fail = reject;
        });
        sent();
        return waiting;
      },
    };
    const late = document.attempt(plan, { port, timing, runId: 'late' });
    await hasSent;
    return { plan, late, answer: (r: Record<string, string>) => answer(r), fail: (e: Error) => fail(e) };
  }
});

/** Writes one half of a voucher past the ledger, as an earlier installation or a restored database would have left it. */
class FakeErpOfHalf {
  readonly #erp: FakeErp;
  readonly #body: InvoiceBody;

  constructor(erp: FakeErp, body: InvoiceBody) {
    this.#erp = erp;
    this.#body = body;
  }

  write(): Promise<void> {
    this.#erp.effects.push({
      reference: { documentNumber: '4000' },
      body: this.#body,
      visibleFromMs: new Map([['payItems', 0]]),
      voided: false,
    });
    return Promise.resolve();
  }
}

function listed(calls: string[], port: Port): Port {
  return {
    look: (of) => {
      calls.push('search');
      return port.look(of);
    },
    send: (one, missing) => {
      calls.push(missing === undefined ? 'send' : `send ${missing.join(' ')}`);
      return port.send(one, missing);
    },
  };
}
