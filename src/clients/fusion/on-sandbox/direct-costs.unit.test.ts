import { compileMapping } from '../../../domain/coding/resolve-coding';
import { costLine, directCost, inputOf, invoices } from '../../../domain/fusion/direct-cost/direct-cost.fixture';
import { directCostsSchema } from '../../../domain/fusion/direct-cost/settings';
import { fusionFactKey } from '../../../domain/fusion/facts';
import { journals } from '../../../domain/fusion/journals/journal-member.fixture';
import type { Problem } from '../../../domain/holds/hold-reason';
import type { JournalRunWanted } from '../../../domain/posting/journal-run';
import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import type { Planner } from '../../../domain/posting/plan/planner';
import { PostedEffects } from '../../../domain/posting/books/posted-effects';
import type { ProcoreDirectCost } from '../../../domain/procore/procore-direct-costs';
import type { TestJson } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import { keyOf, posted } from '../sample-bodies.fixture';
import { meet, standing, type Meeting } from './meet.fixture';

// From a direct cost of Procore to its journal in the sandbox: both planners with facts of the pod, the run's group sent and read back.

const clearing = '101.00.21550.000';
const cost = '101.10.60530.000';

let at: Meeting;
beforeEach(async () => {
  const directCosts = directCostsSchema.parse({
    types: { invoice: { ...invoices, clearingAccount: clearing, from: '2026-07-01' } },
  });
  at = await meet({ essStepMs: 0 }, { posting: { journals, directCosts } });
});
afterEach(() => at.close());

const mapping = compileMapping([
  {
    ...{ line: 2, project: '*', subJob: '*', costCode: '*', costType: '*' },
    target: { entity: '101', department: '10', account: '60530', subAccount: '000' },
  },
]);

/** Asks the adapter's planner until it needs nothing, with facts of the pod. */
async function ask(planner: Planner | undefined, wanted: unknown): Promise<Plan | readonly Problem[]> {
  const { adapter } = at.fusion;
  const known = new Map<string, unknown>();
  for (let round = 0; round < 10; round += 1) {
    const planned = planner?.({
      ...{ wanted, effects: new PostedEffects([]), decisions: [], settings: adapter.settings, today: '2026-07-20' },
      facts: { get: (kind, id) => known.get(`${kind} ${id}`) },
    });
    if (planned === undefined) throw new Error('the adapter has no such planner');
    if ('plan' in planned) return planned.plan;
    if ('problems' in planned) return planned.problems;
    for (const { kind, id, value } of await adapter.readFacts(planned.need)) known.set(`${kind} ${id}`, value);
  }
  throw new Error('the planner never ends');
}

const planned = (fields: Partial<ProcoreDirectCost>): Promise<Plan | readonly Problem[]> => {
  const { wanted } = inputOf();
  const one = directCost({ directCostDate: '2026-07-15', ...fields });
  return ask(at.fusion.adapter.planners.directCost, {
    ...wanted,
    sourceId: one.id,
    directCost: one,
    mapping,
  });
};

async function stepOf(fields: Partial<ProcoreDirectCost>): Promise<PlannedStep> {
  const plan = await planned(fields);
  if (!('steps' in plan) || plan.steps[0] === undefined) throw new Error(JSON.stringify(plan, null, 1));
  return plan.steps[0];
}

test('costs and a credit come into one group, each journal is read back as it was planned, and clearing is what Procore says', async () => {
  const lines = ['33.333', '33.333', '33.333'].map((amount, index) => costLine(String(index + 1), '03-300.S', amount));
  const steps = [
    await stepOf({ id: '71', grandTotal: '1200.00' }),
    await stepOf({ id: '72', grandTotal: '-80.55', lineItems: [costLine('9', '03-300.S', '-80.55')] }),
  ];
  expect(await planned({ id: '73', grandTotal: '100.00', lineItems: lines })).toMatchObject([
    // The rounding account of the settings is none of this pod's.
    { reason: 'accountMissing', value: '101.10.69990.000' },
  ]);
  const run = steps[0]?.via?.run ?? '';
  expect(steps.map(({ via }) => via?.run)).toEqual([run, run]);
  const wanted: JournalRunWanted = {
    ...{ run, number: 1 },
    members: steps.map((step, index) => ({ name: `directCost/7${index + 1}`, step })),
  };
  const group = await ask(at.fusion.adapter.planners.journalRun, wanted);
  if (!('steps' in group)) throw new Error(JSON.stringify(group, null, 1));
  const [step] = group.steps;
  const { kind } = at.fusion.at(step?.kind ?? '');
  const known = { ordinal: 1, revision: 1, today: '2026-07-20', earlier: () => null };
  const body = kind.complete(step?.draft, { key: keyOf('journal', 1), ...known }) as { key: string; kind: string };
  await at.fusion.send(body.kind, posted(body, { firstSentAt: new Date().toISOString() }));
  await standing(at.fusion, body, { firstSentAt: new Date().toISOString() });

  const [batch] = (await at.sandbox.control('GET', 'items/journalBatches')).json as TestJson[];
  const booked = (batch.journalHeaders as TestJson[]).map(({ JournalName, journalLines }) => [
    JournalName,
    (journalLines as TestJson[]).map(
      ({ AccountCombination, EnteredDr, EnteredCr }) => `${AccountCombination} ${EnteredDr ?? `-${EnteredCr}`}`,
    ),
  ]);
  expect(booked).toEqual([
    ['DC 71', [`${cost} 1000`, `${cost} 200`, `${clearing} -1200`]],
    ['DC 72', [`${cost} -80.55`, `${clearing} 80.55`]],
  ]);
});

