import { readFacts } from '../../../src/activities/steps/plan-with-facts';
import { decideHeld } from '../../../src/application/holds/decide-held';
import { fusionFactKey } from '../../../src/domain/fusion/facts';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { lastMonthEnd, liveSince } from '../support/after-choices';
import { workedProjectId } from '../support/added-contracts';
import {
  addCombination,
  addEarlierBatch,
  bookedInvoices,
  costAccount,
  directCostSections,
  DirectCosts,
  today,
} from '../support/direct-costs';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import { closedThrough, rowsOf, tiedOut, unexplainedRows } from '../support/tied-out';

// What no invoice covers at the end of last month, through the whole product. What may come between stands at the head of
// src/domain/fusion/accrual/planner.unit.test.ts; here both ways of reversal are read back from Fusion.

interface Line {
  readonly AccountCombination: string;
  readonly EnteredDr: string | null;
  readonly EnteredCr: string | null;
  readonly Description: string;
}
interface Batch {
  readonly JeBatchId: string;
  readonly BatchName: string;
  readonly DefaultPeriodName: string;
  readonly Status: string;
  readonly ReversalFlag: string;
  readonly ReversalPeriod: string | null;
  readonly journalHeaders: readonly {
    readonly DefaultEffectiveDate: string;
    readonly journalLines: readonly Line[];
  }[];
}
type Json = Record<string, unknown>;

const lastDay = lastMonthEnd(today);
const firstDay = `${today.slice(0, 7)}-01`;
const [accrualAccount, retainageAccount] = ['200.0000.4120.000000.000', '200.0000.4110.000000.000'];
const numbers = ['OWN', 'LATE', 'GIVEN', 'CHANGE', 'MARKED', 'WEEKS'];
/** Where a period of weeks ends, in the midst of last month, and the next one begins. */
const [weeksEnd, weeksBegin] = [`${lastDay.slice(0, 7)}-24`, `${lastDay.slice(0, 7)}-25`];
const changeOrderJournal = {
  ...{ method: 'accrual', from: `${lastDay.slice(0, 7)}-01`, accrualAccount, owner: 'here' },
} as const;
const contracts = new LaterContracts();
let system: FusionRig;
let periods: readonly Json[];

beforeAll(async () => {
  system = await startFusionRig({
    today,
    settings: { essStepMs: 0, openOrdersInDrafts: true },
    before: async (control) => {
      await addEarlierBatch(control);
      await addCombination(control, { like: retainageAccount, account: '4120', id: '300000000041200' });
    },
    shape: (data) =>
      contracts.keep(
        data,
        numbers.map((number) => ({
          number,
          vendorId: fusionVendor.id,
          requisitions: [
            {
              end: number === 'WEEKS' ? weeksEnd : lastDay,
              items: [{ code: '26-010.S' as const, total: '1000.10', withheld: '100.01' }],
            },
          ],
        })),
      ),
    sections: {
      posting: {
        journals: directCostSections.posting.journals,
        accrueUnbilled: { accrualAccount, owner: 'here' },
        accrualReversal: 'own',
      },
    },
  });
  const { rig } = system;
  periods = await system.items<Json>('accountingPeriodStatusLOV');
  await rig.goLive(['4411']);
  await liveSince(rig, lastDay);
  for (const number of numbers) await contracts.appear(rig, number);
  await rig.activities.pollCommitments({ ...rig.scope, projectId: workedProjectId });
  for (const number of numbers) {
    await rig.until(`the order of ${number} is open`, async () => {
      await poll();
      return (await rig.document(contracts.idOf(number))).stage === 'posted';
    });
  }
  await payables('C');
});
afterAll(() => system.close());

const poll = () => system.rig.activities.pollStanding(system.rig.scope);
/** Payables closes last month, or opens it again. */
async function payables(status: string): Promise<void> {
  const found = periods.find(({ ApplicationId, EndDate }) => String(ApplicationId) === '200' && EndDate === lastDay);
  const path = `items/accountingPeriodStatusLOV/${encodeURIComponent(String(found?.['PeriodKey']))}`;
  await system.control('PATCH', path, { ClosingStatus: status });
  // Plans know of it at once: what is kept of it would be true for a while else.
  const { rig } = system;
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  const key = fusionFactKey.periods(String(found?.['LedgerId']), '200');
  await readFacts(store, connection, await rig.erp(connection), [key], 0);
}
const accrualOf = async (requisition: string, end = lastDay): Promise<DocumentRow | undefined> =>
  (await system.rig.documents('accrual')).find(({ sourceId }) => sourceId === `${requisition}-${end}`);
