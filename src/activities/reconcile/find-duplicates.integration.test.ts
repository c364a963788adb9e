import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ErpDocument } from '../../clients/erp-gateway';
import type { PostingState } from '../../domain/posting/posting-state';
import { createFindDuplicates } from './find-duplicates';
import type { ActivityPorts } from '../ports';

let acme: TestStore;
let inErp: ErpDocument[];
beforeEach(async () => {
  acme = await createTestStore();
  inErp = [];
});
afterEach(() => acme.close());

const known = { orderNumber: '5001' };

async function posted(state: PostingState): Promise<void> {
  const place = { projectId: testProjectId, commitmentId: '1', number: 1 };
  const { id } = await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.documents.see(acme, { kind: 'requisition', sourceId: '1' }, place),
  );
  await acme.database.inTenant(acme.tenantId, (trx) =>
    trx
      .insertInto('posting')
      .values({
        tenantId: acme.tenantId,
        connectionId: acme.connectionId,
        documentId: id,
        step: 'order',
        ordinal: 1,
        erpKey: 'PC1',
        state,
        reference: JSON.stringify(known),
      })
      .execute(),
  );
}

function stands(reference: Readonly<Record<string, string>>, fields: Partial<ErpDocument> = {}): void {
  inErp.push({ step: 'order', erpKey: 'PC1', reference, voided: false, ...fields });
}

const look = () => {
  const erp = () => Promise.resolve({ readOurDocuments: () => Promise.resolve(inErp) });
  return createFindDuplicates({ store: acme.store, erp } as unknown as ActivityPorts)(acme);
};

test('the one order that the ledger knows is as it should be', async () => {
  await posted('confirmed');
  stands(known);
  expect(await look()).toEqual({ looked: true, suspected: 0 });
});

test('a second one is suspected once, and its document looks at it', async () => {
  await posted('confirmed');
  stands(known);
  stands({ orderNumber: '5002' });
  expect(await look()).toEqual({ looked: true, suspected: 1 });
  const signals = await acme.database.shared.selectFrom('outbox').select('signal').execute();
  expect(signals).toEqual([{ signal: 'sourceChanged' }]);
  expect(await look()).toEqual({ looked: true, suspected: 0 });
});

test('one of another number than the ledger knows is suspected, though it is alone', async () => {
  await posted('confirmed');
  stands({ orderNumber: '5002' });
  expect(await look()).toMatchObject({ suspected: 1 });
});

test('a second one that is voided is none', async () => {
  await posted('confirmed');
  stands(known);
  stands({ orderNumber: '5002' }, { voided: true });
  expect(await look()).toMatchObject({ suspected: 0 });
});

test.each(['rejected', 'voided'] as const)('whatever stands under a name that is %s is suspected', async (state) => {
  await posted(state);
  stands(known);
  expect(await look()).toMatchObject({ suspected: 1 });
});

test.each(['reserved', 'sent', 'uncertain'] as const)(
  'a name that is %s is for its own pass to settle',
  async (state) => {
    await posted(state);
    stands(known);
    expect(await look()).toMatchObject({ suspected: 0 });
  },
);
