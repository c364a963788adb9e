import { decidedAgain } from '../../src/domain/posting/books/decided-again';
import { invoiceEntries, invoiceKind, numberedKind } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs } from './support/nature-scene';

// What adds: wanted less what stands of the step is posted; the rest is a person's decision.

const account = '4411.1340.26010';

describe('a kind that adds', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  const numbered = (amount: string, because?: string, id = 'voucher') => ({
    kind: numberedKind,
    step: stepOf(amount, { id, kind: numberedKind.name, ...(because === undefined ? {} : { because }) }),
  });
  const numbers = async (document: LedgerDocument) =>
    (await document.postings()).map((one) => [one.ordinal, one.state, one.number]);

  test('posted and changed, it is adjusted by a decision, and then both vouchers come to what is wanted', async () => {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    await expect(scene.pass(document, '9000.00', numbered('9000.00'))).resolves.toMatchObject({ kind: 'changed' });

    const adjust = await scene.decide(document, '9000.00');
    const adjusting = numbered('-1000.00', adjust, 'voucher:adjustment');
    await expect(scene.pass(document, '9000.00', adjusting)).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(scene.pass(document, '9000.00', adjusting)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(scene.erp.sentKeys).toHaveLength(2);
    expect(await numbers(document)).toEqual([
      [1, 'confirmed', 'INV-1'],
      [2, 'confirmed', 'INV-1-R2'],
    ]);
    expect(await scene.standing(document)).toEqual({ [account]: '9000' });
    // Without the decision the sum of both answers for the step.
    await expect(scene.pass(document, '9000.00', numbered('9000.00'))).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(scene.pass(document, '8500.00', numbered('8500.00'))).resolves.toMatchObject({ kind: 'changed' });
    expect(scene.erp.sentKeys).toHaveLength(2);
  });

  test.each([
    ['a first send', []],
    ['a repeat of what never arrived', ['answerLostAndNothing' as const]],
  ])(
    'what its plan rests on is another right before %s: nothing is sent for that plan, and a newer one goes',
    async (_what, sends) => {
      const scene = new NatureScene(test_, [...sends]);
      const document = await scene.document();
      const fact = { kind: 'bankAccounts', id: document.sourceId, causes: [] };
      const known = { ...fact, value: { changedOn: null } };
      await document.store.inTenant(test_.tenantId, (tx) => tx.erpFacts.store(test_, [known]));
      let now: unknown = known.value;
      const port = { ...scene.erp.port(), rereads: () => Promise.resolve([{ ...fact, value: now }]) };
      if (sends.length > 0) {
        await scene.pass(document, '9000.00', { port });
        await scene.wait(settledMs);
      }
      const before = scene.erp.sentKeys.length;
      now = { changedOn: '2026-11-29' };
      await expect(scene.pass(document, '9000.00', { port })).resolves.toEqual({ kind: 'stale' });
      expect(scene.erp.sentKeys).toHaveLength(before);
      // Planned with what was read, it is the same by now.
      await expect(scene.pass(document, '9000.00', { port })).resolves.toMatchObject({ kind: 'confirmed' });
      expect(scene.erp.sentKeys).toHaveLength(before + 1);
    },
  );

  test('each further decision adds one posting of its own', async () => {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    for (const amount of ['-1000.00', '500.00', '-250.00']) {
      const because = await scene.decide(document, amount);
      await expect(scene.pass(document, amount, numbered(amount, because))).resolves.toMatchObject({
        kind: 'confirmed',
      });
    }
    expect((await numbers(document)).map(([, , number]) => number)).toEqual([
      'INV-1',
      'INV-1-R2',
      'INV-1-R3',
      'INV-1-R4',
    ]);
    expect(await scene.standing(document)).toEqual({ [account]: '9250' });
    await expect(scene.pass(document, '9250.00', numbered('9250.00'))).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('a decision that asks for two postings of the step gets both, one after the other', async () => {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const because = await scene.decide(document, 'another supplier');
    const plan = await document.plan('9000.00');
    const credit = numbered('-10000.00', because, 'voucher:credit');
    const anew = numbered('9000.00', because, 'voucher');
    for (let pass = 0; pass < 2; pass += 1) {
      await expect(scene.attempt(document, plan, credit)).resolves.toMatchObject({ kind: 'confirmed' });
      await expect(scene.attempt(document, plan, anew)).resolves.toMatchObject({ kind: 'confirmed' });
    }
    expect(scene.erp.sentKeys).toHaveLength(3);
    expect(await scene.standing(document)).toEqual({ [account]: '9000' });
  });

  test('a decision that replaces one of which nothing was sent takes its name over, and is posted once', async () => {
    const scene = new NatureScene(test_, ['ok', 'notSent']);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const withdrawn = await scene.decide(document, 'first thought');
    await expect(scene.pass(document, '1', numbered('-500.00', withdrawn))).rejects.toMatchObject({ kind: 'NotSent' });
    const instead = await scene.decide(document, 'second thought');
    await expect(scene.pass(document, '2', numbered('-1000.00', instead))).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { ordinal: 2, because: instead },
    });
    await expect(scene.pass(document, '3', numbered('-1000.00', instead))).resolves.toMatchObject({
      kind: 'confirmed',
    });
    expect(await scene.standing(document)).toEqual({ [account]: '9000' });
  });

  test('a decision that is withdrawn before anything was sent leaves the whole as it is posted', async () => {
    const scene = new NatureScene(test_, ['ok', 'notSent']);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const withdrawn = await scene.decide(document, 'first thought');
    await expect(scene.pass(document, '1', numbered('-500.00', withdrawn))).rejects.toMatchObject({ kind: 'NotSent' });
    await expect(scene.pass(document, '10000.00', numbered('10000.00'))).resolves.toMatchObject({
      kind: 'confirmed',
      posting: { ordinal: 1 },
    });
    await expect(scene.pass(document, '9000.00', numbered('9000.00'))).resolves.toMatchObject({ kind: 'changed' });
    expect(await scene.standing(document)).toEqual({ [account]: '10000' });
    expect(scene.erp.effects).toHaveLength(1);
  });

  test('an answered decision does not send again under the name that another one reserved', async () => {
    const scene = new NatureScene(test_, ['ok', 'ok', 'notSent']);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const one = await scene.decide(document, 'one');
    const two = await scene.decide(document, 'two');
    const plan = await document.plan('8500.00');
    await scene.attempt(document, plan, numbered('-1000.00', one));
    await expect(scene.attempt(document, plan, numbered('-500.00', two))).rejects.toMatchObject({ kind: 'NotSent' });
    // The next pass begins with the first step again.
    await expect(scene.attempt(document, plan, numbered('-1000.00', one))).resolves.toMatchObject({
      posting: { ordinal: 2 },
    });
    await scene.attempt(document, plan, numbered('-500.00', two));
    expect(await scene.standing(document)).toEqual({ [account]: '8500' });
    expect(scene.erp.live(new Set([1, 2, 3, 4].map((n) => document.keyOf(n))))).toHaveLength(3);
  });

  test('what arrived for an earlier decision stands for that one, and the later one is asked anew', async () => {
    const scene = new NatureScene(test_, ['ok', 'answerLostThenCommit']);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const one = await scene.decide(document, 'one');
    await expect(scene.pass(document, '1', numbered('-1000.00', one))).resolves.toMatchObject({ why: 'settling' });
    const two = await scene.decide(document, 'two');
    scene.erp.commitPending();
    await expect(scene.pass(document, '2', numbered('-500.00', two))).resolves.toEqual({ kind: 'stale' });
    await expect(scene.pass(document, '2', numbered('-500.00', two))).resolves.toMatchObject({ kind: 'confirmed' });
    expect((await document.postings()).map(({ because, state }) => [because, state])).toEqual([
      [null, 'confirmed'],
      [one, 'confirmed'],
      [two, 'confirmed'],
    ]);
    expect(await scene.standing(document)).toEqual({ [account]: '8500' });
  });

  test('what never arrived of an earlier decision is not sent again for the later one, even of equal content', async () => {
    const scene = new NatureScene(test_, ['ok', 'answerLostAndNothing']);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const one = await scene.decide(document, 'one');
    await scene.pass(document, '1', numbered('-1000.00', one));
    const two = await scene.decide(document, 'two');
    await scene.wait(settledMs);
    await expect(scene.pass(document, '2', numbered('-1000.00', two))).resolves.toEqual({ kind: 'stale' });
    for (let pass = 0; pass < 2; pass += 1) await scene.pass(document, '2', numbered('-1000.00', two));
    expect(await numbers(document)).toEqual([
      [1, 'confirmed', 'INV-1'],
      [2, 'rejected', 'INV-1-R2'],
      [3, 'confirmed', 'INV-1-R2'],
    ]);
    expect(await scene.standing(document)).toEqual({ [account]: '9000' });
  });

  test('voided where it stands it is held, and only a decision posts it again, under a number that never stood', async () => {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    scene.erp.effects[0]!.voided = true;
    await scene.feed(document, numberedKind);
    const held = { kind: 'held', problems: [{ reason: 'erpVoided', kind: 'person' }] };
    await expect(scene.pass(document, '10000.00', numbered('10000.00'))).resolves.toMatchObject(held);

    const [posting] = await document.postings();
    await scene.confirmVoided(document, posting!);
    // It counts as posted no longer, and still nobody asked for another one.
    await expect(scene.pass(document, '10000.00', numbered('10000.00'))).resolves.toMatchObject(held);
    expect(await scene.standing(document)).toEqual({});

    const decided = await document.store.inTenant(test_.tenantId, async (tx) =>
      decidedAgain('voucher', await tx.effects.of(document.id), await tx.decisions.of(document.id)),
    );
    await expect(
      scene.pass(document, '10000.00', numbered('10000.00', decided ?? 'nobody decided')),
    ).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect(await numbers(document)).toEqual([
      [1, 'voided', 'INV-1'],
      [2, 'confirmed', 'INV-1-R2'],
    ]);
    expect(await scene.standing(document)).toEqual({ [account]: '10000' });
    expect(scene.erp.sentKeys).toHaveLength(2);
  });

  test('while a void is undecided, nothing else of the step counts for done', async () => {
    const scene = new NatureScene(test_);
    const document = await scene.document();
    await scene.pass(document, '10000.00', numbered('10000.00'));
    const adjust = await scene.decide(document, 'adjust');
    await scene.pass(document, '9000.00', numbered('-1000.00', adjust));
    scene.erp.effects[0]!.voided = true;
    await scene.feed(document, numberedKind);
    await expect(scene.pass(document, '-1000.00', numbered('-1000.00'))).resolves.toMatchObject({ kind: 'held' });
  });

  test('a name that is reserved and not sent goes by the newest plan: kind, number and entries', async () => {
    const scene = new NatureScene(test_, ['notSent']);
    const document = await scene.document();
    await expect(scene.pass(document, '10000.00', numbered('10000.00'))).rejects.toMatchObject({ kind: 'NotSent' });
    expect(await document.posting()).toMatchObject({ kind: 'numberedInvoice', number: 'INV-1', state: 'reserved' });
    const step = stepOf('9000.00');
    await scene.pass(document, '9000.00', { kind: invoiceKind, step });
    expect(await document.posting()).toMatchObject({ kind: 'invoice', ordinal: 1, state: 'confirmed' });
    await expect(scene.pass(document, '9000.00', { kind: invoiceKind, step })).resolves.toMatchObject({
      kind: 'confirmed',
    });
    expect(step.entries).toEqual(invoiceEntries('9000.00'));
    expect(await scene.standing(document)).toEqual({ [account]: '9000' });
  });
});
