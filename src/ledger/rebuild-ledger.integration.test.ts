import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import type { PostingState } from '../domain/posting/stages/posting-state';
import type { Connection } from '../store/connections/connections';
import type { DocumentRow } from '../store/documents/documents';
import type { Tx } from '../store/unit-of-work';
import { postingKey } from './posting-key';
import { rebuildLedger, type FoundOfKind } from './rebuild-ledger';

let restored: TestStore;
let connection: Connection;
let document: DocumentRow;
beforeAll(async () => {
  restored = await createTestStore();
});
afterAll(() => restored.close());
beforeEach(async () => {
  const sourceId = String(Math.floor(Math.random() * 1e12));
  const place = { projectId: testProjectId, commitmentId: sourceId, number: 1 };
  await restored.store.inTenant(restored.tenantId, async (tx) => {
    connection = await tx.connections.load(restored.connectionId);
    document = await tx.documents.see(restored, { kind: 'requisition', sourceId }, place);
  });
});

/** As JDE shows it: a document under the key of the step's ordinal. */
function inErp(ordinal: number, fields: Partial<FoundOfKind> = {}): FoundOfKind {
  const step = fields.step ?? 'order';
  const key = postingKey(connection, document, step, ordinal);
  const reference = { orderNumber: String(5000 + ordinal) };
  return { kind: 'purchaseOrder', step, key, reference, stage: 'stands', occupies: false, ...fields };
}

async function known(ordinal: number, state: PostingState): Promise<void> {
  await restored.store.database.inTenant(restored.tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values({
        tenantId: restored.tenantId,
        connectionId: restored.connectionId,
        documentId: document.id,
        system: 'jde',
        kind: 'purchaseOrder',
        step: 'order',
        ordinal,
        key: postingKey(connection, document, 'order', ordinal),
        state,
      })
      .execute(),
  );
}

const ledger = async (): Promise<[string, number, string][]> => {
  const postings = await restored.store.inTenant(restored.tenantId, (tx) => tx.postings.of(document.id));
  return postings.map((one) => [one.step, one.ordinal, one.state]);
};
const rebuild = (...found: FoundOfKind[]) => rebuildLedger(restored.store, connection, 'jde', found);

test('what the ledger forgot is entered as uncertain under its own name, with the names before it given up', async () => {
  const rebuilt = await rebuild(inErp(3), inErp(1, { step: 'voucher' }));
  expect(rebuilt.entered.map((one) => one.found.step)).toEqual(['order', 'voucher']);
  expect(await ledger()).toEqual([
    ['order', 1, 'rejected'],
    ['order', 2, 'rejected'],
    ['order', 3, 'uncertain'],
    ['voucher', 1, 'uncertain'],
  ]);
});

test.each(['reserved', 'sent', 'uncertain'] as const)(
  'a lower name that was %s in the backup is given up',
  async (state) => {
    await known(1, state);
    await rebuild(inErp(2));
    expect(await ledger()).toEqual([
      ['order', 1, 'rejected'],
      ['order', 2, 'uncertain'],
    ]);
  },
);

test('a lower name that was confirmed in the backup stays confirmed', async () => {
  await known(1, 'confirmed');
  await rebuild(inErp(2));
  expect(await ledger()).toEqual([
    ['order', 1, 'confirmed'],
    ['order', 2, 'uncertain'],
  ]);
});

test('what the ledger knows is counted and left alone', async () => {
  await known(1, 'confirmed');
  expect(await rebuild(inErp(1))).toMatchObject({ known: 1, entered: [], doubtful: [] });
  expect(await ledger()).toEqual([['order', 1, 'confirmed']]);
});

test('what stands under a name that was given up is a matter for a person', async () => {
  await known(1, 'rejected');
  const rebuilt = await rebuild(inErp(1));
  expect([rebuilt.known, rebuilt.entered, rebuilt.doubtful.length]).toEqual([0, [], 1]);
  expect(await ledger()).toEqual([['order', 1, 'rejected']]);
});

test('what is voided in the ERP is not entered', async () => {
  expect(await rebuild(inErp(1, { stage: 'voided' }))).toMatchObject({
    known: 0,
    entered: [],
    doubtful: [],
    strange: [],
  });
  expect(await ledger()).toEqual([]);
});

test.each([
  ['in their order', [1, 2]],
  ['in reverse', [2, 1]],
])('of two that stand for one step, met %s, the first name is entered and the other told', async (_how, ordinals) => {
  const rebuilt = await rebuild(...ordinals.map((ordinal) => inErp(ordinal)));
  expect(rebuilt.entered.map((one) => one.found.reference)).toEqual([{ orderNumber: '5001' }]);
  expect(rebuilt.doubtful.map((one) => one.found.reference)).toEqual([{ orderNumber: '5002' }]);
  expect(await ledger()).toEqual([['order', 1, 'uncertain']]);
});

test('a voucher that is met in both tables while it is processed is one', async () => {
  const one = inErp(1, { step: 'voucher' });
  const rebuilt = await rebuild(one, { ...one, reference: { documentNumber: '9001' } });
  expect([rebuilt.entered.length, rebuilt.doubtful]).toEqual([1, []]);
});

test('what it keeps others off is known from the last plan that is left, or not at all', async () => {
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => restored.store.inTenant(restored.tenantId, work);
  const subjects = async () =>
    (await inTenant((tx) => tx.postings.of(document.id))).map(({ step, subject, occupies }) => [
      step,
      subject,
      occupies,
    ]);
  const steps = [{ step: 'order', kind: 'purchaseOrder', subject: 'order:700' }];
  await inTenant(async (tx) => {
    const plan = { hintNo: '0', asOf: '0', mappingVersion: 1, contentHash: '', body: { steps } };
    await tx.plans.store(await tx.documents.lock(document.id), plan);
  });
  await rebuild(inErp(1, { occupies: true }), inErp(1, { step: 'orderChange', kind: 'change', occupies: true }));
  expect(await subjects()).toEqual([
    ['order', 'order:700', true],
    ['orderChange', `forgotten:${postingKey(connection, document, 'orderChange', 1)}`, true],
  ]);
});

test('a lower name that was given up keeps nobody off any more', async () => {
  await known(1, 'uncertain');
  await restored.store.database.inTenant(restored.tenantId, (trx) =>
    trx
      .updateTable('posting')
      .set({ occupies: true, subject: document.id })
      .where('documentId', '=', document.id)
      .execute(),
  );
  await rebuild(inErp(2));
  const postings = await restored.store.inTenant(restored.tenantId, (tx) => tx.postings.of(document.id));
  expect(postings.map(({ occupies }) => occupies)).toEqual([false, false]);
});

test('a key like ours that fits no document is strange and changes nothing', async () => {
  const rebuilt = await rebuild(inErp(1, { key: 'PCAAAAAAAAAAAAAAAAAA' }));
  expect([rebuilt.strange.length, rebuilt.entered]).toEqual([1, []]);
  expect(await ledger()).toEqual([]);
});
