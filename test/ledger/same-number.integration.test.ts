import type { LedgerResult } from '../../src/ledger/post-through-ledger';
import { closeRefused } from '../../src/ledger/refusals/close-refused';
import type { SendBehaviour } from './support/erp-behaviours';
import { suppliedKind } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs } from './support/nature-scene';

// An invoice number of a supplier stands once, whichever commitments its requisitions belong to.

describe('an invoice number that another document has', () => {
  let test_: TestStore;
  let numbers = 0;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  /** Requisitions of two commitments of one supplier, with one invoice number. */
  async function two(...sends: SendBehaviour[]) {
    const scene = new NatureScene(test_, sends);
    const number = `INV-${(numbers += 1)}`;
    const first = await scene.document('requisition', { commitmentId: '501', number: 1 });
    const second = await scene.document('requisition', { commitmentId: '502', number: 3 });
    const carrying = (as = number) => ({
      kind: suppliedKind,
      step: stepOf('100', { kind: suppliedKind.name, draft: { amount: '100', number: as } }),
    });
    const post = (document: LedgerDocument, as = number) => scene.pass(document, '100', carrying(as));
    /** Holds it, as the workflow would, and gives the problem. */
    const held = async (document: LedgerDocument, result: LedgerResult) => {
      if (result.kind !== 'held') throw new Error(`not held but ${result.kind}`);
      await document.hold(result);
      return result.problems[0]!;
    };
    const close = () =>
      closeRefused(test_.store, test_, () => ({ kind: suppliedKind, port: scene.erp.port() }), undefined);
    return { scene, number, first, second, carrying, post, held, close, sent: scene.erp.sentKeys };
  }

  test('is held before anything is sent, naming the other and where it stands', async () => {
    const { number, first, second, post, held, sent } = await two();
    await expect(post(first)).resolves.toMatchObject({ kind: 'confirmed' });
    const problem = await held(second, await post(second));
    expect(problem).toMatchObject({
      reason: 'possibleDuplicate',
      kind: 'person',
      field: 'invoice number',
      value: number,
      causeKey: `invoice:4343/${number}`,
    });
    expect(problem.message).toContain('requisition 1 of commitment 501');
    expect(problem.message).toContain(first.sourceId);
    expect(sent).toEqual([first.keyOf(1)]);
    expect(await second.posting()).toMatchObject({ state: 'reserved', sends: 0, leased: false });
  });

  test('another number, or the own document, is none', async () => {
    const { number, first, second, carrying, scene, post } = await two();
    await post(first);
    await expect(post(second, `${number}A`)).resolves.toMatchObject({ kind: 'confirmed' });
    const because = await scene.decide(first, 'more');
    const { kind, step } = carrying();
    const again = { kind, step: { ...step, because, id: 'voucher:more' } };
    await expect(scene.pass(first, '100', again)).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { ordinal: 2 },
    });
  });

  test('of two who come at once one is sent and the other is held', async () => {
    const { scene, first, second, carrying, sent } = await two();
    const plans = [await first.plan('100'), await second.plan('100')] as const;
    const results = await Promise.all([
      scene.attempt(first, plans[0], carrying()),
      scene.attempt(second, plans[1], carrying()),
    ]);
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['confirmed', 'held']);
    expect(sent).toHaveLength(1);
  });

  test('who is only named does not keep the number: the first who is sent has it', async () => {
    const { first, second, post, held } = await two('notSent');
    await expect(post(first)).rejects.toMatchObject({ kind: 'NotSent' });
    await expect(post(second)).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(held(first, await post(first))).resolves.toMatchObject({ reason: 'possibleDuplicate' });
  });

  test('whose outcome is not known keeps it; when it never arrived, who waits goes on by itself', async () => {
    const { scene, first, second, post, held, sent } = await two('answerLostAndNothing');
    await expect(post(first)).resolves.toMatchObject({ kind: 'wait' });
    await held(second, await post(second));
    await scene.wait(settledMs);
    // The first is corrected in Procore meanwhile.
    await expect(post(first, 'CORRECTED')).resolves.toEqual({ kind: 'stale' });
    expect(await scene.isHeld(second)).toBe(false);
    await expect(post(second)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(sent).toEqual([first.keyOf(1), second.keyOf(1)]);
  });

  test('who was refused keeps it until nothing of it can arrive, and is closed behind its own hold', async () => {
    const { scene, first, second, post, held, close } = await two('refused');
    await held(first, await post(first));
    await held(second, await post(second));
    await expect(close()).resolves.toBeGreaterThan(0);
    expect(await scene.isHeld(second)).toBe(true);
    await scene.wait(settledMs);
    await expect(close()).resolves.toBeNull();
    expect((await first.posting()).state).toBe('rejected');
    expect(await scene.isHeld(first)).toBe(true);
    expect(await scene.isHeld(second)).toBe(false);
    await expect(post(second)).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(held(first, await post(first))).resolves.toMatchObject({ reason: 'possibleDuplicate' });
  });

  test('who was refused and committed late has it: it is not closed', async () => {
    const { scene, first, second, post, held, close } = await two('refusedThenCommit');
    await held(first, await post(first));
    await held(second, await post(second));
    await scene.wait(settledMs);
    await close();
    expect((await first.posting()).state).toBe('uncertain');
    expect(await scene.isHeld(second)).toBe(true);
    await expect(post(first)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(scene.erp.effects).toHaveLength(1);
  });

  test('that is voided in the ERP is free at once, by the feed', async () => {
    const { scene, first, second, post, held } = await two();
    await post(first);
    await held(second, await post(second));
    scene.erp.effects[0]!.voided = true;
    await scene.feed(first, suppliedKind);
    expect(await scene.isHeld(second)).toBe(false);
    await expect(post(second)).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('that became free while it was read opens no hold', async () => {
    const { scene, first, second, post } = await two();
    await post(first);
    const result = await post(second);
    if (result.kind !== 'held') throw new Error(result.kind);
    scene.erp.effects[0]!.voided = true;
    await scene.feed(first, suppliedKind);
    await second.hold(result);
    expect(await scene.isHeld(second)).toBe(false);
  });
});
