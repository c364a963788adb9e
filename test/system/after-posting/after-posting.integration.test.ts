import { startRig, type Rig } from '../support/rig';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

async function deliver(commitment: string): Promise<string> {
  const { sourceId } = await rig.requisition(commitment, 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  return sourceId;
}

async function voucherKeyOf(sourceId: string): Promise<string> {
  const { id } = await rig.document(sourceId);
  const postings = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(id));
  return postings.find((posting) => posting.step === 'voucher')?.key ?? '';
}

/** The stage is set when the voucher stands; what comes after it is over when the workflow has closed. */
async function untilClosed(sourceId: string): Promise<void> {
  const { workflowId } = await rig.document(sourceId);
  await rig.until(`${workflowId} closed`, async () => {
    const { status } = await rig.client.workflow.getHandle(workflowId).describe();
    return status.name === 'COMPLETED' && !(await rig.document(sourceId)).open;
  });
}

test('a tax that JDE gave the voucher by itself holds the document until AP has corrected it', async () => {
  const sourceId = await deliver('SC-4411-001');
  const erpKey = await voucherKeyOf(sourceId);
  await rig.control('jde', 'POST', 'ap/process', { mode: 'final' });
  await rig.control('jde', 'PATCH', 'tables/F0411', { where: { VR01: erpKey }, set: { STAM: '5.25' } });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['held']);
  const [held] = (await rig.holds()).filter((one) => one.document.sourceId === sourceId);
  expect(held?.problems).toEqual([expect.objectContaining({ reason: 'tax', field: 'STAM', value: '5.25' })]);

  await rig.control('jde', 'PATCH', 'tables/F0411', { where: { VR01: erpKey }, set: { STAM: '0' } });
  await rig.activities.pollStanding(rig.scope);
  await rig.untilStage(sourceId, ['vouchered']);
});

test('a write-back sets origin_id once, and leaves alone what another integration wrote', async () => {
  await rig.changeSettings({ procore: { writeBack: true } });
  const { sourceId } = await rig.requisition('SC-4411-002', 1);
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['delivered']);
  await untilClosed(sourceId);
  const originOf = async (id: string): Promise<string | null> => {
    const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<
      string,
      { id: string; origin_id: string | null }[]
    >;
    return (
      Object.values(records)
        .flat()
        .find((row) => row.id === id)?.origin_id ?? null
    );
  };
  const erpKey = await voucherKeyOf(sourceId);
  expect(await originOf(sourceId)).toBe(`JDE-${erpKey}`);

  await rig.hintOne(sourceId);
  await untilClosed(sourceId);
  expect(await originOf(sourceId)).toBe(`JDE-${erpKey}`);

  const other = await rig.requisition('SC-4411-003', 1);
  await rig.control('procore', 'PATCH', `projects/${other.projectId}/requisitions/${other.sourceId}`, {
    origin_id: 'OTHER-17',
  });
  await rig.hintOne(other.sourceId);
  await rig.untilStage(other.sourceId, ['delivered']);
  await untilClosed(other.sourceId);
  expect(await originOf(other.sourceId)).toBe('OTHER-17');
});

test('the audit trail tells of a write-back only where something was written, and else why nothing was', async () => {
  await rig.changeSettings({ procore: { writeBack: true } });
  const taken = await rig.requisition('SC-4411-003', 2);
  await rig.control('procore', 'PATCH', `projects/${taken.projectId}/requisitions/${taken.sourceId}`, {
    origin_id: 'OTHER-18',
  });
  const written = await deliver('SC-4411-006');
  await untilClosed(written);
  expect(await actsOf(written)).toEqual(['writeBack.sent', 'writeBack.confirmed']);

  await rig.hintOne(taken.sourceId);
  await rig.untilStage(taken.sourceId, ['delivered']);
  await untilClosed(taken.sourceId);
  expect(await actsOf(taken.sourceId)).toEqual(['writeBack.leftAlone']);
});

/** What the trail tells of the write-back of a requisition. */
async function actsOf(sourceId: string): Promise<readonly string[]> {
  const trail = await rig.test.database.inTenant(rig.scope.tenantId, (trx) =>
    trx.selectFrom('auditEntry').select('act').where('sourceId', '=', sourceId).orderBy('seq').execute(),
  );
  return trail.map(({ act }) => act).filter((act) => act.startsWith('writeBack.'));
}

test('a change after posting that does not even add up is shown with what stands in JDE', async () => {
  const sourceId = await deliver('SC-4411-004');
  await untilClosed(sourceId);
  const { projectId } = await rig.document(sourceId);
  const records = (await rig.control('procore', 'GET', 'records/requisitions')) as Record<
    string,
    { id: string; summary: Record<string, string> }[]
  >;
  const summary = Object.values(records)
    .flat()
    .find((row) => row.id === sourceId)?.summary;
  await rig.control('procore', 'PATCH', `projects/${projectId}/requisitions/${sourceId}`, {
    summary: { ...summary, current_payment_due: '1.00' },
  });
  await rig.hintOne(sourceId);
  await rig.untilStage(sourceId, ['held']);
  const held = (await rig.holds()).find((one) => one.document.sourceId === sourceId);
  expect(held?.hold.reasons).toEqual(['amountsDiffer', 'changedAfterPosting']);
  expect(held?.problems[1]?.message).toMatch(
    /changed after its voucher was posted \(order \d+ OP 00200; voucher PROCORE PC/,
  );
});
