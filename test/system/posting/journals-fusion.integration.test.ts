import type { Tx } from '../../../src/store/unit-of-work';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { workedProjectId } from '../support/added-contracts';
import {
  addEarlierBatch,
  bookedInvoices,
  clearingAccount,
  costAccount,
  directCostSections,
  DirectCosts,
  today,
} from '../support/direct-costs';
import { startFusionRig, type FusionRig } from '../support/fusion-rig';

// Direct costs of Procore on their way into Fusion's general ledger, through the whole product. What may happen to a group on its way
// stands at the head of src/clients/fusion/on-sandbox/journals.unit.test.ts; here is what it means for the documents in it.

interface Batch {
  readonly JeBatchId: string;
  readonly BatchName: string;
  readonly DefaultPeriodName: string;
  readonly GroupId: string;
  readonly RunningTotalDr: string;
  readonly journalHeaders: readonly {
    readonly JournalName: string;
    readonly journalLines: readonly { readonly AccountCombination: string; readonly Description: string }[];
  }[];
}
type Json = Record<string, unknown>;

/** Own crew is cleared elsewhere than invoices. */
const wagesAccount = '200.0000.4230.000000.000';
let system: FusionRig;
let costs: DirectCosts;

beforeAll(async () => {
  const payroll = { ...bookedInvoices, clearingAccount: wagesAccount, clearedBy: 'payroll' };
  system = await startFusionRig({
    today,
    settings: { essStepMs: 0 },
    before: addEarlierBatch,
    shape: () => undefined,
    sections: {
      posting: { ...directCostSections.posting, directCosts: { types: { invoice: bookedInvoices, payroll } } },
    },
  });
  costs = new DirectCosts(system.rig);
  await system.rig.goLive(['4411']);
});
afterAll(() => system.close());

/** A cost is approved in Procore, and read: it waits for its run. */
async function approved(amount: string, direct_cost_type = 'invoice'): Promise<DocumentRow> {
  const { rig } = system;
  const id = await costs.make([amount], { direct_cost_type });
  await rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
  await rig.until(`${id} waits for its run`, () => waits(id));
  return rig.document(id);
}
const waits = async (id: string): Promise<boolean> =>
  (await system.rig.documents('directCost')).some(({ sourceId, runs }) => sourceId === id && runs !== null);
const poll = () => system.rig.activities.pollStanding(system.rig.scope);
const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  system.rig.test.store.as('controller').inTenant(system.rig.scope.tenantId, work);
const batches = async (): Promise<Batch[]> =>
  (await system.items<Batch>('journalBatches')).filter(({ BatchName }) => BatchName.startsWith('PC'));
const postOf = (batch: Batch | undefined) => system.control('POST', 'gl/post', { batch: batch?.JeBatchId });
const stages = async (stage: string, ...documents: DocumentRow[]): Promise<void> => {
  for (const { sourceId } of documents) await system.rig.untilStage(sourceId, [stage]);
};
const heldFor = async (document: Pick<DocumentRow, 'sourceId'>, reason: string) => {
  const held = () =>
    system.rig
      .holds()
      .then((all) =>
        all.find((one) => one.document.sourceId === document.sourceId && one.hold.releaseAskedAt === null),
      );
  await system.rig.until(
    `${document.sourceId} is held ${reason}`,
    async () => (await held())?.hold.reasons.includes(reason as never) === true,
  );
  return (await held())!;
};
const standing = async ({ id }: DocumentRow) =>
  Object.fromEntries((await inTenant((tx) => tx.effects.of(id))).standing().byAccount('cost'));

test('all that wait become one group: a journal each, every line traceable, delivered with it and posted when the batch is', async () => {
  const [one, two] = [await approved('1250.00'), await approved('40.10', 'payroll')];
  await poll();
  await stages('delivered', one, two);
  const [batch, ...more] = await batches();
  expect([batch?.RunningTotalDr, more]).toEqual(['1290.1', []]);
  const lines = batch?.journalHeaders.flatMap(({ JournalName, journalLines }) =>
    journalLines.map((line) => [JournalName, line.AccountCombination, line.Description.split(' ')[0]]),
  );
  expect(lines).toEqual(
    [one, two].flatMap(({ sourceId }, index) => [
      [expect.stringContaining(sourceId), costAccount, `directCost/${sourceId}/${BigInt(sourceId) + 1n}`],
      [expect.stringContaining(sourceId), [clearingAccount, wagesAccount][index], `directCost/${sourceId}`],
    ]),
  );
  expect(await standing(one)).toEqual({ [costAccount]: '1250', [clearingAccount]: '-1250' });
  await postOf(batch);
  await poll();
  await stages('posted', one, two);
  await stages('posted', (await system.rig.documents('journalRun'))[0]!);
  await poll();
  expect(await batches()).toHaveLength(1);
});

