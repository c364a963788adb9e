import { addContracts, mapOnly } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

const item = { code: '26-010.S', total: '1000.00', withheld: '100.00' } as const;
const unmapped = { ...item, code: '26-05-00.S' } as const;

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      mapOnly(folder, ['26-010']);
      addContracts(folder, [
        { number: 'CLEAN', requisitions: [{ items: [item] }] },
        { number: 'LINKED', requisitions: [{ items: [item] }] },
        { number: 'QUOTA', requisitions: [{ items: [unmapped] }] },
      ]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function shownInTemporal(workflowId: string): Promise<Readonly<Record<string, unknown>>> {
  const { typedSearchAttributes, status } = await rig.client.workflow.getHandle(workflowId).describe();
  const attributes = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value] as const);
  return { ...Object.fromEntries(attributes), status: status.name };
}

test('the Temporal UI finds a requisition by its name, and a run that has ended by no stage', async () => {
  const { sourceId, workflowId } = await rig.requisition('CLEAN', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  const handle = rig.client.workflow.getHandle(workflowId);
  await handle.result();
  const shown = await shownInTemporal(workflowId);
  expect(shown).toMatchObject({ status: 'COMPLETED', DocumentName: '4411/CLEAN/1' });
  // What JDE does with the voucher after that is heard by no run of it.
  expect(Object.keys(shown)).not.toContain('SyncStage');
});

test('a clean requisition whose vendor is linked makes two upserts, its name among them', async () => {
  const { sourceId, workflowId } = await rig.requisition('LINKED', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  const handle = rig.client.workflow.getHandle(workflowId);
  await handle.result();
  const { events } = await handle.fetchHistory();
  expect(events?.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes)).toHaveLength(2);
});

test('a supplier that is looked for is found by its id in Procore', async () => {
  await rig.until('a vendor is there', async () => (await rig.documents('vendor')).length > 0);
  const [vendor] = await rig.documents('vendor');
  const party = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.parties.load(vendor?.sourceId ?? ''));
  const shown = await shownInTemporal(vendor?.workflowId ?? '');
  expect(shown).toMatchObject({ DocumentKind: 'vendor', DocumentName: party.procoreVendorId });
});

test('while a quota is waited for, a document that was held says so in the database: what for and until when', async () => {
  const { id, sourceId, projectId, workflowId } = await rig.requisition('QUOTA', 1);
  await rig.hintOne(sourceId);
  const holdOf = async () => (await rig.holds()).find((one) => one.document.id === id);
  await rig.until('held', async () => (await holdOf())?.hold.reasons.join() === 'unmappedCostCode');

  await rig.control('procore', 'POST', 'faults', {
    match: { path: `/requisitions/${sourceId}` },
    kind: 'throttle',
    delayMs: 1_800_000,
    count: 100,
  });
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['waiting']);
  const waiting = await rig.document(sourceId);
  expect(waiting).toMatchObject({ stage: 'waiting', projectId, open: true });
  expect(waiting.waitsFor).toBe('the quota of the outside system is used up');
  expect(waiting.waitsUntil?.getTime()).toBeGreaterThan(Date.now() + 600_000);
  expect(await holdOf()).toBeUndefined();
  // The row is first; the workflow that wrote it shows it after.
  await rig.until('Temporal shows it', async () => (await shownInTemporal(workflowId)).SyncStage === 'waiting');
  expect(await shownInTemporal(workflowId)).toMatchObject({ status: 'RUNNING' });

  await rig.control('procore', 'DELETE', 'faults');
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['held']);
  expect(await rig.document(sourceId)).toMatchObject({ waitsFor: null, waitsUntil: null });
});
