import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import type { ActivityPorts } from '../ports';
import { createPlanJournalRun } from './plan-journal-run';

// A run whose parts stand in the ERP and which a restored ledger knows nothing of.

let acme: TestStore;
beforeEach(async () => {
  acme = await createTestStore();
});
afterEach(() => acme.close());

const run = '300000046975971 Nov-26 USD document';
const sourceId = `${run}/1`;
const ref = () => ({
  tenantId: acme.tenantId,
  connectionId: acme.connectionId,
  kind: 'journalRun',
  sourceId,
  projectId: '',
});

/** What the ERP shows under the run's name has a part of a cost that waits for it, and one of a cost that does not. */
function ports(): ActivityPorts {
  const partsUnder = () => Promise.resolve(['directCost/1/11', 'directCost/9/91']);
  const kinds = new Map([['journalImport', { kind: { reduced: () => null }, port: { partsUnder } }]]);
  const target = (_connection: unknown, system: string) => Promise.resolve({ system, kinds });
  return { store: acme.store, erp: () => target(null, 'fusion'), target } as unknown as ActivityPorts;
}

async function waiting(): Promise<void> {
  await acme.store.inTenant(acme.tenantId, async (tx) => {
    const cost = await tx.documents.see(acme, { kind: 'directCost', sourceId: '1' }, { projectId: testProjectId });
    await tx.runs.await(cost.id, [run], 'waiting');
    const { hintNo } = await tx.documents.lock(cost.id);
    const body = { steps: [{ id: 'cost', step: 'cost', entries: [], asks: [], via: { kind: 'journalRun', run } }] };
    await tx.plans.store(cost, { hintNo, asOf: '0', mappingVersion: 0, contentHash: 'a', body });
    await tx.documents.see(acme, { kind: 'journalRun', sourceId }, { number: 1 });
  });
}

const begunBefore = (minutes: number) =>
  acme.store.database.inTenant(acme.tenantId, (trx) =>
    trx
      .updateTable('document')
      .set({ createdAt: new Date(Date.now() - minutes * 60_000) })
      .where('sourceId', '=', sourceId)
      .execute(),
  );

test('it waits for who it is of, who may be read again; nobody comes within the hour, and a person is told whom it waits for', async () => {
  await waiting();
  const planned = createPlanJournalRun(ports());
  await expect(planned(ref())).resolves.toMatchObject({
    next: 'wait',
    why: expect.stringContaining('directCost/9/91'),
  });
  await begunBefore(59);
  await expect(planned(ref())).resolves.toMatchObject({ next: 'wait' });
  await begunBefore(61);
  await expect(planned(ref())).resolves.toMatchObject({ next: 'hold', hold: { reason: 'foundButDifferent' } });
  const [held] = await acme.store.inTenant(acme.tenantId, (tx) => tx.holds.list(acme));
  expect(held?.problems.map(({ facts }) => facts)).toEqual([{ parts: 'directCost/9/91' }]);
});
