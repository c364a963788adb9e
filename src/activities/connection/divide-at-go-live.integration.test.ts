import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { causeKey } from '../../domain/holds/cause-key';
import type { TakeOver } from '../../domain/documents/take-over';
import { createDivideAtGoLive } from './divide-at-go-live';

let fixture: TestStore;
beforeEach(async () => {
  fixture = await createTestStore({ live: false });
});
afterEach(async () => {
  await fixture.close();
});

const scope = () => ({ tenantId: fixture.tenantId, connectionId: fixture.connectionId });

/** Three approved requisitions and a draft, as a full poll would store them. */
async function read(
  billedThrough: readonly (string | null)[] = ['2026-08-31', '2026-09-30', '2026-10-31'],
): Promise<void> {
  const { store } = fixture;
  await store.inTenant(fixture.tenantId, async (tx) => {
    for (const [index, end] of [...billedThrough, '2026-11-30'].entries()) {
      const row = await tx.documents.see(
        scope(),
        { kind: 'requisition', sourceId: String(index + 1) },
        {
          projectId: testProjectId,
          commitmentId: '9001',
          number: index + 1,
          sourceStatus: index === billedThrough.length ? 'draft' : 'approved',
          billedThrough: end,
        },
      );
      await tx.snapshots.store(row, {
        hintNo: row.hintNo,
        contentHash: 'v1:x',
        content: {},
      });
    }
  });
}

const connection = () => fixture.store.inTenant(fixture.tenantId, (tx) => tx.connections.load(fixture.connectionId));
const divide = (takeOver: TakeOver, actor = 'a controller') =>
  createDivideAtGoLive({ store: fixture.store })({ ...scope(), takeOver, actor });
const goLive = async (takeOver: TakeOver, billedThrough?: readonly (string | null)[]) => {
  await read(billedThrough);
  return divide(takeOver);
};
const stages = async (): Promise<string[]> => {
  const rows = await fixture.store.database.inTenant(fixture.tenantId, (trx) =>
    trx.selectFrom('document').select(['sourceId', 'stage', 'open']).orderBy('sourceId').execute(),
  );
  return rows.map((row) => `${row.sourceId} ${row.stage ?? '-'}${row.open ? ' open' : ''}`);
};
const signals = async (): Promise<string[]> =>
  (await fixture.database.shared.selectFrom('outbox').selectAll().orderBy('sourceId').execute()).map(
    (row) => `${row.signal} ${row.sourceId}`,
  );

test.each<[TakeOver, readonly string[], readonly string[]]>([
  ['all', ['1 takenOver', '2 takenOver', '3 takenOver', '4 -'], []],
  [{ through: '2026-09-30' }, ['1 takenOver', '2 takenOver', '3 - open', '4 -'], ['sourceChanged 3']],
  ['none', ['1 - open', '2 - open', '3 - open', '4 -'], ['sourceChanged 1', 'sourceChanged 2', 'sourceChanged 3']],
])(
  'take-over %j divides what is approved; drafts are left alone',
  async (takeOver, expectedStages, expectedSignals) => {
    await goLive(takeOver);
    expect(await stages()).toEqual(expectedStages);
    expect(await signals()).toEqual(expectedSignals);
    const { goLiveAt } = await connection();
    expect(goLiveAt).not.toBeNull();
    const { faults, entries } = await fixture.store.inTenant(fixture.tenantId, (tx) => tx.auditTrail.verify());
    expect({ faults, entries }).toEqual({ faults: [], entries: 1 });
  },
);

test('what goes on its way needs no second read of Procore', async () => {
  await goLive('none');
  const rows = await fixture.store.database.inTenant(fixture.tenantId, (trx) =>
    trx
      .selectFrom('document')
      .innerJoin('snapshot', 'snapshot.documentId', 'document.id')
      .select(['document.hintNo as hint', 'snapshot.hintNo as read'])
      .where('document.open', '=', true)
      .execute(),
  );
  expect(rows).toEqual([1, 2, 3].map(() => ({ hint: '1', read: '1' })));
});

test('a period without an end refuses "through" by name, and nothing changes', async () => {
  await expect(goLive({ through: '2026-09-30' }, ['2026-08-31', null])).rejects.toThrow('requisition/2');
  expect((await connection()).goLiveAt).toBeNull();
  expect(await stages()).toEqual(['1 -', '2 -', '3 -']);
});

test('a second go-live changes nothing and says since when it is live', async () => {
  await goLive('all');
  await expect(goLive('none')).rejects.toThrow(/is live since \d{4}-/);
  expect(await signals()).toEqual([]);
});

test('of two at once, one goes live', async () => {
  await read();
  const results = await Promise.allSettled([divide('all', 'a'), divide('none', 'b')]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('what was held until go-live is let go on', async () => {
  const { store } = fixture;
  await read();
  await store.inTenant(fixture.tenantId, async (tx) => {
    const row = await tx.documents.find(scope(), { kind: 'requisition', sourceId: '3' });
    const problems = [
      {
        reason: 'notLive' as const,
        kind: 'waiting' as const,
        field: 'goLive',
        value: '',
        message: 'not live',
        remedies: [{ act: 'goLive' as const }] as const,
        causeKey: causeKey.connection(),
      },
    ];
    const asOf = await tx.versionRows.clockNow(scope());
    await tx.holds.open(row!, { problems, asOf });
  });
  await expect(goLive({ through: '2026-09-30' })).resolves.toMatchObject({ released: 1 });
  expect((await signals()).sort()).toEqual(['resume 3', 'sourceChanged 3']);
});
