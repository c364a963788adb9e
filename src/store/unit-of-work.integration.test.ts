import { createTestStore, testProjectId, type TestStore } from '../../test/stack/test-store';
import { causeKey } from '../domain/holds/cause-key';
import type { DocumentRow } from './documents/documents';
import type { Tx } from './unit-of-work';

let acme: TestStore;
beforeAll(async () => {
  acme = await createTestStore();
});
afterAll(() => acme.close());

const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => acme.store.inTenant(acme.tenantId, work);
const cause = causeKey.period('00200');

/** A document that is held until the cause is mended. */
const held = (sourceId: string): Promise<DocumentRow> =>
  inTenant(async (tx) => {
    const document = await tx.documents.see(acme, { kind: 'requisition', sourceId });
    const problem = {
      reason: 'periodClosed',
      kind: 'waiting',
      field: 'x',
      value: 'x',
      message: 'x',
      remedies: [{ act: 'resume' }],
    } as const;
    const asOf = await tx.versionRows.clockNow(acme);
    await tx.holds.open(document, { problems: [{ ...problem, causeKey: cause }], asOf });
    return document;
  });
const signalsOf = async (document: DocumentRow): Promise<string[]> => {
  const { rows } = await inTenant((tx) => tx.lists.signals(acme, { deadOnly: false }, { limit: 100, after: null }));
  return rows.filter((one) => one.workflowId === document.workflowId).map((one) => one.signal);
};

test('what stands inside jsonb keeps its own keys, on the way in and out', async () => {
  const cadence = { every_day: { at_hour: 5, camelCase: [{ inner_key: 1 }] } };
  await inTenant((tx) => tx.feeds.ensure(acme, testProjectId, 'requisitions', cadence));
  expect((await inTenant((tx) => tx.feeds.find(acme, testProjectId, 'requisitions')))?.cadence).toEqual(cadence);
  const facts = { snake_key: { inner_key: 1 }, camelKey: 2 };
  await inTenant((tx) => tx.audit(acme, 'test', facts));
  const entries = await acme.database.inTenant(acme.tenantId, (trx) =>
    trx.selectFrom('auditEntry').select('facts').execute(),
  );
  expect(entries).toEqual([{ facts }]);
});

test('what was mended releases what waits for it, and says how many that were', async () => {
  const document = await held('1');
  expect(await inTenant((tx) => tx.mended(acme, [cause]))).toBe(1);
  expect(await signalsOf(document)).toEqual(['resume']);
});

test('work that gives null has mended nothing, so nothing is released', async () => {
  const document = await held('2');
  const given = await inTenant((tx) => tx.mending(acme, [cause], () => Promise.resolve(null)));
  expect(given).toEqual({ result: null, released: 0 });
  expect(await signalsOf(document)).toEqual([]);
});

test('work is done after the cause was marked and before the release', async () => {
  await held('3');
  const asOf = await inTenant((tx) => tx.versionRows.clockNow(acme));
  await inTenant(async (tx) => {
    await tx.mending(acme, [cause], async () => {
      expect(await tx.versionRows.touchedSince(acme, [cause], asOf)).toBe(true);
      expect((await tx.holds.list(acme, { causeKeys: [cause] })).map((one) => one.hold.releaseAskedAt)).toContain(null);
    });
  });
});

test('what is done through a store that is bound to an actor, that actor did', async () => {
  const document = await held('4');
  await acme.store.as('C. Controller').inTenant(acme.tenantId, async (tx) => {
    await tx.decisions.record([document], { kind: 'neverArrived', subject: 'PC1', note: 'asked' });
    await tx.mended(acme, [cause]);
    await tx.audit(document, 'decision.neverArrived', { note: 'asked' });
    await tx.audit(acme, 'connection.checked', {});
  });
  const { audit, holds } = await inTenant((tx) => tx.documentTrails.of(document));
  expect(audit).toMatchObject([{ act: 'decision.neverArrived', actor: 'C. Controller', facts: { note: 'asked' } }]);
  expect(holds).toMatchObject([{ releaseAskedBy: 'C. Controller' }]);
  const decision = await inTenant((tx) => tx.decisions.find(document.id, 'neverArrived', 'PC1'));
  expect(decision).toMatchObject({ decidedBy: 'C. Controller' });
});
