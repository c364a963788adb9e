import type { PostingPort } from '../../src/clients/erp-adapter';
import type { LedgerResult } from '../../src/ledger/post-through-ledger';
import type { SendBehaviour } from './support/erp-behaviours';
import { bodyOf, invoiceKind, numberedKind } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs, timing } from './support/nature-scene';
import { FakeSettings, settingKind, settingStep, submitKind, submitPort, submitStep } from './support/other-natures';
import { runKind, runStep, memberOf } from './support/run-kind';

// A refusal is what somebody said. Whether something of the call comes all the same is looked for, now and until nothing can.

const amount = '9000.00';

describe('a call that was refused', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  async function scene(...sends: SendBehaviour[]) {
    const made = new NatureScene(test_, sends);
    const document = await made.document();
    return { scene: made, document, erp: made.erp, pass: () => made.pass(document, amount) };
  }
  const states = async (document: LedgerDocument) => (await document.postings()).map(({ state }) => state);
  const problemOf = (result: LedgerResult) => {
    if (result.kind !== 'held') throw new Error(`not held but ${result.kind}`);
    return result.problems[0]!;
  };

  test('is held at once with the words of the ERP, and its name is open until nothing of it can arrive', async () => {
    const { scene: at, document, erp } = await scene('refused');
    const plan = await document.plan(amount);
    const held = await at.attempt(document, plan);
    expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected', kind: 'person' }] });
    expect(problemOf(held).message).toBe('the ERP refused the invoice: Invalid account.');
    expect(held).not.toHaveProperty('wakeAfterMs');
    expect(await states(document)).toEqual(['uncertain']);
    // The same pass once more, as after a crash before the hold.
    await expect(at.attempt(document, plan)).resolves.toMatchObject({ problems: [{ kind: 'person' }] });

    const resumed = await at.pass(document, amount);
    expect(resumed).toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected', kind: 'waiting' }] });
    expect(problemOf(resumed).message).toContain('Invalid account');
    expect(resumed.kind === 'held' && resumed.wakeAfterMs).toBeGreaterThan(timing.settleMs / 2);
    expect(erp.sentKeys).toHaveLength(1);

    await at.wait(settledMs);
    await expect(at.pass(document, amount)).resolves.toEqual({ kind: 'stale' });
    expect(await states(document)).toEqual(['rejected']);
    await expect(at.pass(document, amount)).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect(erp.sentKeys).toEqual([document.keyOf(1), document.keyOf(2)]);
    expect(await document.acts()).toEqual([
      'voucher.sent',
      'voucher.refused',
      'voucher.rejected',
      'voucher.sent',
      'voucher.confirmed',
    ]);
  });

  test('its words are kept with the attempt, sealed', async () => {
    const { document, pass } = await scene('refused');
    await pass();
    const [attempt] = await document.attempts();
    expect(attempt).toMatchObject({ outcome: 'Rejected', detail: 'the orchestration ended with an error' });
    expect(attempt?.said?.toString('latin1')).not.toContain('Invalid');
    const row = await document.load();
    const { attempts } = await document.store.inTenant(test_.tenantId, (tx) => tx.documentTrails.of(row));
    expect(attempts.map(({ said }) => said)).toEqual([['Invalid account']]);
  });

  test('is held at once also when the ERP cannot be asked whether something of it stands', async () => {
    const { scene: at, document, erp } = await scene('refused');
    const inner = erp.port();
    let asked = 0;
    const port: PostingPort = {
      ...inner,
      look: async (of) => {
        asked += 1;
        if (asked > 1) throw new Error('the connection was reset');
        return inner.look(of);
      },
    };
    await expect(at.pass(document, amount, { port })).resolves.toMatchObject({
      kind: 'held',
      problems: [{ reason: 'erpRejected', kind: 'person' }],
    });
    expect(await states(document)).toEqual(['uncertain']);
  });

  test('the other content of a later plan is sent only under the next name, and not before that', async () => {
    const { scene: at, document, erp, pass } = await scene('refused');
    await pass();
    await expect(at.pass(document, '8000.00')).resolves.toMatchObject({ kind: 'held' });
    await at.wait(settledMs);
    await expect(at.pass(document, '8000.00')).resolves.toEqual({ kind: 'stale' });
    await expect(at.pass(document, '8000.00')).resolves.toMatchObject({ kind: 'confirmed' });
    expect(erp.effects.map(({ body }) => body.total)).toEqual(['8000.00']);
  });

  describe('refuses now and commits later', () => {
    test.each<SendBehaviour>(['refusedThenCommit', 'refusedHalfThenRest'])(
      'what adds is adopted when it has come, and not sent again: %s',
      async (behaviour) => {
        const { scene: at, document, erp, pass } = await scene(behaviour);
        await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
        await expect(pass()).resolves.toMatchObject({ kind: 'held' });
        await at.wait(settledMs);
        await expect(pass()).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 1, sends: 1 } });
        expect(erp.effects).toHaveLength(1);
        expect(await states(document)).toEqual(['confirmed']);
      },
    );

    test('what adds for many documents is adopted for all of them', async () => {
      const { scene: at, document: owner, erp } = await scene('refusedThenCommit');
      const member = await at.document();
      const all = [memberOf(member.id, await member.plan('100'), '100')];
      const { step, draftOf } = runStep(all);
      const run = () => at.pass(owner, 'run', { kind: runKind, step, members: { all, draftOf } });
      await expect(run()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
      await at.wait(settledMs);
      await expect(run()).resolves.toMatchObject({ kind: 'confirmed' });
      expect(erp.effects).toHaveLength(1);
      expect(await at.standing(member)).toEqual({ '4411.1340.26010': '100' });
    });

    test('what sets is found by its target, in time and after its name was given up', async () => {
      const { scene: at, document } = await scene();
      const world = new FakeSettings();
      const set = (target: string) =>
        at.pass(document, target, { kind: settingKind, step: settingStep('order:late', target), port: world.port });
      world.faults.push('refused');
      await expect(set('A')).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
      world.now.set('order:late', 'A');
      await expect(set('A')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 1 } });

      world.faults.push('refused');
      await set('B');
      await at.wait(settledMs);
      await expect(set('B')).resolves.toEqual({ kind: 'stale' });
      world.now.set('order:late', 'B');
      await expect(set('B')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 3, sends: 0 } });
      expect(world.sent).toEqual(['A', 'B']);
    });

    test('what acts is seen to have come so far, and not done again', async () => {
      const { scene: at, document, erp, pass } = await scene();
      await pass();
      erp.effects[0]!.stage = 'stands';
      const { told, port } = submitPort(erp);
      const submit = () => at.pass(document, amount, { kind: submitKind, step: submitStep, port });
      told.refuse = 1;
      await expect(submit()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
      erp.effects[0]!.stage = 'delivered';
      await expect(submit()).resolves.toMatchObject({ kind: 'confirmed' });
      expect(told.sends).toBe(1);
    });
  });

  describe('comes after its name was given up', () => {
    /** Refused, resumed, given up; then it stands after all, whole or in half. */
    async function late(parts: readonly ('payItems' | 'distribution')[]) {
      const made = await scene('refused', 'ok');
      await made.pass();
      await made.scene.wait(settledMs);
      await expect(made.pass()).resolves.toEqual({ kind: 'stale' });
      const come = () =>
        made.erp.effects.push({
          reference: { documentNumber: '7777' },
          body: bodyOf(amount, made.document.keyOf(1)),
          visibleFromMs: new Map(parts.map((part) => [part, 0])),
          voided: false,
        });
      return { ...made, come };
    }

    test.each([
      ['whole', ['payItems', 'distribution']],
      ['in half', ['payItems']],
    ] as const)('%s: nothing is sent under the next name, until it is voided', async (_how, parts) => {
      const { document, erp, pass, come } = await late(parts);
      come();
      const held = await pass();
      expect(held).toMatchObject({
        kind: 'held',
        problems: [{ reason: 'possibleDuplicate', value: document.keyOf(1) }],
      });
      expect(problemOf(held).message).toContain('7777');
      await expect(pass()).resolves.toMatchObject({ kind: 'held' });
      expect(erp.sentKeys).toHaveLength(1);
      expect(await states(document)).toEqual(['rejected', 'reserved']);

      erp.effects[0]!.voided = true;
      await expect(pass()).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    });

    test('between the search under the next name and its sending', async () => {
      const { scene: at, document, erp, come } = await late(['payItems', 'distribution']);
      const inner = erp.port();
      const port: PostingPort = {
        ...inner,
        look: async (of) => {
          const looks = await inner.look(of);
          if (of[0]?.key === document.keyOf(2)) come();
          return looks;
        },
      };
      await expect(at.pass(document, amount, { port })).resolves.toMatchObject({
        kind: 'held',
        problems: [{ reason: 'possibleDuplicate' }],
      });
      expect(erp.sentKeys).toHaveLength(1);
    });

    test('under a name of another kind that the step had then', async () => {
      const { scene: at, document, erp, come } = await late(['payItems', 'distribution']);
      come();
      const asked: string[] = [];
      const kindAt = (name: string) => {
        asked.push(name);
        return { kind: invoiceKind, port: erp.port() };
      };
      const step = stepOf(amount, { kind: numberedKind.name });
      await expect(at.pass(document, amount, { kind: numberedKind, step, kindAt })).resolves.toMatchObject({
        kind: 'held',
        problems: [{ reason: 'possibleDuplicate', value: document.keyOf(1) }],
      });
      expect(asked).toContain('invoice');
      expect(erp.sentKeys).toHaveLength(1);
    });

    test('also before a second send under the next name', async () => {
      const { scene: at, erp, document, come } = await late(['payItems', 'distribution']);
      const lost: PostingPort = {
        ...erp.port(),
        send: () => Promise.reject(new Error('the connection was reset')),
      };
      await expect(at.pass(document, amount, { port: lost })).resolves.toMatchObject({ kind: 'wait' });
      await at.wait(settledMs);
      come();
      await expect(at.pass(document, amount)).resolves.toMatchObject({
        kind: 'held',
        problems: [{ reason: 'possibleDuplicate' }],
      });
      expect(erp.sentKeys).toHaveLength(1);
    });

    test('all names that were given up are asked for in one look', async () => {
      const { scene: at, document, erp, pass } = await scene('refused', 'refused', 'ok');
      for (let name = 0; name < 2; name += 1) {
        await pass();
        await at.wait(settledMs);
        await expect(pass()).resolves.toEqual({ kind: 'stale' });
      }
      const looks: (readonly string[])[] = [];
      const inner = erp.port();
      const port: PostingPort = {
        ...inner,
        look: async (of) => {
          looks.push(of.map(({ key }) => key));
          return inner.look(of);
        },
      };
      await expect(at.pass(document, amount, { port })).resolves.toMatchObject({ kind: 'confirmed' });
      const [first, second, third] = [1, 2, 3].map((ordinal) => document.keyOf(ordinal));
      expect(looks).toEqual([[third], [first, second], [third]]);
    });
  });

  describe('half-way', () => {
    test('is held at once with the words and with what is missing, and completed by itself', async () => {
      const { scene: at, erp, pass } = await scene('refusedHalf', 'ok');
      const held = await pass();
      expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected', kind: 'waiting' }] });
      expect(problemOf(held).message).toMatch(/refused a part of the invoice: Invalid account.*missing: distribution/);
      expect(held.kind === 'held' && held.wakeAfterMs).toBeGreaterThan(0);
      await at.wait(settledMs);
      await expect(pass()).resolves.toMatchObject({ kind: 'confirmed', posting: { sends: 2 } });
      expect(erp.effects).toHaveLength(1);
    });

    test('and refused again when the rest is sent: a person is told at once, with the words', async () => {
      const { scene: at, document, pass } = await scene('refusedHalf', 'refused');
      await pass();
      await at.wait(settledMs);
      const held = await pass();
      expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'uncertainTooLong', kind: 'person' }] });
      expect(problemOf(held).message).toContain('Invalid account');
      expect(await states(document)).toEqual(['uncertain']);
    });
  });

  describe('because somebody keeps the record just now', () => {
    test('is tried again by itself under the same name, as often as it takes', async () => {
      const times = 4;
      const { scene: at, document, erp, pass } = await scene(...Array<SendBehaviour>(times).fill('refusedForNow'));
      for (let time = 0; time < times; time += 1) {
        const held = await pass();
        expect(held).toMatchObject({ kind: 'held', problems: [{ reason: 'changePending', kind: 'waiting' }] });
        expect(problemOf(held).message).toBe('the ERP cannot take the invoice just now: Record kept.');
        expect(held.kind === 'held' && held.wakeAfterMs).toBeGreaterThan(0);
        await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'changePending' }] });
        expect(erp.sentKeys).toHaveLength(time + 1);
        await at.wait(settledMs);
      }
      await expect(pass()).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 1 } });
      expect(new Set(erp.sentKeys)).toEqual(new Set([document.keyOf(1)]));
      expect(erp.effects).toHaveLength(1);
      expect((await document.attempts()).map(({ outcome }) => outcome)).toEqual([
        ...Array<string>(times).fill('refusedForNow'),
        'success',
      ]);
    });

    test('and then for good: that is held', async () => {
      const { scene: at, pass } = await scene('refusedForNow', 'refused');
      await pass();
      await at.wait(settledMs);
      await expect(pass()).resolves.toMatchObject({
        kind: 'held',
        problems: [{ reason: 'erpRejected', kind: 'person' }],
      });
    });
  });
});
