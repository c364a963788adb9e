import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { OursFound } from '../../clients/erp-adapter';
import { jdeWords } from '../../domain/jde/words';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import { createFindDuplicates } from './find-duplicates';
import type { ActivityPorts } from '../ports';

let acme: TestStore;
let inErp: OursFound[];
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
        system: 'jde',
        kind: 'purchaseOrder',
        step: 'order',
        ordinal: 1,
        key: 'PC1',
        state,
        reference: JSON.stringify(known),
      })
      .execute(),
  );
}

function stands(reference: Readonly<Record<string, string>>, fields: Partial<OursFound> = {}): void {
  inErp.push({ step: 'order', key: 'PC1', reference, stage: 'stands', ...fields });
}

const look = () => {
  const kinds = new Map([['purchaseOrder', { port: { ours: () => Promise.resolve(inErp) } }]]);
  const erp = () => Promise.resolve({ kinds, words: jdeWords });
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
  stands({ orderNumber: '5002' }, { stage: 'voided' });
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
