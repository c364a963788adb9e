import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { installRuntime } from '../../src/telemetry/install-runtime';
import { createLogger } from '../../src/telemetry/log';
import { workflowTypes } from '../../src/workflows/names';
import { readHistory, recordedHistories, type RecordedHistory } from './recorded-histories';

const root = resolve(__dirname, '../..');
const failureConverterPath = join(root, 'src/crypto/failure-converter.ts');

async function bundleOf(sourceFolder: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: join(sourceFolder, 'workflows/index.ts'),
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
}

async function replay(workflowBundle: WorkflowBundleWithSourceMap, name: RecordedHistory): Promise<void> {
  const dataConverter = { failureConverterPath };
  await Worker.runReplayHistory({ workflowBundle, dataConverter }, readHistory(name), `recorded/${name}`);
}

let present: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  installRuntime({ logger: createLogger({ name: 'sdk', level: 'silent' }), shutdownSignals: [] });
  present = await bundleOf(join(root, 'src'));
});

test.each(recordedHistories)('the recorded history %s replays with the present code', async (name) => {
  await replay(present, name);
});

test.each([
  ['clean', 'workflows/requisition.ts', 'planRequisition', 'planRequisitionRenamed'],
  ['held-and-resumed', 'workflows/requisition.ts', 'fetchRequisition', 'fetchRequisitionRenamed'],
  // The steps' activities are named by the plan, and called by that name.
  ['uncertain', 'workflows/carry-out.ts', '[then.activity]', '[`${then.activity}Renamed`]'],
  ['vendor-created', 'workflows/vendor.ts', 'matchVendor', 'matchVendorRenamed'],
  ['commitment-ordered', 'workflows/commitment.ts', 'planCommitment', 'planCommitmentRenamed'],
  ['order-imported', 'workflows/purchase-order-import.ts', 'fetchPurchaseOrder', 'fetchPurchaseOrderRenamed'],
  ['accrual-waits', 'workflows/accrual.ts', 'planAccrual', 'planAccrualRenamed'],
  ['payment-adopted', 'workflows/payment.ts', 'planPayment', 'planPaymentRenamed'],
  ['bank-details-changed', 'workflows/bank-change.ts', 'planBankChange', 'planBankChangeRenamed'],
  ['went-live', 'workflows/go-live.ts', 'divideAtGoLive', 'divideAtGoLiveRenamed'],
  ['ledger-rebuilt', 'workflows/rebuild-ledger.ts', 'pauseForRebuild', 'pauseForRebuildRenamed'],
  ['suppliers-matched', 'workflows/supplier-import.ts', 'matchCompanies', 'matchCompaniesRenamed'],
  ['cost-codes-published', 'workflows/cost-code-publish.ts', 'applyCostCodes', 'applyCostCodesRenamed'],
] as const)('%s does not replay with an activity renamed (%s: %s)', async (name, file, activity, otherwise) => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-connector-replay-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const part of ['workflows', 'domain'])
      cpSync(join(root, 'src', part), join(folder, part), { recursive: true });
    const before = readFileSync(join(folder, file), 'utf8');
    const renamed = before.replaceAll(activity, otherwise);
    expect(renamed).not.toBe(before);
    writeFileSync(join(folder, file), renamed);
    await expect(replay(await bundleOf(folder), name)).rejects.toThrow(DeterminismViolationError);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('every workflow has a history', () => {
  const recorded = recordedHistories.map((name) => {
    const [first] = readHistory(name).events;
    const of = first?.['workflowExecutionStartedEventAttributes'] as { workflowType: { name: string } } | undefined;
    return of?.workflowType.name ?? name;
  });
  expect([...new Set(recorded)].toSorted()).toEqual(Object.values(workflowTypes).toSorted());
});

test('a clean requisition takes at most 40 events', () => {
  const { events } = readHistory('clean');
  expect(events.length).toBeLessThanOrEqual(40);
  expect(activitiesOf('clean')).toEqual(['fetchRequisition', 'planRequisition', 'postOrder', 'postVoucher']);
});

test('the histories hold what they are named for', () => {
  expect(types('held-and-resumed')).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED');
  expect(activitiesOf('held-and-resumed').filter((name) => name === 'planRequisition').length).toBeGreaterThan(1);
  const looked = ['fetchRequisition', 'planRequisition', 'watchMatch'];
  expect(activitiesOf('matched').slice(0, 6)).toEqual([...looked, ...looked]);
  expect(types('uncertain')).toContain('EVENT_TYPE_TIMER_STARTED');
  expect(activitiesOf('uncertain').filter((name) => name === 'postOrder').length).toBeGreaterThan(1);
  expect(activitiesOf('commitment-ordered')).toEqual(
    expect.arrayContaining(['linkVendor', 'planCommitment', 'postOrder']),
  );
  const imported = activitiesOf('order-imported');
  expect(imported.filter((name) => name === 'planPurchaseOrderImport').length).toBeGreaterThan(1);
  expect(imported.slice(-3)).toEqual(['writeContract', 'writeContractLines', 'approveContract']);
  const adopted = ['beginPayment', 'fetchPayment', 'planPayment'];
  expect(activitiesOf('payment-adopted')).toEqual([...adopted, ...adopted, 'writePayment']);
  expect(activitiesOf('memo-taken-back')).toEqual(['beginMemoRelief', 'planMemoRelief']);
  expect(activitiesOf('accrual-waits')).toEqual(['beginAccrual', 'planAccrual']);
  expect(activitiesOf('journals-imported')).toEqual(['beginJournalRun', 'planJournalRun', 'postJournalGroup']);
  expect(activitiesOf('went-live').at(-1)).toBe('syncSchedules');
  expect(activitiesOf('feed-polled')).toEqual(['pollRequisitions', 'noteFeedRun']);
  expect(activitiesOf('ledger-rebuilt').at(-1)).toBe('rebuildFromErp');
  expect(activitiesOf('suppliers-matched')).toEqual(['sweepSuppliers', 'sweepVendors', 'matchCompanies']);
  expect(activitiesOf('cost-codes-published')).toEqual(['readCostCodeAccounts', 'applyCostCodes']);
  expect(activitiesOf('vendor-created')).toEqual(['fetchVendor', 'matchVendor', 'createSupplier']);
});

test('the histories tell nothing of the machine that recorded them', () => {
  for (const name of recordedHistories) {
    const texts = JSON.stringify(readHistory(name));
    const plain = texts.replace(/"data":"([^"]*)"/g, (_, data: string) => Buffer.from(data, 'base64').toString('utf8'));
    expect(plain).not.toMatch(/\d+@|(?<![\w.])\/(work|home|root|Users)\//);
  }
});

function types(name: RecordedHistory): string[] {
  return readHistory(name).events.map((event) => event.eventType);
}

function activitiesOf(name: RecordedHistory): string[] {
  return readHistory(name).events.flatMap((event) => {
    const scheduled = event['activityTaskScheduledEventAttributes'] as { activityType: { name: string } } | undefined;
    return scheduled === undefined ? [] : [scheduled.activityType.name];
  });
}