const batches = () => system.items<Batch>('journalBatches');
const batchesOf = async (requisition: string, end = lastDay): Promise<Batch[]> =>
  (await batches()).filter(({ journalHeaders }) =>
    JSON.stringify(journalHeaders ?? []).includes(`accrual/${requisition}-${end}`),
  );
/** Of that requisition alone: date, account, debit and credit. */
const linesOf = ({ journalHeaders }: Batch, requisition: string) =>
  journalHeaders.flatMap(({ DefaultEffectiveDate, journalLines }) =>
    journalLines
      .filter(({ Description }) => Description.includes(`accrual/${requisition}-`))
      .map((line) => [
        DefaultEffectiveDate,
        line.AccountCombination,
        `${line.EnteredDr ?? ''}/${line.EnteredCr ?? ''}`,
      ]),
  );
/** It is approved in Procore, and its invoice is held, since Payables is closed. `line`: it bills that of a change order. */
async function billed(number: string, line?: string): Promise<string> {
  const { rig } = system;
  const id = await contracts.bill(rig, number, 1, line);
  await rig.poll('4411');
  await rig.untilStage(id, ['held']);
  return id;
}
/** So many batches of ours have it, each posted by people as it comes; late in the month it is held until Fusion has reversed it. */
async function posted(requisition: string, count: number, end = lastDay): Promise<Batch[]> {
  await system.rig.until(
    `${requisition} is posted in ${count} batches`,
    async () => {
      await poll();
      const batches = await batchesOf(requisition, end);
      const waiting = batches.filter(({ Status }) => Status !== 'P');
      for (const { JeBatchId } of waiting) await system.control('POST', 'gl/post', { batch: JeBatchId });
      return (
        batches.length >= count &&
        waiting.length === 0 &&
        ['posted', 'held'].includes((await accrualOf(requisition, end))?.stage ?? '')
      );
    },
    20_000,
  );
  return batchesOf(requisition, end);
}

test('what is approved and not billed is accrued once, though an answer is lost, and reversed by a journal of ours; an invoice of the month takes it out', async () => {
  const { rig } = system;
  await system.control('POST', 'faults', { match: { action: 'importBulkData' }, kind: 'commitThenLose' });
  const id = await billed('OWN');
  const [accrual, reversal] = await posted(id, 2);
  expect(linesOf(accrual!, id)).toEqual([
    [lastDay, costAccount, '1000.1/'],
    [lastDay, accrualAccount, '/900.09'],
    [lastDay, retainageAccount, '/100.01'],
  ]);
  expect(linesOf(reversal!, id)).toEqual([
    [firstDay, costAccount, '/1000.1'],
    [firstDay, accrualAccount, '900.09/'],
    [firstDay, retainageAccount, '100.01/'],
  ]);
  expect([accrual!.ReversalFlag, reversal!.ReversalFlag]).toEqual(['N', 'N']);
  await poll();
  await poll();
  expect(await batchesOf(id)).toHaveLength(2);
  const report = await tiedOut(rig, '4411', lastDay.slice(0, 7));
  // Those of the sample company are accrued too: Procore knows of none of it, and Fusion of all.
  expect(rowsOf(report).filter((row) => row.startsWith('200.'))).toEqual([
    `${retainageAccount} 0 -100.01 -100.01 | accrual 100.01 |`,
    `${accrualAccount} 0 -900.09 -900.09 | accrual 900.09 |`,
    `${costAccount} 0 1000.1 1000.1 | accrual -1000.1 |`,
  ]);
  expect(unexplainedRows(report)).toEqual([]);

  // The month is opened once more, and its invoice falls into it.
  await payables('O');
  await rig.untilStage(id, ['posted', 'vouchered']);
  await payables('C');
  const [, , ...corrections] = await posted(id, 4);
  expect(corrections.map((one) => linesOf(one, id))).toEqual(
    [linesOf(reversal!, id), linesOf(accrual!, id)].map((lines, index) =>
      lines.map(([, ...line]) => [index === 0 ? lastDay : firstDay, ...line]),
    ),
  );
  await poll();
  expect(await batchesOf(id)).toHaveLength(4);
});

