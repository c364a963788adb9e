import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ListedCommitment, ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { up } from '../migrations/0014-commitment-numbers';
import type { Tx } from '../unit-of-work';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const hourMs = 3_600_000;
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);
const store = (id: string, number: string | null): Promise<void> =>
  inTenant((tx) =>
    tx.commitments.store(acme, testProjectId, { id, number, projectId: testProjectId } as ProcoreCommitment),
  );
const named = (filter: Parameters<Tx['commitments']['named']>[1] = {}) =>
  inTenant(async (tx) => (await tx.commitments.named(acme, filter)).map((one) => `${one.id} ${one.number ?? ''}`));

test('commitments are found by id, project and number, those that were only locked are not among them', async () => {
  await store('1', 'SC-1');
  await store('2', 'SC-2');
  await store('3', null);
  await inTenant((tx) => tx.commitments.lock(acme, testProjectId, '4'));
  expect(await named()).toEqual(['1 SC-1', '2 SC-2', '3 ']);
  expect(await named({ ids: ['2', '4'] })).toEqual(['2 SC-2']);
  expect(await named({ ids: [] })).toEqual([]);
  expect(await named({ projectId: testProjectId, number: 'SC-1' })).toEqual(['1 SC-1']);
  expect(await named({ projectId: '9' })).toEqual([]);
  await store('2', 'SC-2A');
  expect(await named({ ids: ['2'] })).toEqual(['2 SC-2A']);
});

test('a listed commitment is named, and never takes the place of a shown one', async () => {
  const listed = (id: string, number: string) =>
    ({ id, number, type: 'PurchaseOrderContract', projectId: testProjectId }) as ListedCommitment;
  const note = (one: ListedCommitment) => inTenant((tx) => tx.commitments.noteListed(acme, testProjectId, one));
  await note(listed('6', 'PO-6'));
  expect(await named({ ids: ['6'] })).toEqual(['6 PO-6']);
  expect(await inTenant((tx) => tx.commitments.load(acme, '6', Infinity))).toBeNull();

  const shown = { ...listed('7', 'PO-7'), lineItems: [{ id: '71' }] } as unknown as ProcoreCommitment;
  await inTenant((tx) => tx.commitments.store(acme, testProjectId, shown));
  await note(listed('7', 'PO-7A'));
  expect(await named({ ids: ['7'] })).toEqual(['7 PO-7A']);
  expect(await inTenant((tx) => tx.commitments.load(acme, '7', hourMs))).toMatchObject({ lineItems: [{ id: '71' }] });
});

test('what an earlier version read counts as not read lately, so that its number is noted by the next read', async () => {
  await store('5', 'SC-5');
  const pool = new Pool({ connectionString: acme.testDatabase.ownerUrl, max: 1 });
  const owner = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`drop index document_in_order`.execute(owner);
    await sql`alter table commitment drop column number`.execute(owner);
    await up(owner);
  } finally {
    await owner.destroy();
  }
  expect(await named({ ids: ['5'] })).toEqual(['5 ']);
  expect(await inTenant((tx) => tx.commitments.load(acme, '5', hourMs))).toBeNull();
  expect(await inTenant((tx) => tx.commitments.load(acme, '5', Infinity))).toMatchObject({ number: 'SC-5' });
  await store('5', 'SC-5');
  expect(await named({ ids: ['5'] })).toEqual(['5 SC-5']);
});
