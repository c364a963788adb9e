import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import type { ProcoreChangeOrder } from '../../procore/procore-change-orders';
import { changeOrderLine } from '../../procore/procore-documents.fixture';
import {
  commitmentSettings,
  effect,
  effectsOf,
  factsOf,
  orderedEntries,
  wantedCommitment,
} from '../commitment/commitment.fixture';
import type { AddedLinesDraft } from '../kinds/added-lines';
import type { PostingSettings } from '../posting-settings';
import { jdeChangeOrderPlanner } from './planner';

const lines = [changeOrderLine('77', '26-010.S', '900.00', 1), changeOrderLine('78', '26-010.S', '0.00', 2)];
const changeOrder: ProcoreChangeOrder = {
  ...{ id: '500', projectId: '789', contractId: '701973', number: '001', title: 'Extras', status: 'approved' },
  ...{ grandTotal: '900.00', originId: null, reviewedAt: null, updatedAt: '2026-11-05T10:00:00Z', deletedAt: null },
  currency: wantedCommitment().commitment.currency,
  lineItems: lines,
};

interface Given {
  readonly wanted?: Partial<ChangeOrderWanted>;
  readonly changeOrder?: Partial<ProcoreChangeOrder>;
  readonly settings?: Partial<PostingSettings>;
}

function planned(given: Given = {}) {
  const { carried: _, ...usual } = wantedCommitment();
  const wanted: ChangeOrderWanted = {
    ...usual,
    changeOrder: { ...changeOrder, ...given.changeOrder },
    ordered: effectsOf(effect('order', orderedEntries)),
    onOrder: [],
    approvedOn: '2026-11-04',
    earlier: [],
    ...given.wanted,
  };
  const settings = { ...commitmentSettings, ...given.settings };
  return jdeChangeOrderPlanner({
    wanted,
    effects: effectsOf(),
    decisions: [],
    facts: factsOf(),
    settings,
    today: '2026-11-05',
  });
}
const told = (given: Given): readonly string[] => {
  const made = planned(given);
  return 'problems' in made ? made.problems.map(({ reason, field }) => `${reason} ${field}`) : [];
};

test('each line is a line of its own on the order, also on an account that it has already; none of 0.00', () => {
  const made = planned();
  if (!('plan' in made)) throw new Error(JSON.stringify(made));
  const [step, ...more] = made.plan.steps;
  expect(more).toEqual([]);
  expect(step).toMatchObject({ step: 'orderChange', kind: 'addedLines', subject: 'order:701973' });
  expect(step?.draft as AddedLinesDraft).toMatchObject({
    order: { orderNumber: '5012' },
    lines: [{ key: 'CO-77', item: 'change_order_item:77', amount: '900.00' }],
  });
  expect(step?.entries).toMatchObject([{ book: 'order', orderLine: 'CO-77', amount: '900.00', gross: '0' }]);
});

test.each<[string, Given, string]>([
  ['has no order yet', { wanted: { ordered: effectsOf() } }, 'orderNotOpen DOCO'],
  ['does not sum to its total', { changeOrder: { grandTotal: '950.00' } }, 'amountsDiffer grand_total'],
  ['shows no line', { changeOrder: { lineItems: [], grandTotal: '0' } }, 'amountsDiffer line_items'],
  [
    'comes behind one that is not on the order',
    { wanted: { earlier: [{ sourceId: '499' }] } },
    'changePending reviewed_at',
  ],
  [
    'takes something off where no negative line is allowed',
    { changeOrder: { grandTotal: '-10.00', lineItems: [changeOrderLine('77', '26-010.S', '-10.00', 1)] } },
    'negativeNotAllowed AEXP',
  ],
])('a change order that %s is held', (_what, given, problem) => {
  expect(told(given)).toEqual([problem]);
});

test('what a person chose for an older commitment carries is not added once more', () => {
  const atGoLive = { choice: 'balance', left: { 'change_order_item:77': '0' } } as const;
  const two = [...lines, changeOrderLine('79', '26-010.S', '50.00', 3)];
  const made = planned({ wanted: { atGoLive }, changeOrder: { lineItems: two, grandTotal: '950.00' } });
  expect(made).toMatchObject({ plan: { steps: [{ draft: { lines: [{ key: 'CO-79' }] } }] } });
});

test('lines that another change order has brought onto the order are not added again', () => {
  const made = planned({ wanted: { onOrder: ['change_order_item:77'] } });
  expect(made).toMatchObject({ plan: { steps: [], notes: ['All of its lines are on the order already.'] } });
});
