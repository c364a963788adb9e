import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import type { Problem } from '../../holds/hold-reason';
import type { PostedEffects } from '../../posting/books/posted-effects';
import type { PlannerInput } from '../../posting/plan/planner';
import { changeOrderLine } from '../../procore/procore-documents.fixture';
import type { OrderReliefDraft } from '../kinds/order-relief';
import type { CommitmentOrderDraft } from '../kinds/commitment-order';
import { openFact } from '../kinds/order-relief';
import type { PostingSettings } from '../posting-settings';
import { supplier } from '../requisition/plan.fixture';
import {
  billed,
  carried,
  commitmentSettings,
  contractLines,
  effect,
  effectsOf,
  factsOf,
  orderedEntries,
  wantedCommitment,
} from './commitment.fixture';
import { jdeCommitmentPlanner } from './planner';

interface Given {
  readonly wanted?: Partial<CommitmentWanted>;
  readonly commitment?: Partial<CommitmentWanted['commitment']>;
  readonly settings?: Partial<PostingSettings>;
  readonly facts?: Parameters<typeof factsOf>[0];
  readonly effects?: PostedEffects;
  readonly today?: string;
}

function planned({ wanted, commitment, settings, facts, effects, today = '2026-11-05' }: Given = {}) {
  const usual = wantedCommitment(wanted);
  const input: PlannerInput<CommitmentWanted> = {
    wanted: { ...usual, commitment: { ...usual.commitment, ...commitment } },
    effects: effects ?? effectsOf(),
    decisions: [],
    facts: factsOf(facts),
    settings: { ...commitmentSettings, ...settings },
    today,
  };
  return jdeCommitmentPlanner(input);
}
const planOf = (given: Given = {}) => {
  const made = planned(given);
  if (!('plan' in made)) throw new Error(JSON.stringify(made));
  return made.plan;
};
const told = (given: Given): readonly string[] => {
  const made = planned(given);
  return ('problems' in made ? made.problems : []).map(({ reason, field }: Problem) => `${reason} ${field}`);
};

test('an order has one line for each of the contract under its id, none of 0.00, and their sum', () => {
  const [order, ...more] = planOf().steps;
  expect(more).toEqual([]);
  expect(order).toMatchObject({ id: 'order', kind: 'commitmentOrder', subject: 'order:701973', asks: ['live'] });
  expect(order?.draft).toMatchObject({
    ...{ company: '00200', supplier: '70123', orderType: 'OS', branchPlant: '4411', currency: 'USD', foreign: false },
    ...{ orderDate: '2026-07-02', glDate: '2026-11-05', total: '50000.00' },
    lines: [
      { key: '1', item: 'contract_item:1', amount: '45000.00', account: { object: '1340', subsidiary: '03300' } },
      { key: '3', item: 'contract_item:3', amount: '5000.00', account: { object: '1340', subsidiary: '26010' } },
    ],
  });
  expect(order?.entries.map(({ book, orderLine, gross }) => [book, orderLine, gross])).toEqual([
    ['order', '1', '0'],
    ['order', '3', '0'],
  ]);
});

test.each<[string, Given, string]>([
  ['is not approved', { commitment: { status: 'Draft' } }, 'orderNotOpen status'],
  ['does not sum to its total', { commitment: { grandTotal: '50000.01' } }, 'amountsDiffer grand_total'],
  ['is linked to another record', { commitment: { originId: '5012' } }, 'orderElsewhere origin_id'],
  ['has an order type outside 40/CT', { facts: { types: ['OP'] } }, 'needsPerson posting.orderType'],
  ['nobody has chosen for', { wanted: { atGoLive: { choice: 'undecided' } } }, 'openingBalance commitment'],
  ['has a supplier on order hold', { facts: { supplier: { ...supplier, orderHold: 'HB' } } }, 'vendorOnHold HOLD'],
  ['would be dated in a closed period', { today: '2026-09-30' }, 'periodClosed DGJ'],
  [
    'has a negative line that is not allowed',
    { commitment: { grandTotal: null, lineItems: [contractLines[0]!, changeOrderLine('4', '26-010.S', '-1.00', 4)] } },
    'negativeNotAllowed AEXP',
  ],
])('a commitment that %s is held', (_what, given, problem) => {
  expect(told(given)).toEqual([problem]);
});

test('what stands is judged by no period, hold or status of a later day', () => {
  const given = { today: '2027-09-30', facts: { supplier: { ...supplier, orderHold: 'HB' } } };
  expect(planOf({ ...given, effects: effectsOf(effect('order', orderedEntries)) }).steps).toHaveLength(1);
});

test('of one from before go-live the balance alone is ordered, with the change orders in it, or nothing', () => {
  const line = changeOrderLine('77', '03-300.S', '9000.00', 1);
  const carriedOver = [{ lineId: 'CO-77', item: 'change_order_item:77', line, amount: '9000.00' }];
  const left = { 'contract_item:1': '1000', 'contract_item:3': '0', 'change_order_item:77': '2500' };
  const plan = planOf({ wanted: { atGoLive: { choice: 'balance', left }, carried: carriedOver } });
  const { lines } = plan.steps[0]?.draft as CommitmentOrderDraft;
  expect(lines.map(({ key, amount }) => [key, amount])).toEqual([
    ['1', '1000.00'],
    ['CO-77', '2500.00'],
  ]);
  expect(planOf({ wanted: { atGoLive: { choice: 'leave' } } })).toMatchObject({ steps: [] });
});

