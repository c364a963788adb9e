import { NotSent } from '../../src/clients/http/client-error';
import { createTestStore, type LedgerDocument, type TestStore, words } from './support/ledger-fixture';
import { NatureScene, settledMs } from './support/nature-scene';
import { FakeSettings, occupyingKind, settingStep } from './support/other-natures';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import { settleInFlight } from '../../src/ledger/settle-in-flight';

// What is locked is the thing outside: one document's change of it is in force before another's begins.

describe('a subject that is occupied until a change is in force', () => {
  let test_: TestStore;
  let subjects = 0;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  async function two() {
    const scene = new NatureScene(test_);
    const world = new FakeSettings();
    const first = await scene.document('requisition');
    const second = await scene.document('vendor');
    const subject = `contract:${(subjects += 1)}`;
    const carrying = (target: string, on = subject) => ({
      kind: occupyingKind,
      step: settingStep(on, target, { kind: occupyingKind.name }),
      port: world.port,
    });
    const set = (document: LedgerDocument, target: string, on = subject) =>
      scene.pass(document, target, carrying(target, on));
    /** As the workflow does with what is held. */
    const held = async (document: LedgerDocument, target: string): Promise<void> => {
      const result = await set(document, target);
      if (result.kind !== 'held') throw new Error(result.kind);
      expect(result.problems).toMatchObject([
        { reason: 'changePending', kind: 'waiting', value: subject, causeKey: `subject:${subject}` },
      ]);
      await document.hold(result);
    };
    const cameSoFar = async (document: LedgerDocument, stage: 'delivered' | 'posted'): Promise<void> => {
      world.stage = stage;
      await scene.feed(document, occupyingKind, world.port);
      world.stage = 'stands';
    };
    return { scene, world, first, second, subject, carrying, set, held, cameSoFar };
  }

  test('the second document waits for the first, and goes on when the feed sees that in force', async () => {
    const { scene, world, first, second, set, held, cameSoFar } = await two();
    await expect(set(first, 'A')).resolves.toMatchObject({ kind: 'confirmed', posting: { occupies: true } });
    await held(second, 'B');
    expect(world.sent).toEqual(['A']);
    expect(await second.postings()).toEqual([]);

    await cameSoFar(first, 'delivered');
    expect(await scene.isHeld(second)).toBe(true);
    await cameSoFar(first, 'posted');
    expect(await first.posting()).toMatchObject({ occupies: false });
    expect(await scene.isHeld(second)).toBe(false);
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
    expect(world.sent).toEqual(['A', 'B']);
  });

  test('a change that is in force as soon as it is confirmed keeps nobody off', async () => {
    const { world, first, second, set } = await two();
    world.stage = 'posted';
    await expect(set(first, 'A')).resolves.toMatchObject({ posting: { occupies: false } });
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('other subjects are free', async () => {
    const { first, second, set } = await two();
    await set(first, 'A');
    await expect(set(second, 'B', `elsewhere:${subjects}`)).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('a call of which nobody knows keeps others off', async () => {
    const { world, first, second, set, held } = await two();
    world.faults.push('lostBefore');
    await expect(set(first, 'A')).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    await held(second, 'B');
  });

  test('a refusal frees the subject once nothing of it can arrive, and who waits for it goes on', async () => {
    const { scene, world, first, second, set, held } = await two();
    const { port } = world;
    const refused = scene.pass(first, 'A', {
      kind: occupyingKind,
      step: settingStep(`contract:${subjects}`, 'A', { kind: occupyingKind.name }),
      port: {
        look: (of) => port.look(of),
        send: async (one) => {
          await held(second, 'B');
          world.faults.push('refused');
          return port.send(one);
        },
      },
    });
    await expect(refused).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    await held(second, 'B');
    await scene.wait(settledMs);
    await expect(set(first, 'A')).resolves.toEqual({ kind: 'stale' });
    expect(await first.posting()).toMatchObject({ state: 'rejected', occupies: false });
    expect(await scene.isHeld(second)).toBe(false);
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('what is voided keeps nobody off any more', async () => {
    const { scene, first, second, set } = await two();
    await set(first, 'A');
    await scene.confirmVoided(first, await first.posting());
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('of two who come at once one is held and one goes', async () => {
    const { world, first, second, subject, scene, carrying } = await two();
    const plans = [await first.plan('A'), await second.plan('B')] as const;
    const results = await Promise.all([
      scene.attempt(first, plans[0], carrying('A')),
      scene.attempt(second, plans[1], carrying('B')),
    ]);
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['confirmed', 'held']);
    expect(world.sent).toHaveLength(1);
    expect(world.now.get(subject)).toBe(world.sent[0]);
  });

  test('a reserved change that moves to another subject occupies that one, and only when it is free', async () => {
    const { scene, world, first, second, subject, carrying, set } = await two();
    const elsewhere = `elsewhere:${subjects}`;
    const notSent = new NotSent('no connection', { system: 'jde', operation: 'change' });
    const port = { ...world.port, send: () => Promise.reject(notSent) };
    await expect(scene.pass(first, 'A', { ...carrying('A'), port })).rejects.toThrow('no connection');
    expect(await first.posting()).toMatchObject({ state: 'reserved', subject, occupies: true });

    await set(second, 'B', elsewhere);
    await expect(set(first, 'A', elsewhere)).resolves.toMatchObject({
      kind: 'held',
      problems: [{ reason: 'changePending', value: elsewhere }],
    });
    world.stage = 'posted';
    await scene.feed(second, occupyingKind, world.port);
    world.stage = 'stands';
    await expect(set(first, 'A', elsewhere)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await first.posting()).toMatchObject({ subject: elsewhere, occupies: true });
    await expect(set(second, 'C')).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('one that is reserved and moves to another subject lets those go on that waited for the first', async () => {
    const { scene, world, first, second, carrying, set, held } = await two();
    const elsewhere = `elsewhere:${subjects}`;
    const notSent = new NotSent('no connection', { system: 'jde', operation: 'change' });
    const port = { ...world.port, send: () => Promise.reject(notSent) };
    await expect(scene.pass(first, 'A', { ...carrying('A'), port })).rejects.toThrow('no connection');
    await held(second, 'B');
    await expect(set(first, 'A', elsewhere)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await scene.isHeld(second)).toBe(false);
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('what a restored ledger forgot keeps others off it: off everything, before its plan says what it is', async () => {
    const { scene, world, first, second, subject, set } = await two();
    world.now.set(subject, 'A');
    await test_.store.inTenant(test_.tenantId, async (tx) =>
      tx.restores.enterFound(await tx.documents.lock(first.id), {
        ...{ system: 'jde', kind: occupyingKind.name, step: 'orderChange', ordinal: 1, reference: { change: '1' } },
        ...{ subject: null, occupies: true, keyOf: (ordinal: number) => first.keyOf(ordinal, 'orderChange') },
      }),
    );
    const elsewhere = `elsewhere:${subjects}`;
    const off = await set(second, 'B', elsewhere);
    expect(off).toMatchObject({ kind: 'held', problems: [{ reason: 'changePending' }] });
    if (off.kind === 'held') await second.hold(off);
    expect(await scene.isHeld(second)).toBe(true);

    await expect(set(first, 'A')).resolves.toMatchObject({ kind: 'confirmed', posting: { subject, occupies: true } });
    expect(await scene.isHeld(second)).toBe(false);
    await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'held', problems: [{ value: subject }] });
    await expect(set(second, 'B', elsewhere)).resolves.toMatchObject({ kind: 'confirmed' });
  });

  describe('whose step is in no plan any more', () => {
    const settle = async ({ world, first }: Awaited<ReturnType<typeof two>>, still: readonly string[] = []) =>
      settleInFlight(
        test_.store,
        await first.load(),
        () => ({ kind: occupyingKind as unknown as PostingKind, port: world.port, words }),
        still,
      );

    test('is given up where nothing was sent: who waits for the subject goes on', async () => {
      const both = await two();
      const { scene, world, first, second, carrying, set, held } = both;
      const notSent = new NotSent('no connection', { system: 'jde', operation: 'change' });
      const port = { ...world.port, send: () => Promise.reject(notSent) };
      await expect(scene.pass(first, 'A', { ...carrying('A'), port })).rejects.toThrow('no connection');
      await held(second, 'B');
      await expect(settle(both, ['orderChange'])).resolves.toEqual({ waitMs: null, problems: [] });
      expect(await scene.isHeld(second)).toBe(true);
      await expect(settle(both)).resolves.toEqual({ waitMs: null, problems: [] });
      expect(await first.posting()).toMatchObject({ state: 'rejected', occupies: false });
      expect(await scene.isHeld(second)).toBe(false);
      await expect(set(second, 'B')).resolves.toMatchObject({ kind: 'confirmed' });
    });

    test('is given up where what was sent can arrive no more, and not before', async () => {
      const both = await two();
      const { scene, world, first, second, set, held } = both;
      world.faults.push('lostBefore');
      await set(first, 'A');
      await held(second, 'B');
      expect((await settle(both)).waitMs).toBeGreaterThan(0);
      expect(await scene.isHeld(second)).toBe(true);
      await scene.wait(settledMs);
      await expect(settle(both)).resolves.toEqual({ waitMs: null, problems: [] });
      expect(await scene.isHeld(second)).toBe(false);
    });

    test('stands where it arrived, and keeps the subject until it is in force', async () => {
      const both = await two();
      const { scene, world, first, second, set, held, cameSoFar } = both;
      world.faults.push('lostBefore');
      await set(first, 'A');
      world.now.set(both.subject, 'A');
      await expect(settle(both)).resolves.toEqual({ waitMs: null, problems: [] });
      expect(await first.posting()).toMatchObject({ state: 'confirmed', occupies: true });
      await held(second, 'B');
      await cameSoFar(first, 'posted');
      expect(await scene.isHeld(second)).toBe(false);
    });

    test('is a person’s where the ERP said yes and shows nothing', async () => {
      const both = await two();
      const { scene, world, first } = both;
      const port = { ...world.port, look: world.port.look, send: () => Promise.resolve({ change: '9' }) };
      await scene.pass(first, 'A', { ...both.carrying('A'), port });
      await scene.wait(settledMs);
      expect((await settle(both)).problems).toMatchObject([{ reason: 'uncertainTooLong' }]);
      expect(await first.posting()).toMatchObject({ state: 'uncertain' });
    });
  });
});