test('a requisition that comes after the others is accrued by itself; its approval is taken back while it waits: it is left out', async () => {
  const { rig } = system;
  const before = (await batches()).length;
  const id = await billed('LATE');
  await rig.until('it is begun', async () => {
    await poll();
    return (await accrualOf(id)) !== undefined;
  });
  // The next poll would open its run.
  await rig.until('it waits for its run', async () => (await accrualOf(id))?.runs != null);
  const status = { status: 'revise_and_resubmit' };
  await rig.control('procore', 'PATCH', `projects/${workedProjectId}/requisitions/${id}`, status);
  await rig.hintOne(id);
  await rig.until('it was read', async () => (await rig.document(id)).sourceStatus === status.status, 20_000);
  await rig.until(
    'nothing of it is to be accrued',
    async () => {
      await poll();
      return (await accrualOf(id))?.stage === 'recorded';
    },
    20_000,
  );
  await poll();
  expect([await batchesOf(id), (await batches()).length]).toEqual([[], before]);
});

test('a held accrual is given up by a person, as the requisition is now; corrected in Procore, it is accrued', async () => {
  const { rig } = system;
  const id = await contracts.bill(rig, 'GIVEN', 1);
  const due = (current_payment_due: string) =>
    rig.control('procore', 'PATCH', `projects/${workedProjectId}/requisitions/${id}`, {
      updated_at: new Date(Date.now() + Number(current_payment_due) * 1_000).toISOString(),
      summary: {
        ...{ contract_sum_to_date: '900000.00', total_completed_and_stored_to_date: '1000.10' },
        ...{ completed_work_retainage_amount: '100.01', total_retainage: '100.01', current_payment_due },
        ...{ total_earned_less_retainage: '900.09', less_previous_certificates_for_payment: '0.00' },
        tax_applicable_to_this_payment: '0',
      },
    });
  await due('5.00');
  await rig.poll('4411');
  await rig.untilStage(id, ['held']);
  await rig.until('its accrual is held', async () => {
    await poll();
    const held = (await rig.holds()).find(({ document }) => document.sourceId === `${id}-${lastDay}`);
    return held?.hold.releaseAskedAt === null;
  });
  const accrual = await accrualOf(id);
  if (accrual === undefined) throw new Error('it was never begun');
  const { store } = rig.test;
  const connection = await store.inTenant(rig.scope.tenantId, (tx) => tx.connections.load(rig.scope.connectionId));
  const decide = (kind: 'notAccrued' | 'notDuplicate', document: DocumentRow) =>
    decideHeld({ store: store.as('C'), erp: rig.erp }, connection, document, { kind, note: 'in dispute' });
  // It says nothing of the requisition itself, which is held too.
  await expect(decide('notAccrued', await rig.document(id))).rejects.toThrow('does not say what it is about');
  await decide('notAccrued', accrual);
  const isRecorded = async () => (await accrualOf(id))?.stage === 'recorded';
  await rig.until('it is given up', isRecorded);
  await poll();
  await rig.until('it stays so', async () => (await accrualOf(id))?.open === false);
  expect([await isRecorded(), await batchesOf(id)]).toEqual([true, []]);

  await due('900.09');
  await rig.poll('4411');
  // And reversed by a journal of ours, as any other.
  expect(await posted(id, 2)).toHaveLength(2);
});

/**
 * A change order was approved last month, on its last day unless another is said, in the evening where its project is: past midnight by
 * the books, which are in UTC. It is read now.
 */
async function approvedLate(
  amounts: readonly string[],
  number = 'CHANGE',
  day = lastDay,
): ReturnType<LaterContracts['changeOrder']> {
  const { rig } = system;
  const evening = new Date(Date.parse(`${day}T05:00:00Z`) + 24 * 3_600_000);
  const made = await contracts.changeOrder(rig, number, amounts, { reviewed_at: evening.toISOString() });
  await rig.activities.pollChangeOrders({ ...rig.scope, projectId: workedProjectId });
  return made;
}