test('a clearing account that the pod has not, and a date in a period that it has not opened, are told by their names', async () => {
  const directCosts = directCostsSchema.parse({
    types: { invoice: { ...invoices, clearingAccount: '101.10.99999.000', from: '2026-07-01' } },
  });
  const other = at.adapter({}, { journals, directCosts });
  at = { ...at, fusion: other };
  const problems = await planned({ directCostDate: '2031-07-15' });
  expect(problems).toMatchObject([{ reason: 'periodClosed' }, { reason: 'accountMissing', value: '101.10.99999.000' }]);
});

const enter = async (number: string, account: string): Promise<string> => {
  const line = { LineType: 'Item', LineAmount: 1200, DistributionCombination: account };
  const body = {
    ...{ InvoiceNumber: number, InvoiceAmount: 1200, InvoiceCurrency: 'USD', BusinessUnit: 'US1 Business Unit' },
    ...{ Supplier: 'Lee Supplies', SupplierSite: 'Lee US1', InvoiceDate: '2026-07-10', invoiceLines: [line] },
  };
  return String((await at.sandbox.control('POST', 'ap/book', { body })).json.InvoiceId);
};

test('a bill that came after the cost was booked is listed as changed, and says that the cost is in the books twice', async () => {
  const directCosts = directCostsSchema.parse({
    types: { invoice: { ...invoices, from: '2026-07-01' } },
    twinWindow: 6,
  });
  at = { ...at, fusion: at.adapter({}, { journals, directCosts }) };
  const { bills } = at.fusion.adapter;
  const booked = { supplier: '1252', number: 'INV-7', clearing: [clearing], decisions: [] };
  expect([bills?.months, await bills?.twinsOf(booked)]).toEqual([6, []]);
  const invoice = await enter('INV-0007', cost);
  expect(await bills?.changedWithin(1)).toContainEqual({ supplier: '1252', number: 'INV-0007' });
  expect(await bills?.twinsOf(booked)).toMatchObject([
    {
      reason: 'postedElsewhere',
      message: expect.stringContaining('it is in the books twice'),
      facts: { sameNumberAs: `invoice/${invoice}` },
    },
  ]);
  const decisions = [{ id: '1', kind: 'notDuplicate', subject: `invoice/${invoice}` }];
  expect(await bills?.twinsOf({ ...booked, decisions })).toEqual([]);
  expect(await bills?.twinsOf({ ...booked, clearing: [cost] })).toEqual([]);
});

test('the same bill in Payables is found by an equal number of the supplier, with the accounts that it is coded to', async () => {
  const billsOf = async (number: string) =>
    (await at.fusion.adapter.readFacts([fusionFactKey.bills('1252', number)]))[0]?.value;
  await enter('INV-0007', cost);
  await enter('INV-77', cost);
  const other = await enter('INV 8', clearing);
  expect(await billsOf('INV-7')).toMatchObject([{ number: 'INV-0007', accounts: [cost] }]);
  expect(await billsOf('inv8')).toMatchObject([{ id: other, accounts: [clearing] }]);
  await at.sandbox.control('POST', 'ap/cancel', { invoice: other });
  expect([await billsOf('INV-8'), await billsOf('INV-9')]).toEqual([[], []]);
  expect((await at.fusion.adapter.readFacts([fusionFactKey.bills('999', 'INV-7')]))[0]?.value).toBeNull();
});
