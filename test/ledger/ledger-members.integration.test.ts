import type { PostingPort } from '../../src/clients/erp-adapter';
import type { Member } from '../../src/ledger/ledger-request';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import type { SendBehaviour } from './support/erp-behaviours';
import { type InvoiceBody } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestPlan, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs } from './support/nature-scene';
import { runKind, type RunDraft, memberOf } from './support/run-kind';

// One posting of many documents: those that changed are dropped under the lock, and each of the rest has its part.

const ownPartless: PostingKind<RunDraft, InvoiceBody> = {
  ...runKind,
  entries: () => {
    throw new Error('a run has no part of its own');
  },
};

describe('one posting of an owner and three members', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  async function run(sends: SendBehaviour[] = []) {
    const scene = new NatureScene(test_, sends);
    const owner = await scene.document();
    const documents = await Promise.all([scene.document(), scene.document(), scene.document()]);
    const amounts = new Map(documents.map((document, index) => [document.id, `${index + 1}00`]));
    const plans = new Map<string, TestPlan>();
    const planAll = async (of: readonly LedgerDocument[]): Promise<void> => {
      for (const one of of) plans.set(one.id, await one.plan(amounts.get(one.id) ?? ''));
    };
    await planAll(documents);
    const draftOf = (members: readonly { readonly documentId: string }[]): RunDraft => ({
      parts: members.map(({ documentId }) => ({ documentId, amount: amounts.get(documentId) ?? '' })),
    });
    const membersOf = (of: readonly LedgerDocument[]): readonly Member[] =>
      of.map(({ id }) => memberOf(id, plans.get(id) ?? { id: '', hintNo: '' }, amounts.get(id) ?? ''));
    /** A pass of the owner, over these members; `meanwhile` happens after the search and before the decision to send. */
    const pass = async (of: readonly LedgerDocument[] = documents, meanwhile?: () => Promise<unknown>) => {
      const inner = scene.erp.port();
      let once = meanwhile;
      const port: PostingPort = {
        ...inner,
        look: async (posted) => {
          const looks = await inner.look(posted);
          const [now] = [once];
          once = undefined;
          await now?.();
          return looks;
        },
      };
      const all = membersOf(of);
      const step = { ...stepOf('0'), kind: ownPartless.name, draft: draftOf(all), entries: [] };
      return scene.pass(owner, 'run', { kind: ownPartless, step, port, members: { all, draftOf } });
    };
    /** Whose part in which of the owner's postings stands in rows, and for how much. */
    const parts = () =>
      test_.store.database.inTenant(test_.tenantId, async (trx) => {
        const rows = await trx
          .selectFrom('effect')
          .innerJoin('posting', 'posting.id', 'effect.postingId')
          .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
          .select(['effect.documentId', 'posting.ordinal', 'effectEntry.amount'])
          .where('posting.documentId', '=', owner.id)
          .where('posting.state', '=', 'confirmed')
          .orderBy('effectEntry.amount')
          .execute();
        return rows.map(({ documentId, ordinal, amount }) => [documentId, ordinal, amount]);
      });
    const partOf = (document: LedgerDocument | undefined, ordinal: number) => [
      document?.id,
      ordinal,
      amounts.get(document?.id ?? ''),
    ];
    const sent = () => scene.erp.effects.map(({ body }) => body.lines.map(({ account }) => account));
    return { scene, owner, documents, plans, planAll, pass, parts, partOf, sent };
  }

  test('each member has its part, and the owner none', async () => {
    const { scene, owner, documents, pass, parts, partOf } = await run();
    await expect(pass()).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await parts()).toEqual(documents.map((one) => partOf(one, 1)));
    expect(await scene.standing(owner)).toEqual({});
    expect(await scene.standing(documents[1])).toEqual({ '4411.1340.26010': '200' });
  });

  test.each([
    ['has a newer plan', (document: LedgerDocument) => document.plan('950')],
    ['was hinted', (document: LedgerDocument) => document.hint()],
  ])('a member that %s is dropped under the lock, and the body is made of the rest', async (_what, change) => {
    const { documents, pass, parts, partOf, sent } = await run();
    const [first, second, third] = documents;
    await expect(pass(documents, () => change(second))).resolves.toMatchObject({ kind: 'confirmed' });
    expect(sent()).toEqual([[first.id, third.id]]);
    expect(await parts()).toEqual([partOf(first, 1), partOf(third, 1)]);
  });

  test('when all have changed nothing is sent', async () => {
    const { owner, documents, pass, sent } = await run();
    const all = async (): Promise<void> => {
      for (const one of documents) await one.hint();
    };
    await expect(pass(documents, all)).resolves.toEqual({ kind: 'stale' });
    expect(sent()).toEqual([]);
    expect(await owner.posting()).toMatchObject({ state: 'reserved', leased: false, sends: 0 });
  });

  test('an owner that has changed sends nothing, whatever its members', async () => {
    const { owner, documents, pass, sent } = await run();
    await expect(pass(documents, () => owner.hint())).resolves.toEqual({ kind: 'stale' });
    expect(sent()).toEqual([]);
  });

  test('a refusal frees all members once nothing of it can arrive: the next run is made of those that are left', async () => {
    const { scene, documents, pass, parts, partOf } = await run(['refused', 'ok']);
    const [first, second] = documents;
    await expect(pass()).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'erpRejected' }] });
    expect(await parts()).toEqual([]);
    for (const one of documents) expect(await scene.standing(one)).toEqual({});
    await expect(pass([first, second])).resolves.toMatchObject({ kind: 'held', problems: [{ kind: 'waiting' }] });
    await scene.wait(settledMs);
    await expect(pass([first, second])).resolves.toEqual({ kind: 'stale' });
    await expect(pass([first, second])).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect(await parts()).toEqual([partOf(first, 2), partOf(second, 2)]);
  });

  test('a member that is dropped after a call that provably was not sent has no part any more', async () => {
    const { documents, pass, parts, partOf, sent } = await run(['notSent', 'ok']);
    const [first, second, third] = documents;
    await expect(pass()).rejects.toMatchObject({ kind: 'NotSent' });
    await expect(pass(documents, () => third.hint())).resolves.toMatchObject({ posting: { ordinal: 1 } });
    expect(sent()).toEqual([[first.id, second.id]]);
    expect(await parts()).toEqual([partOf(first, 1), partOf(second, 1)]);
  });

  test('a name that was sent is not sent again for fewer members', async () => {
    const { scene, owner, documents, plans, pass, parts, partOf, sent } = await run(['answerLostAndNothing', 'ok']);
    const [first, second, third] = documents;
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    await scene.wait(settledMs);
    await expect(pass(documents, () => third.hint())).resolves.toEqual({ kind: 'stale' });
    expect(sent()).toEqual([]);
    plans.delete(third.id);
    await expect(pass([first, second])).resolves.toEqual({ kind: 'stale' });
    await expect(pass([first, second])).resolves.toMatchObject({ kind: 'confirmed', posting: { ordinal: 2 } });
    expect((await scene.rows(owner)).map(([, , state]) => state)).toEqual(['rejected', 'confirmed']);
    expect(await parts()).toEqual([partOf(first, 2), partOf(second, 2)]);
  });

  test('a run that arrived after all stands for those it was sent with, whatever became of them', async () => {
    const { scene, documents, pass, parts, partOf } = await run(['answerLostThenCommit']);
    const [first, second, third] = documents;
    await expect(pass()).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    scene.erp.commitPending();
    await third.hint();
    await expect(pass([first, second])).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await parts()).toEqual([partOf(first, 1), partOf(second, 1), partOf(third, 1)]);
  });
});
