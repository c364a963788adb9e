import { PostedEffects } from '../posting/books/posted-effects';
import type { ProcoreCommitment, ProcoreContractLine } from '../procore/procore-commitments';
import type { ErpOrder, ErpOrderLine } from './erp-order';
import type { OrderImportWanted } from './import-wanted';
import { orderImportPlanner } from './plan-import';

// What an order of the ERP and its commitment come to, for each way in which either may have changed.

const line = (id: string, amount: string, more: Partial<ErpOrderLine> = {}): ErpOrderLine => ({
  ...{ id, number: id, description: `Line ${id}`, amount, account: 'A', isCanceled: false, unfit: null, ...more },
});
const order = (lines: readonly ErpOrderLine[], more: Partial<ErpOrder> = {}): ErpOrder => ({
  ...{ id: '300100', number: '162873', standing: 'open', status: 'OPEN', isOurs: false, outOfScope: null, unfit: null },
  ...{
    supplier: { number: '1252', name: 'Lee' },
    description: 'Steel',
    currency: 'USD',
    total: null,
    date: '2026-11-02',
  },
  ...{ changedAt: '2026-11-02T00:00:00.000Z', lines, ...more },
});
const shown = (status: string, lines: readonly (readonly [string | null, string])[]) =>
  ({
    ...{ id: '77', number: '162873', status },
    lineItems: lines.map(
      ([originId, amount]) => ({ originId, amount, description: 'x', wbsCode: { id: 'w1' } }) as ProcoreContractLine,
    ),
  }) as unknown as ProcoreCommitment;
const written = (...lines: readonly (readonly [string, string])[]) =>
  lines.map(([originId, amount]) => ({ originId, amount, description: 'x', wbsCodeId: 'w1' }));

function plan(more: Partial<OrderImportWanted>) {
  const wanted: OrderImportWanted = {
    ...{ order: order([line('1', '100.10')]), vendorId: '9', contract: null, written: null, closedProject: null },
    codes: [{ account: 'A', projectId: 'P', subJob: '', wbsCodeId: 'w1', code: '26-010', costType: 'S' }],
    vendor: { partyId: '', linked: true },
    ...more,
  };
  const facts = { get: () => null };
  const given = { wanted, effects: new PostedEffects([]), decisions: [], facts, settings: {}, today: '2026-11-20' };
  const planned = orderImportPlanner(given);
  if ('need' in planned) throw new Error('it needs no facts');
  return 'plan' in planned
    ? planned.plan.steps.map(({ step, draft }) => [step, draft])
    : planned.problems.map(({ reason }) => reason);
}

test('new: the contract, its lines, its approval', () => {
  expect(plan({})).toEqual([
    ['contract', expect.objectContaining({ originId: '300100', originCode: '162873', vendorId: '9', projectId: 'P' })],
    [
      'contractLines',
      expect.objectContaining({
        base: [],
        lines: [{ originId: '1', description: 'Line 1', wbsCodeId: 'w1', amount: '100.10' }],
      }),
    ],
    ['approve', expect.objectContaining({ status: 'Approved' })],
  ]);
});

test('everything that is missing is told at once', () => {
  const lines = [line('1', '1'), line('2', '2', { account: 'B' }), line('3', '3', { unfit: 'it has 2 schedules' })];
  expect(plan({ order: order(lines, { total: '7' }), vendorId: null })).toEqual([
    ...['doesNotFit', 'unmappedCostCode', 'amountsDiffer', 'vendorUnknown'],
  ]);
});

test('in a project where nothing can be written none is made, and it waits for that', () => {
  const closedProject = { id: 'P', name: '4425' };
  expect(plan({ closedProject })).toEqual(['notLive']);
  expect(plan({ closedProject, vendorId: null })).toEqual(['vendorUnknown', 'notLive']);
});

test('lines of two projects make no commitment', () => {
  const codes = ['A', 'B'].map((account) => ({
    account,
    projectId: account,
    subJob: '',
    wbsCodeId: 'w',
    code: 'c',
    costType: 'S',
  }));
  expect(plan({ codes, order: order([line('1', '1'), line('2', '2', { account: 'B' })]) })).toEqual(['doesNotFit']);
});