test('of a change order what nobody billed is accrued beside its requisition and reversed; and the invoice of that takes nothing off it a second time', async () => {
  const { rig } = system;
  const { id, lines } = await approvedLate(['3000.00', '500.00']);
  await rig.until('it is on the order', async () => {
    await poll();
    return (await rig.documents('changeOrder')).some((one) => one.sourceId === id && one.stage === 'posted');
  });
  const requisition = await billed('CHANGE', lines[0]);
  await posted(requisition, 2);
  // Nothing of change orders is accrued before somebody vouches for it.
  expect(await batchesOf(`CO-${id}`)).toEqual([]);
  await rig.changeSettings({ posting: { changeOrderJournal } });
  const [accrual, reversal] = await posted(`CO-${id}`, 2);
  expect(linesOf(accrual!, `CO-${id}`)).toEqual([
    [lastDay, costAccount, '1999.9/'],
    [lastDay, costAccount, '500/'],
    [lastDay, accrualAccount, '/2499.9'],
  ]);
  expect(linesOf(reversal!, `CO-${id}`)).toEqual([
    [firstDay, costAccount, '/1999.9'],
    [firstDay, costAccount, '/500'],
    [firstDay, accrualAccount, '2499.9/'],
  ]);
  const report = await tiedOut(rig, '4411', lastDay.slice(0, 7));
  expect(unexplainedRows(report)).toEqual([]);

  await payables('O');
  await rig.untilStage(requisition, ['posted', 'vouchered']);
  await payables('C');
  await posted(requisition, 4);
  await poll();
  expect(await batchesOf(`CO-${id}`)).toHaveLength(2);
});

test('with erp the journal is marked for the next period, and Fusion reverses it: nothing is posted back from here', async () => {
  const { rig } = system;
  await rig.changeSettings({ posting: { accrualReversal: 'erp' } });
  const change = await approvedLate(['70.00']);
  const [ofChange] = await posted(`CO-${change.id}`, 1);
  const id = await billed('MARKED');
  const [accrual] = await posted(id, 1);
  for (const one of [accrual, ofChange]) expect(one).toMatchObject({ ReversalFlag: 'Y' });
  const reversals = (await system.control('POST', 'gl/autoReverse')) as Batch[];
  const reversalOf = (of: string) => reversals.find((one) => linesOf(one, of).length > 0);
  expect(linesOf(reversalOf(`CO-${change.id}`)!, `CO-${change.id}`)).toEqual([
    [firstDay, costAccount, '/70'],
    [firstDay, accrualAccount, '70/'],
  ]);
  const reversal = reversalOf(id);
  expect([reversal?.DefaultPeriodName, linesOf(reversal!, id)]).toEqual([
    accrual?.ReversalPeriod,
    [
      [firstDay, costAccount, '/1000.1'],
      [firstDay, accrualAccount, '900.09/'],
      [firstDay, retainageAccount, '100.01/'],
    ],
  ]);
  await rig.until('it is over', async () => {
    await poll();
    const all = [await accrualOf(id), await accrualOf(`CO-${change.id}`)];
    return all.every((one) => one?.stage === 'posted' && !one.open);
  });
  await poll();
  expect(await batchesOf(`CO-${change.id}`)).toHaveLength(2);
  expect((await batchesOf(id)).map(({ BatchName }) => BatchName.split(' ')[0])).toEqual([
    accrual?.BatchName.split(' ')[0],
    'Reverses',
  ]);
  // And the tie-out of the next month says so, account by account.
  const [project] = (await tiedOut(rig, '4411', firstDay.slice(0, 7))).projects;
  const told = project?.differences.filter(({ document }) => document.startsWith(`accrual/${id}-`)) ?? [];
  expect(told.map(({ cause, amount }) => `${cause} ${amount}`).toSorted()).toEqual([
    'reversal -1000.1',
    'reversal 100.01',
    'reversal 900.09',
  ]);
});

