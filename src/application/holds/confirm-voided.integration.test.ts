import { bodyOf } from '../../../test/ledger/ledger-fixture';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpGateway } from '../../clients/erp-gateway';
import type { FoundPosting } from '../../domain/posting/found-posting';
import type { PostingBody } from '../../domain/jde/posting-body';
import type { PostingState } from '../../domain/posting/posting-state';
import type { DocumentRow } from '../../store/documents/documents';
import { after } from '../../store/ledger/posting-row';
import { confirmVoided } from './confirm-voided';

let acme: TestStore;
let document: DocumentRow;
/** What the ERP shows, by key. */
let inErp: Map<string, readonly Pick<FoundPosting, 'voided'>[]>;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());
beforeEach(async () => {
  inErp = new Map();
  const sourceId = String(Math.floor(Math.random() * 1e12));
  const place = { projectId: testProjectId, commitmentId: sourceId, number: 1 };
  document = await acme.store.inTenant(acme.tenantId, async (tx) => {
    const seen = await tx.documents.see(acme, { kind: 'requisition', sourceId }, place);
    await tx.countedLines.count(seen, [{ itemKey: 'contract_item:1', gross: '1', netRetainage: '0' }]);
    return seen;
  });
});

const search = (body: PostingBody) => Promise.resolve({ found: inErp.get(body.erpKey) ?? [], strangers: [] });
const gateway = { purchaseOrder: { search }, voucher: { search }, journal: { search } } as unknown as ErpGateway;
const keyOf = (step: string, ordinal: number): string => `PC${step}${ordinal}${document.sourceId}`.slice(0, 20);

async function stands(
  step: string,
  state: PostingState,
  found: readonly { voided: boolean }[],
  leaseMs = 0,
  ordinal = 1,
): Promise<void> {
  const erpKey = keyOf(step, ordinal);
  inErp.set(erpKey, found);
  const kind = { order: 'purchaseOrder', orderCancel: 'orderCancel', processorRun: 'processorRun' }[step] ?? 'voucher';
  const body = await acme.store.sealed.seal(acme.tenantId, 'posting', { ...bodyOf('1.00', erpKey), kind });
  await acme.store.database.inTenant(acme.tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values({
        tenantId: acme.tenantId,
        connectionId: acme.connectionId,
        documentId: document.id,
        step,
        ordinal,
        erpKey,
        state,
        body,
        leaseUntil: after(leaseMs),
      })
      .execute(),
  );
}

const confirm = () => confirmVoided({ store: acme.store.as('controller'), gateway, note: 'AP said so' }, document);
const states = () =>
  acme.store.inTenant(acme.tenantId, async (tx) =>
    Object.fromEntries((await tx.postings.of(document.id)).map((one) => [one.step, one.state])),
  );
const counted = () =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.countedLines.toDate(acme, document.commitmentId ?? '', 0, 2));
const voided = { voided: true };
const live = { voided: false };

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