test('a line that was canceled before it was written is none; afterwards it stays with what was billed', () => {
  const lines = [line('1', '100'), line('2', '0', { isCanceled: true })];
  const drafts = (more: Partial<OrderImportWanted>) =>
    (plan({ order: order(lines), ...more })[1]?.[1] as { lines: { amount: string }[] }).lines.map(
      ({ amount }) => amount,
    );
  expect(drafts({})).toEqual(['100']);
  expect(
    drafts({
      contract: shown('Draft', [
        ['1', '100'],
        ['2', '50'],
      ]),
      written: written(['1', '100'], ['2', '50']),
    }),
  ).toEqual(['100', '0']);
});

test.each([
  ['as it was written: nothing is wrong', 'Approved', '100.1', '100.10', ['contract', 'contractLines', 'approve']],
  ['the order changed, draft: it is written', 'Draft', '90', '90', ['contract', 'contractLines', 'approve']],
  ['the order changed, approved: people change it', 'Approved', '90', '90', ['changedAfterPosting']],
  ['a person edited it, approved', 'Approved', '95', '100.10', ['foundButDifferent']],
  ['a person edited it, draft: not written over', 'Draft', '95', '90', ['foundButDifferent']],
  ['a person made the change of the order', 'Approved', '100.10', '90', ['contract', 'contractLines', 'approve']],
])('%s', (_what, status, there, before, expected) => {
  const planned = plan({ contract: shown(status, [['1', there]]), written: written(['1', before]) });
  expect(planned.map((one) => (typeof one === 'string' ? one : one[0]))).toEqual(expected);
});

test('a line that a person added, or deleted, is theirs', () => {
  const one = written(['1', '100.10']);
  const added = shown('Draft', [
    ['1', '100.10'],
    [null, '5'],
  ]);
  expect(plan({ contract: added, written: one })).toEqual(['foundButDifferent']);
  expect(plan({ contract: shown('Draft', []), written: one })).toEqual(['foundButDifferent']);
});

test('what is half written is no edit: the rest is written', () => {
  const lines = [line('1', '1'), line('2', '2')];
  expect(plan({ order: order(lines), contract: shown('Draft', [['1', '1']]) })).toHaveLength(3);
});

test('deleted in Procore: made no second time, and over with the order', () => {
  expect(plan({ contract: 'deleted' })).toEqual(['withdrawnAfterPosting']);
  expect(plan({ contract: 'notVisible' })).toEqual(['withdrawnAfterPosting']);
  expect(plan({ contract: 'deleted', order: order([line('1', '0')], { standing: 'canceled' }) })).toEqual([]);
});

test('closed with the order; canceled, people close it', () => {
  const contract = shown('Approved', [['1', '100.10']]);
  const one = written(['1', '100.10']);
  const closed = order([line('1', '100.10')], { standing: 'closed' });
  expect(plan({ order: closed, contract, written: one })).toContainEqual([
    'approve',
    expect.objectContaining({ status: 'Closed' }),
  ]);
  const canceled = order([line('1', '0', { isCanceled: true })], { standing: 'canceled' });
  expect(plan({ order: canceled, contract, written: one })).toEqual(['changedAfterPosting']);
  const over = shown('Closed', [['1', '100.10']]);
  expect(plan({ order: canceled, contract: over, written: one })).toMatchObject([['contract', {}]]);
});

test('what was written of it is forgotten, and it was closed or canceled since: the same comes of it', () => {
  const contract = shown('Approved', [['1', '100.10']]);
  const closed = order([line('1', '100.10')], { standing: 'closed' });
  expect(plan({ order: closed, contract })).toContainEqual(['approve', expect.objectContaining({ status: 'Closed' })]);
  const canceled = order([line('1', '0', { isCanceled: true })], { standing: 'canceled' });
  expect(plan({ order: canceled, contract })).toEqual(['changedAfterPosting']);
  expect(plan({ order: canceled, contract: shown('Closed', [['1', '100.10']]) })).toEqual([]);
});
