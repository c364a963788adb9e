import { createTestStore, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs } from './support/nature-scene';
import { FakeSettings, settingKind, settingStep } from './support/other-natures';

// What sets: an absolute target on a subject. The subject's newest setting is it, or the next ordinal is set.

describe('a kind that sets', () => {
  let test_: TestStore;
  let subjects = 0;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  async function settings() {
    const scene = new NatureScene(test_);
    const world = new FakeSettings();
    const document = await scene.document();
    const subject = `order:${(subjects += 1)}`;
    const set = (target: string, of: LedgerDocument = document) =>
      scene.pass(of, target, { kind: settingKind, step: settingStep(subject, target), port: world.port });
    return { scene, world, document, subject, set };
  }

  test('A, B, A makes three ordinals, and what is asked twice makes one', async () => {
    const { scene, world, document, subject, set } = await settings();
    for (const target of ['A', 'B', 'B', 'A', 'A']) {
      await expect(set(target)).resolves.toMatchObject({ kind: 'confirmed' });
      expect(world.now.get(subject)).toBe(target);
    }
    expect(world.sent).toEqual(['A', 'B', 'A']);
    expect(await scene.rows(document)).toEqual([
      ['orderChange', 1, 'confirmed'],
      ['orderChange', 2, 'confirmed'],
      ['orderChange', 3, 'confirmed'],
    ]);
  });

  test('one that was refused does not count once nothing of it can arrive; a new plan asks again under a new name', async () => {
    const { scene, world, document, set } = await settings();
    await set('A');
    world.faults.push('refused');
    await expect(set('B')).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    await expect(set('A')).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'waiting' }] });
    await scene.wait(settledMs);
    await expect(set('A')).resolves.toEqual({ kind: 'stale' });
    await expect(set('A')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 1 } });
    await expect(set('B')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 3 } });
    expect(world.sent).toEqual(['A', 'B', 'B']);
    expect((await scene.rows(document)).map(([, , state]) => state)).toEqual(['confirmed', 'rejected', 'confirmed']);
  });

  test('what is so already is adopted without a call', async () => {
    const { world, document, subject, set } = await settings();
    world.now.set(subject, 'A');
    await expect(set('A')).resolves.toMatchObject({ kind: 'confirmed' });
    expect(world.sent).toEqual([]);
    expect(await document.posting()).toMatchObject({ state: 'confirmed', sends: 0, subject });
  });

  test('an answer that is lost after the change is found by a look, and one lost before is sent again after settle', async () => {
    const { scene, world, document, set } = await settings();
    world.faults.push('lostAfter');
    await expect(set('A')).resolves.toMatchObject({ kind: 'confirmed' });
    expect(world.sent).toEqual(['A']);
    world.faults.push('lostBefore');
    const waiting = await set('B');
    expect(waiting).toMatchObject({ kind: 'wait', why: 'settling' });
    // It may be there long before the call could no longer arrive: it is looked at sooner.
    expect(waiting.kind === 'wait' && waiting.afterMs).toBeLessThan(settledMs);
    await expect(set('B')).resolves.toMatchObject({ kind: 'wait' });
    await scene.wait(settledMs);
    await expect(set('B')).resolves.toMatchObject({ kind: 'confirmed', posting: { sends: 2 } });
    expect(await scene.rows(document)).toHaveLength(2);
  });

  test('another target while one is uncertain gives the first up only when it can no longer arrive', async () => {
    const { scene, world, document, set } = await settings();
    world.faults.push('lostBefore');
    await set('A');
    await expect(set('B')).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    expect(world.sent).toEqual(['A']);
    await scene.wait(settledMs);
    await expect(set('B')).resolves.toEqual({ kind: 'stale' });
    await expect(set('B')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect((await scene.rows(document)).map(([, , state]) => state)).toEqual(['rejected', 'confirmed']);
  });

  test('what another document has set since is no setting of ours: it is set again', async () => {
    const { scene, world, document, subject, set } = await settings();
    const other = await scene.document('vendor');
    await set('A');
    await set('B', other);
    expect(world.now.get(subject)).toBe('B');
    await expect(set('A')).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect(world.now.get(subject)).toBe('A');
    expect(world.sent).toEqual(['A', 'B', 'A']);
    expect(await scene.rows(document)).toHaveLength(2);
  });
});
