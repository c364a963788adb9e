import type { ChangeOrderWanted } from '../../change-order/change-order-wanted';
import { compileMapping } from '../../coding/resolve-coding';
import type { Problem } from '../../holds/hold-reason';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { PlannerInput } from '../../posting/plan/planner';
import type { ProcoreChangeOrder } from '../../procore/procore-change-orders';
import { changeOrderLine, commitment } from '../../procore/procore-documents.fixture';
import type { OrderChangeDraft } from '../kinds/order-change';
import type { Order } from '../order';
import type { PostingSettings } from '../posting-settings';
import { combination, order, ordered, periods, settings, supplier } from '../requisition/planner.fixture';
import { memo } from './approval-journal.fixture';
import { fusionChangeOrderPlanner } from './planner';

interface Given {
  readonly changeOrder?: Partial<ProcoreChangeOrder>;
  readonly wanted?: Partial<ChangeOrderWanted>;
  readonly settings?: Partial<PostingSettings['order']>;
  readonly order?: Partial<Order> | null;
  readonly journal?: PostingSettings['changeOrderJournal'];
}

const lines = [
  changeOrderLine('71', '03-300.S', '10000.00', 1),
  changeOrderLine('72', '03-300.S', '0.00', 2),
  changeOrderLine('73', '03-300.S', '2000.50', 3),
];

function inputOf(given: Given): PlannerInput<ChangeOrderWanted> {
  const usual = settings();
  const target = { entity: '101', department: '10', account: '60530', subAccount: '000' };
  return {
    wanted: {
      sourceId: '9001',
      changeOrder: {
        ...{ id: '9001', projectId: '789', contractId: commitment.id, number: '003', title: 'Extras' },
        ...{ status: 'approved', grandTotal: '12000.50', originId: null, reviewedAt: '2026-11-04T10:00:00Z' },
        ...{ updatedAt: '2026-11-04T10:00:00Z', deletedAt: null, lineItems: lines },
        currency: { iso: null, baseIso: null, rate: null },
        ...given.changeOrder,
      },
      commitment: { ...commitment, contractDate: '2026-07-02' },
      project: { id: '789', number: '4411', name: 'Tower' },
      mapping: compileMapping([{ line: 2, project: '*', subJob: '*', costCode: '*', costType: 'S', target }]),
      mappingVersion: 3,
      vendor: { partyId: 'p1', linked: true, supplierNumber: '1252' },
      atGoLive: null,
      ordered: ordered(),
      onOrder: [],
      approvedOn: '2026-10-19',
      earlier: [],
      ...given.wanted,
    },
    effects: new PostedEffects([]),
    decisions: [],
    facts: {
      get: (kind, id) => {
        if (kind === 'supplier') return supplier;
        if (kind === 'order') return given.order === null ? null : order(given.order);
        if (kind === 'periods') return periods;
        if (kind === 'ledger') return { currency: 'USD' };
        return combination(id);
      },
    },
    settings: { ...usual, changeOrderJournal: given.journal, order: { ...usual.order, ...given.settings } },
    today: '2026-11-05',
  };
}

const planOf = (given: Given = {}) => {
  const planned = fusionChangeOrderPlanner(inputOf(given));
  if (!('plan' in planned)) throw new Error(JSON.stringify(planned));
  return planned.plan;
};
const draftOf = (given: Given = {}): OrderChangeDraft => planOf(given).steps[0]?.draft as OrderChangeDraft;
const problemsOf = (given: Given): readonly Problem[] => {
  const planned = fusionChangeOrderPlanner(inputOf(given));
  return 'problems' in planned ? planned.problems : [];
};

test('each line is a line of its own, also on the same account, marked by its id; lines of 0.00 are left out', () => {
  expect(draftOf()).toMatchObject({
    headerId: order().headerId,
    orderNumber: '162873',
    retainage: { way: 'B' },
    lines: [
      { mark: 'CO-71', item: 'change_order_item:71', amount: '10000.00', account: '101.10.60530.000' },
      { mark: 'CO-73', item: 'change_order_item:73', amount: '2000.50', account: '101.10.60530.000' },
    ],
  });
  expect(draftOf().lines[0]?.description).toMatch(/^CO-71 03-300\.S /);
});

test('the change is submitted within the same activity, on the subject of the order, and its lines count as ordered', () => {
  const { steps, head } = planOf();
  expect(steps.map(({ id, kind, within, moves, until, subject }) => [id, kind, within, moves, until, subject])).toEqual(
    [
      ['orderChange', 'orderChange', undefined, undefined, undefined, `order:${commitment.id}`],
      ['submit', 'orderChangeSubmission', 'orderChange', 'orderChange', 'delivered', `order:${commitment.id}`],
    ],
  );
  expect(steps[0]?.entries.map(({ book, item, amount }) => [book, item, amount])).toEqual([
    ['order', 'change_order_item:71', '10000.00'],
    ['order', 'change_order_item:73', '2000.50'],
  ]);
  expect(head.facts).toEqual({ order: '162873', 'change order': '003', added: '12,000.50 USD' });
});

test('an order with terms of its own gets lines with them, whatever the settings say today; without a rate it is held', () => {
  const given = { order: { hasTerms: true }, settings: { retainageWay: 'B' as const } };
  const withRate = { commitment: { ...commitment, retainagePercent: '10.0' } };
  const { retainage } = draftOf({ ...given, wanted: withRate });
  expect(retainage).toEqual({ way: 'A', attribute: 'RetainageRate', percent: '10.0' });
  const without = { commitment: { ...commitment, retainagePercent: null } };
  expect(problemsOf({ ...given, wanted: without }).map(({ reason }) => reason)).toEqual(['retainageSetup']);
});

