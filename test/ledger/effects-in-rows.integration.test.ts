import { plus } from '../../src/domain/money/money';
import type { Entry } from '../../src/domain/posting/books/entry';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import { bodyOf, invoiceKind, type InvoiceBody } from './support/invoice-kind';
import { createTestStore, stepOf, type LedgerDocument, type TestStore } from './support/ledger-fixture';
import { NatureScene } from './support/nature-scene';

// Example H of the accounting rules through the ledger: entries are written when a voucher is sent, and asked for as sums.

const cost = '4411.1340.26010';
const retainage = '200.4110';
const item = 'contract_item:1';

interface BilledDraft {
  readonly gross: string;
  readonly withheld: string;
}

interface BilledBody extends InvoiceBody {
  readonly billed: BilledDraft;
}

function booked({ gross, withheld }: BilledDraft): readonly Entry[] {
  const line = { book: 'cost', supplier: '4343', orderLine: '', tax: '0', period: '2026-10' } as const;
  const held = withheld.startsWith('-') ? withheld.slice(1) : `-${withheld}`;
  return [
    { ...line, account: cost, item, amount: gross, gross, withheld },
    { ...line, account: retainage, item: '', amount: held, gross: '0', withheld: '0' },
  ];
}

const billedKind: PostingKind<BilledDraft, BilledBody> = {
  ...invoiceKind,
  name: 'billed',
  called: 'bill',
  parse: (stored) => stored as BilledBody,
  complete: (billed, { key }) => ({
    ...bodyOf(plus(billed.gross, `-${billed.withheld}`.replace('--', '')), key),
    billed,
  }),
  fingerprint: ({ billed }) => [billed.gross, billed.withheld],
  compare: () => [],
  entries: ({ billed }) => booked(billed),
};

describe('example H: posted, then changed, in rows', () => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await createTestStore();
  });
  afterAll(() => test_.close());
  afterEach(() => jest.restoreAllMocks());

  const carrying = (billed: BilledDraft, because?: string) => ({
    kind: billedKind,
    step: stepOf('0', {
      kind: billedKind.name,
      draft: billed,
      entries: booked(billed),
      ...(because === undefined ? {} : { because }),
    }),
  });
  const before = { gross: '10000.00', withheld: '1000.00' };
  const after = { gross: '9000.00', withheld: '900.00' };
  const credit = { gross: '-1000.00', withheld: '-100.00' };
  const post = (scene: NatureScene, document: LedgerDocument, billed: BilledDraft, because?: string) =>
    scene.pass(document, billed.gross, carrying(billed, because));
  const toDate = async (commitmentId: string, under: number, after_ = 0) => {
    const { items: sums } = await test_.store.inTenant(test_.tenantId, (tx) =>
      tx.effects.toDate(test_, commitmentId, after_, under),
    );
    return sums.map((one) => [one.item, Number(one.gross), Number(one.withheld)]);
  };
  const posted = async (document: LedgerDocument, stage?: 'delivered' | 'posted') => {
    const effects = await test_.store.inTenant(test_.tenantId, (tx) => tx.effects.of(document.id));
    return Object.fromEntries(effects.standing(stage).byAccount('cost'));
  };

  /** A requisition that is posted and adjusted, as the first of its commitment. */
  async function adjusted() {
    const scene = new NatureScene(test_);
    const first = await scene.document('requisition');
    const { commitmentId } = await first.load();
    await post(scene, first, before);
    const because = await scene.decide(first, 'adjust');
    await post(scene, first, credit, because);
    return { scene, first, commitmentId: commitmentId ?? '', because };
  }

  test('changed it is held for a person, and what counts for the next number stays as posted', async () => {
    const scene = new NatureScene(test_);
    const first = await scene.document();
    const { commitmentId } = await first.load();
    await post(scene, first, before);
    await expect(post(scene, first, after)).resolves.toMatchObject({ kind: 'changed' });
    expect(await toDate(commitmentId ?? '', 2)).toEqual([[item, 10000, 1000]]);
  });

  test('adjusted, the sum of both is what stands, what is wanted, and what counts for the next number', async () => {
    const { scene, first, commitmentId } = await adjusted();
    expect(await posted(first)).toEqual({ [cost]: '9000', [retainage]: '-900' });
    await expect(post(scene, first, after)).resolves.toMatchObject({ kind: 'confirmed' });
    await expect(post(scene, first, before)).resolves.toMatchObject({ kind: 'changed' });
    expect(await toDate(commitmentId, 2)).toEqual([[item, 9000, 900]]);
    expect(await toDate(commitmentId, 1)).toEqual([]);
    expect(await toDate(commitmentId, 2, 1)).toEqual([]);
    expect(scene.erp.sentKeys).toHaveLength(2);
  });

  test('only what has come so far is posted', async () => {
    const { scene, first } = await adjusted();
    scene.erp.effects[0]!.stage = 'posted';
    await scene.feed(first, billedKind);
    expect(await posted(first, 'posted')).toEqual({ [cost]: '10000', [retainage]: '-1000' });
    expect(await posted(first, 'delivered')).toEqual({ [cost]: '9000', [retainage]: '-900' });
  });

  test('a release under a higher number takes back what is withheld to date, posted or left to people', async () => {
    const { scene, commitmentId } = await adjusted();
    const second = await scene.document('requisition', { commitmentId, number: 2 });
    await post(scene, second, { gross: '0.00', withheld: '-400.00' });
    const third = await scene.document('requisition', { commitmentId, number: 3 });
    const recorded = booked({ gross: '0', withheld: '-200.00' }).slice(0, 1);
    for (let n = 0; n < 2; n += 1) {
      await test_.store.inTenant(test_.tenantId, async (tx) =>
        tx.effects.record(await tx.documents.lock(third.id), recorded),
      );
    }
    expect(await toDate(commitmentId, 2)).toEqual([[item, 9000, 900]]);
    expect(await toDate(commitmentId, 3)).toEqual([[item, 9000, 500]]);
    expect(await toDate(commitmentId, 4)).toEqual([[item, 9000, 300]]);
    expect(await posted(second)).toEqual({ [cost]: '0', [retainage]: '400' });
  });

  test('a credit that is voided counts no longer, for the item as for the accounts', async () => {
    const { scene, first, commitmentId } = await adjusted();
    await scene.confirmVoided(first, (await first.postings())[1]!);
    expect(await posted(first)).toEqual({ [cost]: '10000', [retainage]: '-1000' });
    expect(await toDate(commitmentId, 2)).toEqual([[item, 10000, 1000]]);
  });

  test('what was sent and is not known to stand is written, and counts for nothing yet', async () => {
    const scene = new NatureScene(test_, ['answerLostAndNothing']);
    const first = await scene.document();
    const { commitmentId } = await first.load();
    await expect(post(scene, first, before)).resolves.toMatchObject({ kind: 'wait' });
    const effects = await test_.store.inTenant(test_.tenantId, (tx) => tx.effects.of(first.id));
    expect(effects.mayStand().all).toHaveLength(1);
    expect(await posted(first)).toEqual({});
    expect(await toDate(commitmentId ?? '', 2)).toEqual([]);
  });
});
