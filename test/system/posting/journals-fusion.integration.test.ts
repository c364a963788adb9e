import { readFacts } from '../../../src/activities/steps/plan-with-facts';
import { fusionFactKey } from '../../../src/domain/fusion/facts';
import type { FactKey } from '../../../src/domain/posting/plan/planner';
import type { Tx } from '../../../src/store/unit-of-work';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { workedProjectId } from '../support/added-contracts';
import {
  addCombination,
  addEarlierBatch,
  bookedInvoices,
  clearingAccount,
  costAccount,
  directCostSections,
  DirectCosts,
  today,
} from '../support/direct-costs';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import { closedThrough, rowsOf, tiedOut, unexplainedRows } from '../support/tied-out';

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
    readonly DefaultEffectiveDate: string;
    readonly journalLines: readonly { readonly AccountCombination: string; readonly Description: string }[];
  }[];
}
type Json = Record<string, unknown>;

/** Own crew is cleared elsewhere than invoices. */
const wagesAccount = '200.0000.4230.000000.000';
let system: FusionRig;
let costs: DirectCosts;
const contracts = new LaterContracts();
/** Of a memo: the line's combination with another natural account, and what it is booked against. */
const [memoAccount, offsetAccount] = ['200.4411.9100.26010.000', '200.0000.9200.000000.000'];

beforeAll(async () => {
  const payroll = { ...bookedInvoices, clearingAccount: wagesAccount, clearedBy: 'payroll' };
  system = await startFusionRig({
    today,
    settings: { essStepMs: 0, openOrdersInDrafts: true },
    before: async (control) => {
      await addEarlierBatch(control);
      await addCombination(control, { like: costAccount, account: '9100', id: '300000000091000' });
      await addCombination(control, { like: clearingAccount, account: '9200', id: '300000000092000' });
    },
    shape: (data) =>
      contracts.keep(
        data,
        ['MEMO', 'VOIDED'].map((number) => ({
          number,
          vendorId: fusionVendor.id,
          requisitions: [{ items: [{ code: '26-010.S' as const, total: '1000.00', withheld: '100' }] }],
        })),
      ),
    sections: {
      posting: {
        ...directCostSections.posting,
        directCosts: { types: { invoice: bookedInvoices, payroll } },
        changeOrderJournal: {
          ...{ method: 'memo', from: bookedInvoices.from, commitmentRelief: 'asBilled' },
          ...{ naturalAccount: '9100', offsetAccount },
        },
      },
    },
  });
  costs = new DirectCosts(system.rig);
  await system.rig.goLive(['4411']);
});
afterAll(() => system.close());

/** Where the project is, in Los Angeles; by the books, which are in UTC, it is tomorrow. */
const thisEvening = new Date(Date.parse(`${today}T05:00:00Z`) + 24 * 3_600_000).toISOString();

