import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import { billed } from '../../domain/procore/procore-documents.fixture';
import { createFetchRequisition } from '../requisition/fetch-requisition';
import { createPollRequisitions } from './poll-requisitions';
import { scriptedSource, type ScriptedSource } from './scripted-source.fixture';
import { createSweepRequisitions } from './sweep-requisitions';

let acme: TestStore;
let source: ScriptedSource;
beforeEach(async () => {
  acme = await createTestStore();
  source = scriptedSource(acme);
  source.put('1', { status: 'approved', updatedAt: '2026-11-20T10:00:00Z' });
  await poll();
});
afterEach(() => acme.close());

const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId });
const name = { kind: 'requisition', sourceId: '1' } as const;
const poll = () => createPollRequisitions(source.ports)({ ...scope(), projectId: testProjectId });
const sweep = () => createSweepRequisitions(source.ports)({ ...scope(), projectId: testProjectId });
const pass = (sourceId = '1') =>
  createFetchRequisition(source.ports)({ ...scope(), ...name, sourceId, projectId: testProjectId });
const document = (sourceId = '1') =>
  acme.store.inTenant(acme.tenantId, (tx) => tx.documents.find(scope(), { ...name, sourceId }));
const put = (stage: SyncStage | null) =>
  acme.store.inTenant(acme.tenantId, async (tx) => tx.documents.setStage((await document())!.id, stage, false));
/** An event as the API stores it. */
const deliver = async (eventType: string, resourceId = '1'): Promise<void> => {
  const sealed = await acme.store.sealed.seal(acme.tenantId, 'webhook', '{}');
  const facts = { resource: 'Draw Requests', resourceId, projectId: testProjectId, userId: null, eventType };
  await acme.store.webhookInbox.store(
    scope(),
    { eventId: `${eventType}${resourceId}`, eventAt: null, ...facts },
    sealed,
  );
};

test('what was deleted without a word is hinted, and its pass finds it gone', async () => {
  const before = await document();
  source.requisitions.delete('1');
  await expect(sweep()).resolves.toEqual({ seen: 0, hinted: 0, gone: 1, notVisible: 0 });
  expect(BigInt((await document())!.hintNo)).toBeGreaterThan(BigInt(before!.hintNo));
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'withdrawn' });
  // Known to be gone, it is no news any more.
  await expect(sweep()).resolves.toMatchObject({ gone: 0, notVisible: 0 });
});

test('a 404 where the commitment is not shown either changes no stage, and the project says so', async () => {
  await put('delivered');
  source.requisitions.delete('1');
  source.showCommitments = false;
  await expect(sweep()).resolves.toEqual({ seen: 0, hinted: 0, gone: 0, notVisible: 1 });
  await acme.store.inTenant(acme.tenantId, async (tx) => tx.documents.hint((await tx.documents.find(scope(), name))!));
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'delivered' });
  const feed = await acme.store.inTenant(acme.tenantId, (tx) => tx.feeds.find(scope(), testProjectId, 'sweep'));
  expect(feed?.lastError).toBe('noAccess');

  await put('held');
  await expect(pass()).resolves.toMatchObject({
    next: 'hold',
    hold: { reasons: ['needsPerson'], wakeAfterMs: 3_600_000 },
  });
  expect((await document())?.stage).toBe('held');
  source.showCommitments = true;
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'withdrawn' });
});

test('the event of its deletion says that it is gone, whatever else is shown; an old one does not', async () => {
  await deliver('delete');
  await poll();
  source.requisitions.delete('1');
  source.showCommitments = false;
  await acme.store.inTenant(acme.tenantId, async (tx) => tx.documents.hint((await tx.documents.find(scope(), name))!));
  await expect(pass()).resolves.toMatchObject({ next: 'hold' });
  await deliver('delete', '2');
  await acme.store.database.inTenant(acme.tenantId, (trx) =>
    trx.updateTable('webhookEvent').set({ resourceId: '1' }).where('resourceId', '=', '2').execute(),
  );
  await expect(pass()).resolves.toEqual({ next: 'close', stage: 'withdrawn' });
});

test('what was gone and is seen again is a hint, whatever its version', async () => {
  source.requisitions.delete('1');
  await sweep();
  await pass();
  source.put('1', { status: 'approved', updatedAt: '2026-11-01T00:00:00Z' });
  await expect(sweep()).resolves.toEqual({ seen: 1, hinted: 1, gone: 0, notVisible: 0 });
  await expect(pass()).resolves.toMatchObject({ next: 'go' });
});

test('lines that were edited without a later time of change, which no poll lists, are a hint', async () => {
  await put('posted');
  source.put('1', { items: [billed('26-010.S', '1', '0.00', '100.00', '10.00')] });
  await expect(sweep()).resolves.toEqual({ seen: 1, hinted: 1, gone: 0, notVisible: 0 });
  await expect(pass()).resolves.toMatchObject({ next: 'go' });
  await expect(sweep()).resolves.toMatchObject({ hinted: 0 });
});

test('an id that Procore does not have makes no document', async () => {
  await acme.store.inTenant(acme.tenantId, (tx) =>
    tx.hints.hintAll([{ ...scope(), kind: 'requisition', sourceId: '77', projectId: testProjectId }], 0),
  );
  await expect(pass('77')).resolves.toEqual({ next: 'close', stage: null });
  expect(await document('77')).toBeNull();
});

test('a run reads what is open, recent or the newest of its commitment, a bounded number of calls, and the next goes on', async () => {
  const old = { projectId: testProjectId, sourceUpdatedAt: '2025-01-01T00:00:00Z', sourceStatus: 'approved' };
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    for (let number = 1; number <= 2_101; number += 1) {
      const sourceId = String(10_000 + number);
      const seen = await tx.documents.see(scope(), { ...name, sourceId }, { ...old, commitmentId: '9', number });
      // 100 old ones are posted and not the newest; the newest is.
      if (number <= 100 || number === 2_101) await tx.documents.setStage(seen.id, 'posted', false);
    }
  });
  const idsRead = async (): Promise<number> => {
    source.calls.length = 0;
    await sweep();
    return source.calls.filter((call) => call === 'byIds').length;
  };
  // 2,001 and the one of the other commitment: 20 calls a run, then the rest.
  expect(await idsRead()).toBe(20);
  expect(await idsRead()).toBe(1);
  expect(await idsRead()).toBe(20);
});
