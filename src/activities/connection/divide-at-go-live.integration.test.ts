import { randomUUID } from 'node:crypto';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { causeKey } from '../../domain/holds/cause-key';
import type { TakeOver } from '../../domain/documents/take-over';
import { takeInEvents } from '../../api/take-in-events';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { ListedCommitment } from '../../domain/procore/procore-commitments';
import type { Unread } from '../../workflows/messages';
import { createPollRequisitions } from '../feeds/poll-requisitions';
import { scriptedSource, type ScriptedSource } from '../feeds/scripted-source.fixture';
import { createRereadRequisitions } from '../feeds/sweep-requisitions';
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
  createDivideAtGoLive({ store: fixture.store })({ ...scope(), takeOver, actor, projectIds: [testProjectId] });
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

describe('what is heard of while everything is read', () => {
  let source: ScriptedSource;
  beforeEach(() => {
    source = scriptedSource(fixture);
    source.put('1', { status: 'approved', invoiceNumber: 'A', updatedAt: '2026-11-20T10:00:00Z' });
  });

  const readAll = () => createPollRequisitions(source.ports)({ ...scope(), projectId: testProjectId, full: true });
  const readAgain = ({ projectId, requisitionIds }: Unread) =>
    createRereadRequisitions(source.ports)({ ...scope(), projectId, requisitionIds });
  /** Stored as the API stores it. */
  const deliver = async (resourceId: string): Promise<void> => {
    const sealed = await fixture.store.sealed.seal(fixture.tenantId, 'webhook', '{}');
    const named = { eventId: randomUUID(), resource: 'Draw Requests', resourceId, projectId: testProjectId };
    const facts = { ...named, userId: '9', eventType: 'update', eventAt: null };
    await fixture.store.webhookInbox.store(scope(), facts, sealed);
  };
  const takeIn = () => takeInEvents(fixture.store, { tenantId: fixture.tenantId, failedBefore: false });
  const unread = { unread: [{ projectId: testProjectId, requisitionIds: ['1'] }] };

  test.each<[string, () => Promise<unknown>]>([
    ['taken in', takeIn],
    ['waiting to be taken in', () => Promise.resolve()],
  ])(
    'an approval that was taken back meanwhile is not divided as it was read (its event is %s)',
    async (_case, then) => {
      await readAll();
      source.put('1', { status: 'draft', updatedAt: '2026-11-20T10:05:00Z' });
      await deliver('1');
      await then();
      await expect(divide('none')).resolves.toEqual(unread);
      expect((await connection()).goLiveAt).toBeNull();
      expect(await signals()).toEqual([]);

      await readAgain(unread.unread[0]!);
      await expect(divide('none')).resolves.toMatchObject({ takenOver: 0, hinted: 0 });
      expect(await stages()).toEqual(['1 -']);
    },
  );

  test('an event that came while the list was on its way makes it old, although it is stored later', async () => {
    const held = source.holdNext();
    const reading = readAll();
    await held.asked;
    source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00Z' });
    await deliver('1');
    await takeIn();
    held.release();
    await reading;
    await expect(divide('none')).resolves.toEqual(unread);
    await readAgain(unread.unread[0]!);
    await expect(divide('none')).resolves.toMatchObject({ hinted: 1 });
    const content = await fixture.store.inTenant(fixture.tenantId, async (tx) => {
      const row = await tx.documents.find(scope(), { kind: 'requisition', sourceId: '1' });
      return (await tx.snapshots.load<RequisitionContent>(row!))?.content;
    });
    expect(content?.requisition.invoiceNumber).toBe('B');
  });

  test('what was deleted meanwhile is neither taken over nor posted; an id that Procore does not have is no document', async () => {
    source.put('2', { number: 2, status: 'approved', updatedAt: '2026-11-20T10:00:00Z' });
    await readAll();
    source.requisitions.delete('2');
    for (const id of ['2', '77']) await deliver(id);
    await takeIn();
    const both = { projectId: testProjectId, requisitionIds: ['2', '77'] };
    await expect(divide('all')).resolves.toEqual({ unread: [both] });
    await readAgain(both);
    await expect(divide('all')).resolves.toMatchObject({ takenOver: 1 });
    expect(await stages()).toEqual(['1 takenOver', '2 withdrawn']);
  });

  test('what belongs to a project that is permitted no more keeps nobody from going live', async () => {
    await readAll();
    await fixture.store.inTenant(fixture.tenantId, (tx) =>
      tx.hints.noteAll([{ ...scope(), kind: 'requisition', sourceId: '5', projectId: '999' }]),
    );
    await expect(divide('none')).resolves.toMatchObject({ hinted: 1 });
  });

  test('an event that is taken in at the moment of going live is lost to neither side', async () => {
    await readAll();
    source.put('1', { invoiceNumber: 'B', updatedAt: '2026-11-20T10:05:00Z' });
    await deliver('1');
    const [divided] = await Promise.all([divide('none'), takeIn()]);
    if ('unread' in divided) return;
    // It was live by then: the event is a hint like any other, and what was read before it is not posted.
    await takeIn();
    const row = await fixture.store.inTenant(fixture.tenantId, (tx) =>
      tx.documents.find(scope(), { kind: 'requisition', sourceId: '1' }),
    );
    expect(row).toMatchObject({ open: true, hintNo: '2' });
  });
});

test('commitments that are known then are older than going live; those in force are looked at, and say what they wait for', async () => {
  const listed = { number: 'SC-1', type: 'WorkOrderContract', updatedAt: '2026-11-01T00:00:00Z' } as const;
  const older = (id: string, createdAt: string | null) =>
    fixture.store.inTenant(fixture.tenantId, (tx) => tx.commitmentChoices.of(scope(), id, createdAt));
  await fixture.store.inTenant(fixture.tenantId, async (tx) => {
    for (const [id, sourceStatus] of [
      ['9001', 'Approved'],
      ['9002', 'Draft'],
    ] as const) {
      await tx.commitments.noteListed(scope(), testProjectId, { ...listed, id } as ListedCommitment);
      await tx.documents.see(scope(), { kind: 'commitment', sourceId: id }, { projectId: testProjectId, sourceStatus });
    }
  });
  expect(await older('9001', null)).toBeNull();
  await divide('all');
  expect(await signals()).toEqual(['sourceChanged 9001']);
  expect([await older('9001', null), await older('9002', null)]).toEqual([
    { choice: 'undecided' },
    { choice: 'undecided' },
  ]);
  // Of a project that is read later only the day on which it was made tells.
  expect(await older('9003', '2020-01-01T00:00:00Z')).toEqual({ choice: 'undecided' });
  expect(await older('9003', new Date(Date.now() + 60_000).toISOString())).toBeNull();
  await fixture.store.inTenant(fixture.tenantId, (tx) =>
    tx.commitmentChoices.save(scope(), '9001', { choice: 'leave' }),
  );
  expect(await older('9001', null)).toEqual({ choice: 'leave' });
});