test('a ledger of weeks (4-4-5): accruals end and costs are booked by its periods, within one month, and the close goes by the day', async () => {
  const { rig } = system;
  for (const { PeriodKey, EndDate, StartDate } of periods) {
    const path = `items/accountingPeriodStatusLOV/${encodeURIComponent(String(PeriodKey))}`;
    if (EndDate === lastDay && StartDate !== lastDay) await system.control('PATCH', path, { EndDate: weeksEnd });
    if (StartDate === firstDay) await system.control('PATCH', path, { StartDate: weeksBegin });
  }
  const [before, after] = ['EndDate', 'StartDate'].map((name, index) =>
    String(periods.find((one) => one[name] === [lastDay, firstDay][index])?.['PeriodNameId']),
  );
  await system.control('PUT', 'settings', { conversionRates: { 'CAD/USD': '0.70' } });
  await rig.changeSettings({
    posting: {
      ...{
        accrualReversal: 'own',
        accrueUnbilled: { accrualAccount, owner: 'here', from: weeksEnd },
        changeOrderJournal,
      },
      journals: { ...directCostSections.posting.journals, conversionType: 'Corporate' },
      directCosts: { types: { invoice: { ...bookedInvoices, from: weeksEnd } } },
    },
  });
  await rig.activities.refreshErpFacts(rig.scope);

  const id = await billed('WEEKS');
  const within = await approvedLate(['70.00'], 'WEEKS', weeksEnd);
  const later = await approvedLate(['80.00'], 'WEEKS', weeksBegin);
  for (const [of, amount] of [
    [id, '1000.1'],
    [`CO-${within.id}`, '70'],
  ] as const) {
    const made = await posted(of, 2, weeksEnd);
    expect(made.map(({ DefaultPeriodName }) => DefaultPeriodName)).toEqual([before, after]);
    expect(made.map((one) => linesOf(one, of)[0])).toEqual([
      [weeksEnd, costAccount, `${amount}/`],
      [weeksBegin, costAccount, `/${amount}`],
    ]);
  }
  // Its period has not ended, though the month has.
  expect(await accrualOf(`CO-${later.id}`, weeksEnd)).toBeUndefined();
  expect((await rig.documents('accrual')).filter(({ sourceId }) => sourceId.includes(later.id))).toEqual([]);

  const costs = new DirectCosts(rig);
  const dated = (day: string) => ({ direct_cost_date: day, received_date: day });
  const canadian = { currency_iso_code: 'CAD', currency_exchange_rate: '0.75', base_currency_iso_code: 'USD' };
  const own = [
    await costs.make(['30.00'], dated(weeksEnd)),
    await costs.make(['40.00'], dated(weeksBegin)),
    await costs.make(['100.00'], { ...dated(weeksBegin), currency_configuration: canadian }),
  ];
  await rig.activities.pollDirectCosts({ ...rig.scope, projectId: workedProjectId });
  const batchOf = async (cost: string) =>
    (await batches()).find(({ journalHeaders }) =>
      JSON.stringify(journalHeaders ?? []).includes(`directCost/${cost}/`),
    );
  await rig.until('the costs are posted', async () => {
    await poll();
    for (const cost of own) {
      const batch = await batchOf(cost);
      if (batch?.Status !== 'P') await system.control('POST', 'gl/post', { batch: batch?.JeBatchId }).catch(() => null);
    }
    const stages = (await rig.documents('directCost')).filter(({ sourceId }) => own.includes(sourceId));
    return stages.every(({ stage }) => stage === 'posted');
  });
  const periodsOf = await Promise.all(own.map(async (cost) => (await batchOf(cost))?.DefaultPeriodName));
  expect(periodsOf).toEqual([before, after, after]);

  const close = await closedThrough(rig, '4411', weeksEnd);
  const closed = close.directCosts.map(({ procoreId }) => procoreId);
  expect(own.map((cost) => closed.includes(cost))).toEqual([true, false, false]);
  const report = await tiedOut(rig, '4411', weeksEnd.slice(0, 7));
  expect(unexplainedRows(report)).toEqual([]);
  // Of several currencies in one project each row says which, also of what no document of Procore does.
  expect(report.projects.flatMap(({ rows }) => rows.filter(({ currency }) => currency === ''))).toEqual([]);
  const foreign = report.projects.flatMap(({ rows }) => rows.filter(({ currency }) => currency === 'CAD'));
  expect(foreign.map(({ procore, ledger, erp }) => [procore, ledger, erp].map(Number))).toContainEqual([100, 100, 100]);
});
