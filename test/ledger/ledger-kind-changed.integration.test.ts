import type { KindAtTarget } from '../../src/clients/erp-adapter';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import type { SendBehaviour } from './support/erp-behaviours';
import { invoiceKind } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene, settledMs, type Carrying } from './support/nature-scene';

// Settings that change between a send and its search make another kind of posting of the same step. What was sent is settled as
// what it was sent as.

/** Its bodies are of its own kind alone. */
function strict(name: string): PostingKind {
  return {
    ...(invoiceKind as unknown as PostingKind),
    name,
    parse: (stored) => {
      if ((stored as { kind?: string }).kind !== name) throw new RangeError(`a stored body is no ${name} of ours`);
      return stored;
    },
    complete: ({ amount }: { amount: string }, { key }) => ({
      kind: name,
      ...(invoiceKind.complete({ amount }, { key } as never) as object),
    }),
  } as PostingKind;
}
const voucher = strict('voucher');
const journal = strict('journal');

describe('a step that is to be another kind of posting by now', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  async function sent(...sends: SendBehaviour[]) {
    const scene = new NatureScene(test_, sends);
    const document = await scene.document();
    const port = scene.erp.port();
    const kindAt = (name: string): KindAtTarget => ({ kind: name === voucher.name ? voucher : journal, port });
    const as = (kind: PostingKind, amount = '9000.00'): Promise<unknown> => {
      const carrying: Carrying = { kind, kindAt, port, step: stepOf(amount, { kind: kind.name }) };
      return scene.pass(document, amount, carrying);
    };
    await expect(as(voucher)).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    return { scene, document, as };
  }
  const kinds = async (document: LedgerDocument) =>
    (await document.postings()).map(({ kind, ordinal, state }) => [kind, ordinal, state]);

  test('one that committed late is confirmed as what was sent, and differs from what is wanted', async () => {
    const { scene, document, as } = await sent('answerLostThenCommit');
    await expect(as(journal)).resolves.toMatchObject({ kind: 'wait', why: 'settling' });
    scene.erp.commitPending();
    await expect(as(journal)).resolves.toMatchObject({ kind: 'changed', posting: { kind: 'voucher' } });
    expect(await kinds(document)).toEqual([['voucher', 1, 'confirmed']]);
    await expect(as(journal)).resolves.toMatchObject({ kind: 'changed' });
    await expect(as(voucher)).resolves.toMatchObject({ kind: 'confirmed' });
  });

  test('one that never arrived is given up, and what is wanted goes under a name of its own', async () => {
    const { scene, document, as } = await sent('answerLostAndNothing');
    await scene.wait(settledMs);
    await expect(as(journal)).resolves.toEqual({ kind: 'stale' });
    await expect(as(journal)).resolves.toMatchObject({ kind: 'confirmed' });
    expect(await kinds(document)).toEqual([
      ['voucher', 1, 'rejected'],
      ['journal', 2, 'confirmed'],
    ]);
  });

  test('a half of it is completed as what was sent', async () => {
    const { scene, document, as } = await sent('answerLostHalf');
    await scene.wait(settledMs);
    await expect(as(journal)).resolves.toMatchObject({ kind: 'changed' });
    expect(await kinds(document)).toEqual([['voucher', 1, 'confirmed']]);
    expect(scene.erp.effects).toHaveLength(1);
  });

  test('of one whose body is forgotten nothing is concluded, before the settings are set back', async () => {
    const { scene, document, as } = await sent('answerLostThenCommit');
    scene.erp.commitPending();
    await test_.store.database.inTenant(test_.tenantId, (trx) =>
      trx.updateTable('posting').set({ body: null }).where('documentId', '=', document.id).execute(),
    );
    await scene.wait(settledMs);
    await expect(as(journal)).resolves.toMatchObject({ kind: 'held', problems: [{ reason: 'foundButDifferent' }] });
    expect(await kinds(document)).toEqual([['voucher', 1, 'uncertain']]);
    await expect(as(voucher)).resolves.toMatchObject({ kind: 'confirmed' });
  });
});