describe('what is open of the lines', () => {
  const own = effect('order', orderedEntries);
  const added = effect('orderChange', [carried('CO-77', 'change_order_item:77', '4411.1340.03300', '-900.00')], {
    documentId: '2',
  });
  const bill = (
    orderLine: string,
    gross: string,
    stage: 'delivered' | 'posted' | 'voided' = 'posted',
    glDate = '2026-10-31',
  ) => effect('voucher', [billed(orderLine, gross)], { stage, facts: { glDate }, documentId: '3' });
  const reliefOf = (bills: readonly ReturnType<typeof bill>[], before: readonly ReturnType<typeof effect>[] = []) => {
    const effects = effectsOf(own, ...before);
    const relief = { ordered: effectsOf(own, added), bills: effectsOf(...bills) };
    const plan = planOf({ wanted: { relief }, effects });
    return { follows: plan.follows, step: plan.steps.find(({ step }) => step === 'relief') };
  };
  const targets = (bills: readonly ReturnType<typeof bill>[], before: readonly ReturnType<typeof effect>[] = []) =>
    (reliefOf(bills, before).step?.draft as OrderReliefDraft | undefined)?.lines;

  test('is as it was ordered while nothing is posted; what is only delivered relieves nothing', () => {
    expect(reliefOf([bill('1', '10.00', 'delivered')])).toEqual({ follows: '[]', step: undefined });
  });

  test('goes down by what is posted, credits included, and never beyond 0', () => {
    const bills = [bill('1', '46000.00'), bill('1', '-500.00'), bill('3', '1000.00'), bill('CO-77', '-100.00')];
    expect(targets(bills)).toEqual([
      { mark: '1', base: '45000.00', target: '0.00' },
      { mark: '3', base: '5000.00', target: '4000.00' },
      { mark: 'CO-77', base: '-900.00', target: '-800.00' },
    ]);
  });

  test('goes up again when a voucher is voided, from what was left open of it', () => {
    const before = [effect('relief', [], { facts: { [openFact('1')]: '44000.00' }, stage: 'posted' })];
    expect(targets([bill('1', '1000.00', 'voided')], before)).toEqual([
      { mark: '1', base: '44000.00', target: '45000.00' },
    ]);
  });

  test('is set on the G/L date of the newest voucher, or on the first open day', () => {
    const dateOf = (...dates: string[]) =>
      (reliefOf(dates.map((date) => bill('1', '1.00', 'posted', date))).step?.draft as OrderReliefDraft).glDate;
    expect(dateOf('2026-10-31', '2026-11-02')).toBe('2026-11-02');
    expect(dateOf('2026-09-30')).toBe('2026-10-01');
  });

  test('is set once the order is in force, one change of the order at a time, and the plan knows what it follows from', () => {
    expect(reliefOf([bill('1', '10.00')])).toMatchObject({
      follows: '[["1","10"]]',
      step: { subject: 'order:701973', after: { step: 'order', stage: 'posted' }, entries: [] },
    });
  });
});

describe('linked to an order that exists', () => {
  const atGoLive = {
    choice: 'link',
    order: '90001-OS-00200',
    lines: { 'contract_item:1': '1', 'contract_item:2': '3', 'contract_item:3': '2' },
  } as const;
  const line = (lineNumber: string, open: string) => ({
    ...{ lineNumber, open, state: 'open' as const },
    account: { businessUnit: '4411', object: '1340', subsidiary: '03300' },
  });
  const there = { supplier: '70123', lines: [line('1', '40000'), line('2', '5000'), line('3', '0')] };
  const linked = (wanted: Partial<CommitmentWanted> = {}, order: typeof there | null = there): Given => ({
    wanted: { atGoLive, billedBefore: { 'contract_item:1': '5000.00' }, ...wanted },
    facts: { order },
  });

  test('its lines are entered with what is open of them, and it gets no second one', () => {
    const plan = planOf(linked());
    expect(plan.steps).toEqual([]);
    expect(plan.recorded.map(({ orderLine, item, amount, gross }) => [orderLine, item, amount, gross])).toEqual([
      ['90001-OS-00200#1', 'contract_item:1', '40000', '0'],
      ['90001-OS-00200#3', 'contract_item:2', '0', '0'],
      ['90001-OS-00200#2', 'contract_item:3', '5000', '0'],
    ]);
  });

  test.each<[string, Given, string]>([
    ['open with something else', linked({ billedBefore: {} }), 'orderElsewhere AOPN'],
    ['not there', linked({}, null), 'orderElsewhere DOCO'],
    ['of another supplier', linked({}, { ...there, supplier: '1' }), 'orderElsewhere AN8'],
    ['without a line', linked({}, { ...there, lines: there.lines.slice(1) }), 'orderElsewhere LNID'],
    ['not written as one', linked({ atGoLive: { ...atGoLive, order: '90001' } }), 'orderElsewhere order'],
    ['of which nobody knows what was billed', linked({ billedBefore: null }), 'orderElsewhere billed'],
  ])('an order that is %s is held', (_what, given, problem) => {
    expect(told(given)).toEqual([problem]);
  });

  test('what was found once is not asked again, since it is relieved by what is posted', () => {
    const entered = { documentId: '1', step: 'recorded', entries: planOf(linked()).recorded, posting: null };
    const effects = effectsOf(entered);
    const bills = effectsOf(
      effect('voucher', [billed('90001-OS-00200#1', '100.00')], { facts: { glDate: '2026-11-02' } }),
    );
    const plan = planOf({ ...linked({ relief: { ordered: effects, bills } }, null), effects });
    expect(plan.steps[0]?.draft).toMatchObject({
      order: { orderNumber: '90001', suffix: '000' },
      lines: [{ mark: '90001-OS-00200#1', base: '40000.00', target: '39900.00' }],
    });
  });
});