test('the answer is lost, and the scheduler stands still, and workers are stopped meanwhile: one batch', async () => {
  const one = await approved('310.00');
  await system.control('PUT', 'settings', { essFrozen: true });
  await system.control('POST', 'faults', { match: { action: 'importBulkData' }, kind: 'commitThenLose' });
  await poll();
  await system.rig.until(
    'the file arrived',
    async () => ((await system.control('GET', 'ucm')) as unknown[]).length > 2,
  );
  await system.rig.stopWorkers();
  await system.control('PUT', 'settings', { essFrozen: false });
  await system.rig.startWorkers();
  await stages('delivered', one);
  expect(await batches()).toHaveLength(2);
  await postOf((await batches())[1]);
});

test('a row that Fusion refuses holds its own document with the code in words; the others go on in another group', async () => {
  const [good, bad] = [await approved('500.00'), await approved('60.00', 'payroll')];
  const [combination] = (await system.items<Json>('accountCombinationsLOV')).filter(
    ({ company, project, account }) => [company, project, account].join('.') === '200.0000.4230',
  );
  const path = `items/accountCombinationsLOV/${String(combination?.['_CODE_COMBINATION_ID'])}`;
  await system.control('PATCH', path, { EnabledFlag: 'N' });
  const before = (await batches()).length;
  await poll();
  await stages('delivered', good);
  const held = await heldFor(bad, 'accountMissing');
  expect(held.problems[0]?.message).toContain('EF03 (the account is disabled)');
  expect(await standing(bad)).toEqual({});
  const after = await batches();
  expect(after).toHaveLength(before + 1);
  const last = after.at(-1);
  expect(JSON.stringify(last)).not.toContain(bad.sourceId);
  const owner = (await system.rig.documents('journalRun')).find(({ sourceId }) => sourceId.endsWith('/3'));
  const postings = await inTenant((tx) => tx.postings.of(owner!.id));
  expect(postings.map(({ ordinal, state }) => [ordinal, state])).toEqual([
    [1, 'rejected'],
    [2, 'confirmed'],
  ]);
  await system.control('PATCH', path, { EnabledFlag: 'Y' });
  await inTenant((tx) => tx.holds.release(held));
  await system.rig.until('it waits again', () => waits(bad.sourceId));
  await poll();
  await stages('delivered', bad);
  for (const batch of (await batches()).slice(2)) await postOf(batch);
  await poll();
  await stages('posted', good, bad);
});

test.each([
  ['deleted before it is posted', 'gl/delete'],
  ['reversed in Fusion', 'gl/reverse'],
])('a batch that is %s is told to all that are in it, and not imported again by itself', async (_what, act) => {
  const one = await approved('70.00');
  await poll();
  await stages('delivered', one);
  const batch = (await batches()).at(-1);
  if (act === 'gl/reverse') await postOf(batch);
  await system.control('POST', act, { batch: batch?.JeBatchId, period: batch?.DefaultPeriodName });
  await poll();
  await heldFor(one, 'erpVoided');
  const count = (await batches()).filter(({ BatchName }) => BatchName === batch?.BatchName).length;
  expect(count).toBe(act === 'gl/delete' ? 0 : 1);
});

test('a line that an accountant changed before posting is told as what stands otherwise', async () => {
  const one = await approved('81.00');
  await poll();
  await stages('delivered', one);
  const batch = (await batches()).at(-1);
  await system.control('POST', 'gl/change', { batch: batch?.JeBatchId, line: '1', body: { EnteredDr: '80.00' } });
  await poll();
  await heldFor(one, 'foundButDifferent');
});
