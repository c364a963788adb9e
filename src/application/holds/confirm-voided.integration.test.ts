import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpAdapter, KindAtTarget, Posted } from '../../clients/erp-adapter';
import type { Entry } from '../../domain/posting/books/entry';
import type { Found } from '../../domain/posting/look';
import type { Nature } from '../../domain/posting/posting-kind';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { DocumentRow } from '../../store/documents/documents';
import { after } from '../../store/ledger/posting-row';
import { confirmVoided } from './confirm-voided';

let acme: TestStore;
let document: DocumentRow;
/** What the ERP shows, by key. */
let inErp: Map<string, readonly Pick<Found, 'stage'>[]>;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());
beforeEach(async () => {
  inErp = new Map();
  const sourceId = String(Math.floor(Math.random() * 1e12));
  const place = { projectId: testProjectId, commitmentId: sourceId, number: 1 };
  document = await acme.store.inTenant(acme.tenantId, async (tx) => {
    return tx.documents.see(acme, { kind: 'requisition', sourceId }, place);
  });
});

const look = (of: readonly Posted[]) =>
  Promise.resolve(of.map(({ key }) => ({ key, found: inErp.get(key) ?? [], strangers: [], running: false })));
const kindOf = (nature: Nature) =>
  ({ kind: { nature, parse: (body: unknown) => body }, port: { look } }) as unknown as KindAtTarget;
const erp = {
  system: 'jde',
  kinds: new Map([
    ['order', kindOf('adds')],
    ['voucher', kindOf('adds')],
    ['orderCancel', kindOf('sets')],
    ['processorRun', kindOf('sets')],
  ]),
} as unknown as ErpAdapter;
const keyOf = (step: string, ordinal: number): string => `PC${step}${ordinal}${document.sourceId}`.slice(0, 20);

const entry: Entry = {
  ...{ book: 'cost', supplier: '', account: '', orderLine: '', amount: '1', tax: '0', period: '' },
  ...{ item: 'contract_item:1', gross: '1', withheld: '0' },
};

async function stands(
  step: string,
  state: PostingState,
  found: readonly Pick<Found, 'stage'>[],
  leaseMs = 0,
  ordinal = 1,
): Promise<void> {
  const key = keyOf(step, ordinal);
  inErp.set(key, found);
  const body = await acme.store.sealed.seal(acme.tenantId, 'posting', { key });
  const id = await acme.store.database.inTenant(acme.tenantId, async (trx) => {
    const row = await trx
      .insertInto('posting')
      .values({
        tenantId: acme.tenantId,
        connectionId: acme.connectionId,
        documentId: document.id,
        system: 'jde',
        kind: step,
        step,
        ordinal,
        key,
        state,
        body,
        leaseUntil: after(leaseMs),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    await tx.effects.write(await tx.postings.load(id), [{ document, entries: step === 'voucher' ? [entry] : [] }]);
  });
}

const confirm = (kind: 'confirmVoided' | 'noneStands' = 'confirmVoided') =>
  confirmVoided({ store: acme.store.as('controller'), erp, note: 'AP said so', kind }, document);
const states = () =>
  acme.store.inTenant(acme.tenantId, async (tx) =>
    Object.fromEntries((await tx.postings.of(document.id)).map((one) => [one.step, one.state])),
  );
const counted = () =>
  acme.store.inTenant(
    acme.tenantId,
    async (tx) => (await tx.effects.toDate(acme, document.commitmentId ?? '', 0, 2)).items,
  );
const voided = { stage: 'voided' } as const;
const live = { stage: 'stands' } as const;

test.each([
  ['voided', [voided]],
  ['gone from both tables', []],
])('a confirmed voucher that is %s counts as posted no longer, nor do its lines', async (_how, found) => {
  await stands('order', 'confirmed', [live]);
  await stands('voucher', 'confirmed', found);
  const confirmed = await confirm();
  expect(confirmed.voided.map((one) => one.step)).toEqual(['voucher']);
  expect(confirmed.standing.map((one) => one.step)).toEqual(['order']);
  expect(await states()).toEqual({ order: 'confirmed', voucher: 'voided' });
  expect(await counted()).toEqual([]);
});

test('what still stands beside something voided under the same key stays posted', async () => {
  await stands('voucher', 'confirmed', [voided, live]);
  expect(await confirm()).toMatchObject({ voided: [], standing: [{ step: 'voucher' }] });
  expect(await states()).toEqual({ voucher: 'confirmed' });
  expect(await counted()).toHaveLength(1);
});

test.each([
  ['order', 'orderCancel', { orderCancel: 'voided', voucher: 'confirmed', processorRun: 'confirmed' }],
  ['voucher', 'processorRun', { orderCancel: 'confirmed', order: 'confirmed', processorRun: 'voided' }],
])('with a voided %s falls its %s, which is then done anew, and nothing else', async (step, _falls, expected) => {
  for (const one of ['order', 'orderCancel', 'voucher', 'processorRun']) {
    await stands(one, 'confirmed', one === step ? [voided] : [live]);
  }
  await confirm();
  expect(await states()).toEqual({ [step]: 'voided', ...expected });
});

test('a posting of several documents falls for all of them, which are decided about together and look again', async () => {
  await stands('voucher', 'confirmed', [voided]);
  const other = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const seen = await tx.documents.see(acme, { kind: 'requisition', sourceId: `${document.sourceId}9` });
    const [posting] = await tx.postings.of(document.id);
    const parts = [document, seen].map((one) => ({ document: one, entries: [] }));
    if (posting !== undefined) await tx.effects.write(posting, parts);
    return seen;
  });
  await confirm();
  const [decision, hintNo] = await acme.store.inTenant(acme.tenantId, async (tx) => [
    await tx.decisions.find(other.id, 'confirmVoided', keyOf('voucher', 1)),
    (await tx.documents.load(other.id)).hintNo,
  ]);
  expect(decision).toMatchObject({ note: 'AP said so' });
  expect(BigInt(hintNo)).toBeGreaterThan(BigInt(other.hintNo));
});

test('a name of which nothing stands yet may still arrive: it is not given up', async () => {
  await stands('voucher', 'uncertain', []);
  expect(await confirm()).toEqual({ voided: [], standing: [] });
  expect(await states()).toEqual({ voucher: 'uncertain' });
});

test('a name under which only something voided stands is given up before it was ever confirmed', async () => {
  await stands('voucher', 'uncertain', [voided]);
  await confirm();
  expect(await states()).toEqual({ voucher: 'rejected' });
});

test('a posting that somebody is at work on is left to him', async () => {
  await stands('voucher', 'uncertain', [voided], 60_000);
  expect(await confirm()).toEqual({ voided: [], standing: [] });
  expect(await states()).toEqual({ voucher: 'uncertain' });
});

test('each confirmation is a decision under a name, about that one key', async () => {
  await stands('voucher', 'confirmed', [voided]);
  await confirm();
  const decisionOn = (subject: string) =>
    acme.store.inTenant(acme.tenantId, (tx) => tx.decisions.find(document.id, 'confirmVoided', subject));
  expect(await decisionOn(keyOf('voucher', 1))).toMatchObject({ decidedBy: 'controller', note: 'AP said so' });
  expect(await decisionOn(keyOf('voucher', 2))).toBeNull();
});
