import { decideHeld } from '../../../src/application/holds/decide-held';
import type { DocumentRow } from '../../../src/store/documents/documents';
import { lastMonthEnd, liveSince } from '../support/after-choices';
import { workedProjectId } from '../support/added-contracts';
import { addCombination, addEarlierBatch, costAccount, directCostSections, today } from '../support/direct-costs';
import { fusionVendor, startFusionRig, type FusionRig } from '../support/fusion-rig';
import { LaterContracts } from '../support/later-contracts';
import { rowsOf, tiedOut, unexplainedRows } from '../support/tied-out';

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
const numbers = ['OWN', 'LATE', 'GIVEN', 'CHANGE', 'MARKED'];
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
            { end: lastDay, items: [{ code: '26-010.S' as const, total: '1000.10', withheld: '100.01' }] },
          ],
        })),
      ),
    sections: {
      posting: {
        journals: directCostSections.posting.journals,
        accrueUnbilled: { accrualAccount },
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
}
const accrualOf = async (requisition: string): Promise<DocumentRow | undefined> =>
  (await system.rig.documents('accrual')).find(({ sourceId }) => sourceId === `${requisition}-${lastDay}`);
const batches = () => system.items<Batch>('journalBatches');
const batchesOf = async (requisition: string): Promise<Batch[]> =>
  (await batches()).filter(({ journalHeaders }) =>
    JSON.stringify(journalHeaders ?? []).includes(`accrual/${requisition}-${lastDay}`),
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
async function posted(requisition: string, count: number): Promise<Batch[]> {
  await system.rig.until(
    `${requisition} is posted in ${count} batches`,
    async () => {
      await poll();
      const batches = await batchesOf(requisition);
      const waiting = batches.filter(({ Status }) => Status !== 'P');
      for (const { JeBatchId } of waiting) await system.control('POST', 'gl/post', { batch: JeBatchId });
      return (
        batches.length >= count &&
        waiting.length === 0 &&
        ['posted', 'held'].includes((await accrualOf(requisition))?.stage ?? '')
      );
    },
    20_000,
  );
  return batchesOf(requisition);
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
  await rig.activities.refreshErpFacts(rig.scope);
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

/** A change order of CHANGE was approved at the end of last month; it is read now. */
async function approvedLate(amounts: readonly string[]): ReturnType<LaterContracts['changeOrder']> {
  const { rig } = system;
  const made = await contracts.changeOrder(rig, 'CHANGE', amounts, { reviewed_at: `${lastDay}T12:00:00Z` });
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
  await rig.activities.refreshErpFacts(rig.scope);
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
