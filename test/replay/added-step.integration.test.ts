import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { ErpAdapter, KindAtTarget } from '../../src/clients/erp-adapter';
import type { PlannedStep } from '../../src/domain/posting/plan/planned-step';
import type { Planner } from '../../src/domain/posting/plan/planner';
import type { PostingKind } from '../../src/domain/posting/posting-kind';
import { FakeSettings, settingKind, type SettingBody } from '../ledger/support/other-natures';
import type { KontorErp } from '../second-erp/erp/kontor-erp.fixture';
import { kontorChart } from '../second-erp/chart.fixture';
import { sampleKontor, sampleSettings } from '../second-erp/sample-kontor.fixture';
import { kontorSystem } from '../second-erp/system.fixture';
import { addContracts } from '../system/support/added-contracts';
import { startRig, type Rig } from '../system/support/rig';
import { readHistory, recordedHistories, type History } from './recorded-histories';

// What steps there are stands in the plan: one more is carried out by the workflow as it is, and what was recorded before
// there was such a step replays with the same code.

const root = resolve(__dirname, '../..');
const failureConverterPath = join(root, 'src/crypto/failure-converter.ts');
const timing = { sendWindowMs: 2_000, settleMs: 4_000, planMaxAgeMs: 900_000, leaseMs: 1_500, visibilityLagMs: 50 };

/** Set by every requisition beside its order. */
const memo: PostingKind<Omit<SettingBody, 'key'>, SettingBody> = { ...settingKind, name: 'memo', system: 'kontor' };

/** The adapter with one step more in its plans. */
function withMemo(inner: ErpAdapter, memos: FakeSettings): ErpAdapter {
  const added: KindAtTarget = { kind: memo as unknown as PostingKind, port: memos.port };
  const planner = inner.planners.requisition;
  if (planner === undefined) throw new Error('the adapter plans no requisitions');
  const more: Planner = (input) => {
    const planned = planner(input);
    if (!('plan' in planned)) return planned;
    const { plan } = planned;
    const [{ subject } = { subject: '' }] = plan.steps;
    const step: PlannedStep = {
      ...{ id: 'memo', step: 'memo', kind: memo.name, system: 'kontor', subject: `${subject}/memo` },
      draft: { subject: `${subject}/memo`, target: 'noted' },
      entries: [],
      asks: [],
    };
    return { plan: { ...plan, steps: [...plan.steps, step] } };
  };
  return {
    ...inner,
    kinds: new Map([...inner.kinds, [memo.name, added]]),
    planners: { ...inner.planners, requisition: more },
  };
}

let rig: Rig;
let erp: KontorErp;
const memos = new FakeSettings();

beforeAll(async () => {
  erp = sampleKontor();
  erp.levers.addBooks({ code: 'NORD', currency: 'USD', openFrom: '2026-01', openTo: '2026-12' });
  const system = kontorSystem(erp);
  rig = await startRig({
    erp: { ...system, createAdapter: (...args) => withMemo(system.createAdapter(...args), memos) },
    erpSettings: { kontor: sampleSettings },
    chart: kontorChart,
    timing,
    plainPayloads: true,
    shape: (folder) => {
      const columns = 'project,sub_job,cost_code,cost_type,site,cost_centre,nature';
      writeFileSync(join(folder, 'mapping.csv'), `${columns}\n*,*,*,S,S-{project},400,6150\n`);
      const items = [{ code: '26-010.S', total: '1000.00', withheld: '100.00' }] as const;
      addContracts(folder, [{ number: 'MORE', requisitions: [{ items }] }]);
    },
  });
  await rig.goLive(['4411']);
});
afterAll(() => rig.close());

function activitiesOf({ events }: History): string[] {
  return events.flatMap((event) => {
    const scheduled = event['activityTaskScheduledEventAttributes'] as { activityType: { name: string } } | undefined;
    return scheduled === undefined ? [] : [scheduled.activityType.name];
  });
}

test('a step that is added to a plan is carried out by the workflow as it is, and old histories replay', async () => {
  const { sourceId } = await rig.requisition('MORE', 1);
  await rig.hintOne(sourceId);
  await rig.until('the memo is set', () => Promise.resolve(memos.sent.length > 0));
  const document = await rig.untilStage(sourceId, ['ordered']);
  const handle = rig.client.workflow.getHandle(document.workflowId);
  await handle.result();
  const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as History;
  expect(activitiesOf(history).slice(-2)).toEqual(['postOrder', 'postMemo']);
  expect(memos.sent).toEqual(['noted']);

  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(root, 'src/workflows/index.ts'),
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
  const replay = (recorded: unknown, id: string): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle, dataConverter: { failureConverterPath } }, recorded, id);
  await replay(history, document.workflowId);
  for (const name of recordedHistories) {
    const recorded = readHistory(name);
    expect(activitiesOf(recorded)).not.toContain('postMemo');
    await replay(recorded, `recorded/${name}`);
  }
});