test('a credit has the line type for credits; without one it is held', () => {
  const credit = { lineItems: [changeOrderLine('71', '03-300.S', '-500.00', 1)], grandTotal: '-500.00' };
  expect(draftOf({ changeOrder: credit, settings: { creditLineType: 'Credit' } }).lines).toMatchObject([
    { amount: '-500.00', lineType: 'Credit' },
  ]);
  expect(problemsOf({ changeOrder: credit }).map(({ reason }) => reason)).toEqual(['negativeNotAllowed']);
});

test('nothing but lines of 0.00 changes no order', () => {
  const none = { lineItems: [changeOrderLine('72', '03-300.S', '0.00', 1)], grandTotal: '0.00' };
  expect(planOf({ changeOrder: none }).steps).toEqual([]);
});

test.each<[string, Given, string, string]>([
  ['the commitment has no order yet', { wanted: { ordered: new PostedEffects([]) } }, 'orderNotOpen', 'waiting'],
  ['the order is not open', { order: { status: 'ON HOLD' } }, 'orderNotOpen', 'waiting'],
  ['the order is closed', { order: { status: 'CLOSED' } }, 'orderNotOpen', 'person'],
  ['the order is gone', { order: null }, 'orderElsewhere', 'person'],
  ["a buyer's change is pending", { order: { pendingChange: 'Thursdays' } }, 'changePending', 'waiting'],
  ['another one was approved before', { wanted: { earlier: [{ sourceId: '9000' }] } }, 'changePending', 'waiting'],
  ['its lines lack the markup', { changeOrder: { grandTotal: '12600.53' } }, 'amountsDiffer', 'person'],
  ['it has no lines', { changeOrder: { lineItems: [], grandTotal: '0.00' } }, 'amountsDiffer', 'person'],
])('it is held when %s', (_name, given, reason, kind) => {
  expect(problemsOf(given)).toMatchObject([{ reason, kind }]);
});

test.each([
  ['CLOSED', ['inErp', 'chooseOrder']],
  ['FINALLY CLOSED', ['byHand']],
  ['WITHDRAWN', ['inErp']],
  ['PENDING APPROVAL', ['byItself']],
])('the order is %s: what ends that is told, and from here where a person may choose it', (status, acts) => {
  const [problem] = problemsOf({ order: { status } });
  expect(problem?.remedies.map(({ act }) => act)).toEqual(acts);
});

test('a pending change of ours is no stranger: whose it is the ledger knows', () => {
  expect(problemsOf({ order: { pendingChange: 'PCBBBBBBBBBBBBBBBBBB 4411 SC-001 change order 003' } })).toEqual([]);
});

test('an order that was born in Fusion owns its lines: nothing is added to it', () => {
  const born = { commitment: { ...commitment, originId: '300100574829561' }, ordered: new PostedEffects([]) };
  expect(problemsOf({ wanted: born })).toMatchObject([{ reason: 'orderElsewhere', kind: 'person' }]);
});

test('one that waits for those before it is let go by any of them', () => {
  const [problem] = problemsOf({ wanted: { earlier: [{ sourceId: '9000' }, { sourceId: '8999' }] } });
  expect(problem?.causeKeys).toEqual(['changeOrder:9000', 'changeOrder:8999']);
});

test('lines that a linked order has already are not added again; the others are', () => {
  const link = {
    choice: 'link',
    order: order().headerId,
    lines: { 'contract_item:1': '1', 'change_order_item:71': '2' },
  } as const;
  const given = { wanted: { atGoLive: link, ordered: new PostedEffects([]) } };
  expect(draftOf(given).lines.map(({ item }) => item)).toEqual(['change_order_item:73']);
});

test('lines that another change order has brought onto the order are not added again; where those are all, nothing is', () => {
  const onOrder = ['change_order_item:71'];
  expect(draftOf({ wanted: { onOrder } }).lines.map(({ item }) => item)).toEqual(['change_order_item:73']);
  const plan = planOf({ wanted: { onOrder: [...onOrder, 'change_order_item:73'] } });
  expect([plan.steps, plan.notes]).toEqual([[], ['All of its lines are on the order already.']]);
});

test('its journal comes behind the change of the order, and its run is not waited for by who waits for the order', () => {
  const { steps, head } = planOf({
    journal: memo,
    changeOrder: { currency: { iso: 'USD', baseIso: null, rate: null } },
  });
  expect(steps.map(({ id, via }) => [id, via?.kind])).toEqual([
    ['orderChange', undefined],
    ['submit', undefined],
    ['memo', 'journalRun'],
  ]);
  expect(head.facts['journal']).toBe('memo of 2026-10-19, period Oct-26');
});

test('what is wrong with its journal holds the change order whole, before anything is sent', () => {
  const inCad = { currency: { iso: 'CAD', baseIso: null, rate: null } };
  expect(problemsOf({ journal: memo, changeOrder: inCad }).map(({ reason }) => reason)).toEqual(['currency']);
});

test('once its lines stand on the order, that it is closed by now is no reason against its journal', () => {
  const draft = draftOf();
  const stands = new PostedEffects([
    {
      ...{ documentId: 'd1', step: 'orderChange', entries: [] },
      posting: {
        ...{ key: 'PCA', system: 'fusion', kind: 'orderChange', planId: null, ordinal: 1, state: 'confirmed' },
        ...{ stage: 'posted', origin: 'sent', subject: `order:${draft.commitmentId}`, supplier: '1252', number: '' },
        ...{ reference: null, facts: {}, because: null },
      },
    },
  ]);
  const closed = inputOf({ order: { status: 'CLOSED' } });
  expect(fusionChangeOrderPlanner(closed)).toMatchObject({ problems: [{ reason: 'orderNotOpen' }] });
  expect(fusionChangeOrderPlanner({ ...closed, effects: stands })).toHaveProperty('plan');
});