/** A change order of a contract that has its order is approved in Procore, and read: its journal waits for its run. */
async function changeOrderOf(number: string, amounts: readonly string[]): Promise<DocumentRow> {
  const { rig } = system;
  const ofProject = { ...rig.scope, projectId: workedProjectId };
  const commitment = await contracts.appear(rig, number);
  await rig.activities.pollCommitments(ofProject);
  await rig.until('its order is open', async () => {
    await poll();
    return (await rig.documents('commitment')).some(
      ({ sourceId, stage }) => sourceId === commitment && stage === 'posted',
    );
  });
  const { id } = await contracts.changeOrder(rig, number, amounts, { reviewed_at: thisEvening });
  await rig.activities.pollChangeOrders(ofProject);
  await rig.until(`${id} waits for its run`, async () =>
    (await rig.documents('changeOrder')).some(({ sourceId, runs }) => sourceId === id && runs !== null),
  );
  return rig.document(id);
}

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
/** Plans know of it at once: what is kept of it would be true for a while else. */
const readAnew = async (key: FactKey): Promise<void> => {
  const { rig } = system;
  const connection = await inTenant((tx) => tx.connections.load(rig.scope.connectionId));
  await readFacts(rig.test.store, connection, await rig.erp(connection), [key], 0);
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

test('a refused row whose account our own check sees disabled by then says both, and goes on after one look', async () => {
  await system.rig.changeSettings({ timing: { factMaxAgeMs: 0 } });
  const bad = await approved('61.00', 'payroll');
  const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;
  const before = await files();
  await system.control('PUT', 'settings', { essFrozen: true });
  await poll();
  await system.rig.until('the file arrived', async () => (await files()) > before);
  const [combination] = (await system.items<Json>('accountCombinationsLOV')).filter(
    ({ company, project, account }) => [company, project, account].join('.') === '200.0000.4230',
  );
  const path = `items/accountCombinationsLOV/${String(combination?.['_CODE_COMBINATION_ID'])}`;
  await system.control('PATCH', path, { EnabledFlag: 'N' });
  await system.control('PUT', 'settings', { essFrozen: false });
  const held = await heldFor(bad, 'accountInactive');
  expect(held.hold.reasons).toEqual(expect.arrayContaining(['accountInactive', 'accountMissing']));
  expect(held.problems[0]?.message).toContain('EF03 (the account is disabled)');
  await system.control('PATCH', path, { EnabledFlag: 'Y' });
  await inTenant((tx) => tx.holds.release(held));
  await system.rig.until('it waits again', () => waits(bad.sourceId));
  await system.rig.changeSettings({ timing: { factMaxAgeMs: 60_000 } });
  await poll();
  await stages('delivered', bad);
  await postOf((await batches()).at(-1));
});

test('the period is closed while the file is on its way: nothing of it stands; future enterable, it goes as a group of its own, and the close says that it is not postable yet', async () => {
  const one = await approved('62.00');
  const files = async () => ((await system.control('GET', 'ucm')) as unknown[]).length;
  const [before, stood] = [await files(), (await batches()).length];
  await system.control('PUT', 'settings', { essFrozen: true });
  await poll();
  await system.rig.until('the file arrived', async () => (await files()) > before);
  const period = (await system.items<Json>('accountingPeriodStatusLOV')).find(
    ({ ApplicationId, StartDate, EndDate, AdjustmentPeriodFlag }) =>
      String(ApplicationId) === '101' &&
      String(StartDate) <= today &&
      today <= String(EndDate) &&
      !['Y', 'true'].includes(String(AdjustmentPeriodFlag)),
  );
  const path = `items/accountingPeriodStatusLOV/${encodeURIComponent(String(period?.['PeriodKey']))}`;
  await system.control('PATCH', path, { ClosingStatus: 'C' });
  await system.control('PUT', 'settings', { essFrozen: false });
  const held = await heldFor(one, 'erpRejected');
  expect(held.problems.map(({ message }) => message).join(' ')).toContain(
    'EP01 (the date is in no open or future enterable period)',
  );
  expect([await standing(one), (await batches()).length]).toEqual([{}, stood]);
  await system.control('PATCH', path, { ClosingStatus: 'F' });
  await readAnew(fusionFactKey.periods(String(period?.['LedgerId']), '101'));
  await inTenant((tx) => tx.holds.release(held));
  await system.rig.until('it waits again', () => waits(one.sourceId));
  await poll();
  await stages('delivered', one);
  const after = await batches();
  expect(after).toHaveLength(stood + 1);
  expect(new Set(after.map(({ GroupId }) => GroupId)).size).toBe(after.length);
  const why = async () =>
    (await closedThrough(system.rig, '4411', today)).directCosts.find(({ procoreId }) => procoreId === one.sourceId)
      ?.why;
  expect(await why()).toEqual([
    { reason: 'notPostable', message: expect.stringMatching(/future enterable: not postable before it is opened/) },
  ]);
  await system.control('PATCH', path, { ClosingStatus: 'O' });
  await readAnew(fusionFactKey.periods(String(period?.['LedgerId']), '101'));
  await postOf(after.at(-1));
  await poll();
  await stages('posted', one);
  expect(await why()).toEqual([]);
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

const memoOf = async ({ id }: DocumentRow) =>
  Object.fromEntries((await inTenant((tx) => tx.effects.of(id))).standing().byAccount('memo'));

test('an approved change order is a memo in a journal of its own; nothing of it is a cost, and it is imported once', async () => {
  const change = await changeOrderOf('MEMO', ['10000.00', '500.50']);
  const before = (await batches()).length;
  await system.rig.until('its memo stands', async () => {
    await poll();
    return Object.keys(await memoOf(change)).length > 0;
  });
  const batch = (await batches()).at(-1);
  const journals = batch?.journalHeaders.filter(({ JournalName }) => JournalName.includes(`CO ${change.sourceId}`));
  expect(journals?.map(({ DefaultEffectiveDate }) => DefaultEffectiveDate)).toEqual([today]);
  const lines = journals?.flatMap(({ journalLines }) =>
    journalLines.map((one) => [one.AccountCombination, one.Description.split(' ')[0]]),
  );
  expect(lines).toEqual([
    [memoAccount, `changeOrder/${change.sourceId}/${BigInt(change.sourceId) + 1n}`],
    [memoAccount, `changeOrder/${change.sourceId}/${BigInt(change.sourceId) + 2n}`],
    [offsetAccount, `changeOrder/${change.sourceId}`],
  ]);
  expect(await memoOf(change)).toEqual({ [memoAccount]: '10500.5', [offsetAccount]: '-10500.5' });
  expect(await standing(change)).toEqual({});
  await postOf(batch);
  await poll();
  await stages('posted', change);
  const report = await tiedOut(system.rig, '4411', today.slice(0, 7));
  const rows = rowsOf(report).filter((row) => row.startsWith(memoAccount) || row.startsWith(offsetAccount));
  expect(rows).toEqual([
    `${offsetAccount} -10500.5 -10500.5 -10500.5 |  |`,
    `${memoAccount} 10500.5 10500.5 10500.5 |  |`,
  ]);
  expect(unexplainedRows(report)).toEqual([]);
  // A further look finds all of it standing, and nothing is imported again.
  await system.rig.hintOne(change.sourceId);
  await stages('posted', change);
  await poll();
  expect(await batches()).toHaveLength(before + 1);
});

test('what is billed of a change order is taken back of its memo, once; the invoice is voided, and it stands again', async () => {
  const { rig } = system;
  const change = (await rig.documents('changeOrder')).find(
    ({ commitmentId, stage }) => commitmentId === contracts.idOf('MEMO') && stage === 'posted',
  );
  const before = await batches();
  const bill = await contracts.bill(rig, 'MEMO', 1, String(BigInt(change!.sourceId) + 1n));
  await rig.poll('4411');
  await rig.untilStage(bill, ['posted', 'vouchered']);
  await taken(change!, '-1000');
  const batch = (await batches()).at(-1);
  const lines = batch?.journalHeaders.flatMap(({ journalLines }) =>
    journalLines.map((line) => [line.AccountCombination, line.Description.split(' ')[0]]),
  );
  expect(lines).toEqual([
    [memoAccount, `memoRelief/CO-${change!.sourceId}/${BigInt(change!.sourceId) + 1n}`],
    [offsetAccount, `memoRelief/CO-${change!.sourceId}`],
  ]);
  await postOf(batch);
  await poll();
  await stages('posted', await reliefOf(change!));
  await poll();
  expect(await batches()).toHaveLength(before.length + 1);
  const report = await tiedOut(rig, '4411', today.slice(0, 7));
  expect(rowsOf(report).filter((row) => row.startsWith(memoAccount))).toEqual([
    `${memoAccount} 10500.5 9500.5 9500.5 | relief 1000 |`,
  ]);
  expect(unexplainedRows(report)).toEqual([]);

  const [invoice] = (await system.items<Json>('invoices')).filter(({ InvoiceNumber }) =>
    String(InvoiceNumber).includes('MEMO'),
  );
  await system.control('POST', 'ap/cancel', { invoice: invoice?.['InvoiceId'] });
  await poll();
  await heldFor({ sourceId: bill }, 'erpVoided');
  await taken(change!, '0');
  expect(await batches()).toHaveLength(before.length + 2);
});
const reliefOf = async ({ sourceId }: DocumentRow): Promise<DocumentRow> =>
  (await system.rig.documents('memoRelief')).find((one) => one.sourceId === `CO-${sourceId}`)!;
/** So much of its memo account stands as taken back. */
const taken = (change: DocumentRow, amount: string): Promise<void> =>
  system.rig.until(`${amount} taken back of ${change.sourceId}`, async () => {
    await poll();
    const relief = await reliefOf(change);
    return relief !== undefined && (await memoOf(relief))[memoAccount] === amount;
  });

test('a change order whose approval is taken back while its memo waits is left out of the run, and its order holds it', async () => {
  const change = await changeOrderOf('VOIDED', ['77.00']);
  await contracts.editChangeOrder(system.rig, change.sourceId, { status: 'void' });
  await system.rig.activities.pollChangeOrders({ ...system.rig.scope, projectId: workedProjectId });
  const held = await heldFor(change, 'withdrawnAfterPosting');
  expect(held.problems[0]?.message).not.toContain('memo');
  const before = (await batches()).length;
  await poll();
  expect(await batches()).toHaveLength(before);
  expect(await memoOf(change)).toEqual({});
});
