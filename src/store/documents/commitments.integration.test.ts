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
    tx.commitments.store(
      acme,
      testProjectId,
      { id, number, projectId: testProjectId } as ProcoreCommitment,
      new Date(),
    ),
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
  await inTenant((tx) => tx.commitments.store(acme, testProjectId, shown, new Date()));
  await note(listed('7', 'PO-7A'));
  expect(await named({ ids: ['7'] })).toEqual(['7 PO-7A']);
  expect(await inTenant((tx) => tx.commitments.load(acme, '7', hourMs))).toMatchObject({ lineItems: [{ id: '71' }] });
});

describe('what was shown once is up to date', () => {
  const at = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);
  const updatedAt = '2026-10-02T09:15:00Z';
  const shown = (id: string, more: Partial<ProcoreCommitment> = {}) =>
    ({
      id,
      number: `SC-${id}`,
      status: 'Approved',
      projectId: testProjectId,
      updatedAt,
      lineItems: [],
      ...more,
    }) as unknown as ProcoreCommitment;
  const keep = (one: ProcoreCommitment, askedAt: Date) =>
    inTenant((tx) => tx.commitments.store(acme, testProjectId, one, askedAt));
  const upToDate = (id: string) =>
    inTenant(async (tx) => (await tx.commitments.upToDate(acme, id))?.commitment.number ?? null);
  const listedAt = (id: string, askedAt: Date, sourceUpdatedAt = updatedAt) =>
    inTenant((tx) =>
      tx.sightings.note(acme, { kind: 'commitment', sourceId: id }, askedAt, {
        ...{ projectId: testProjectId, sourceStatus: 'Approved', sourceUpdatedAt },
      }),
    );

  test('when lists have the same version of it, before it was asked for and later, or no list has it', async () => {
    await keep(shown('20'), at(-5));
    expect(await upToDate('20')).toBe('SC-20');
    await listedAt('21', at(-10));
    await keep(shown('21'), at(-5));
    expect(await upToDate('21')).toBe('SC-21');
    await listedAt('21', at(-3));
    expect(await upToDate('21')).toBe('SC-21');
  });

  test('not when a list has another version or status of it, or says that it is gone', async () => {
    await listedAt('22', at(-10), '2026-10-02T09:16:00Z');
    await keep(shown('22'), at(-5));
    expect(await upToDate('22')).toBeNull();
    await keep(shown('23', { status: 'Draft' }), at(-5));
    await listedAt('23', at(-3));
    expect(await upToDate('23')).toBeNull();
    await keep(shown('29'), at(-5));
    await listedAt('29', at(-4));
    await inTenant((tx) => tx.sightings.note(acme, { kind: 'commitment', sourceId: '29' }, at(-3), 'gone'));
    expect(await upToDate('29')).toBeNull();
  });

  test('not when something was heard of it since it was asked for', async () => {
    await listedAt('24', at(-10));
    await keep(shown('24'), at(-5));
    await inTenant(async (tx) => {
      const document = await tx.documents.find(acme, { kind: 'commitment', sourceId: '24' });
      await tx.documents.hint(document!);
    });
    expect(await upToDate('24')).toBeNull();
    await keep(shown('24'), at(1));
    expect(await upToDate('24')).toBe('SC-24');
  });

  test('not when it was read in the very second of its change, over an hour ago, or never', async () => {
    await keep(shown('25', { updatedAt: at(-6).toISOString() }), at(-5));
    expect(await upToDate('25')).toBeNull();
    await keep(shown('26'), at(-3_601));
    expect(await upToDate('26')).toBeNull();
    await inTenant((tx) => tx.commitments.lock(acme, testProjectId, '27'));
    expect(await upToDate('27')).toBeNull();
  });

  test('what was asked for earlier never takes the place of what was asked for later', async () => {
    await keep(shown('28', { number: 'NEW' }), at(-5));
    await keep(shown('28', { number: 'OLD' }), at(-6));
    expect(await upToDate('28')).toBe('NEW');
    expect(await named({ ids: ['28'] })).toEqual(['28 NEW']);
  });
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
