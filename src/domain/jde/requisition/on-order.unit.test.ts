import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import type { PlannerInput } from '../../posting/plan/planner';
import {
  billed,
  changeOrderLine,
  commitment,
  history,
  item,
  requisition,
} from '../../procore/procore-documents.fixture';
import {
  billed as billedEntry,
  carried,
  commitmentSettings,
  effect,
  effectsOf,
} from '../commitment/commitment.fixture';
import { voucher, type VoucherDraft } from '../kinds/voucher';
import type { PlanFacts } from './plan-facts';
import { jdeRequisitionPlanner } from './planner';
import { knownAtSending, plannerInput } from './planner.fixture';

// With basis `commitment` a requisition bills the lines of its commitment's order.

const order = effect('order', [
  carried('1', 'contract_item:1', '4411.1340.26010', '50000.00'),
  carried('2', 'contract_item:2', '4411.1340.26010', '2000.00'),
]);
const first = { number: 1, previousRequisitionId: null };
const progress = requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first);

type Given = Partial<PlanFacts> & Pick<Partial<RequisitionWanted>, 'ordered' | 'billedByOthers'>;

function planned(given: Given = {}, rest: Partial<PlannerInput<RequisitionWanted>> = {}) {
  const usual = { requisition: progress, ordered: effectsOf(order), settings: commitmentSettings };
  return jdeRequisitionPlanner(plannerInput({ ...usual, ...given }, rest));
}
function planOf(given: Given = {}) {
  const made = planned(given);
  if (!('plan' in made)) throw new Error(JSON.stringify(made));
  return made.plan;
}
const told = (given: Given): readonly string[] => {
  const made = planned(given);
  return 'problems' in made ? made.problems.map(({ reason, kind, field }) => `${reason} ${kind} ${field}`) : [];
};

test('there is a voucher alone, and it names the order of the commitment and its line', () => {
  const { steps, head } = planOf();
  expect(steps.map(({ step }) => step)).toEqual(['voucher']);
  expect(steps[0]).not.toHaveProperty('after');
  const draft = steps[0]?.draft as VoucherDraft;
  expect(draft.items).toMatchObject([{ itemKey: 'contract_item:1', orderLine: '1', gross: '10000.00' }]);
  expect(voucher.complete(draft, knownAtSending())).toMatchObject({
    order: { orderNumber: '5012', orderType: 'OS', orderCompany: '00200', suffix: '000' },
    total: '9000.00',
  });
  expect(head.facts).toMatchObject({ order: '5012 OS 00200' });
});

test('posted by hand it names no order of ours', () => {
  const draft = planOf().steps[0]?.draft as VoucherDraft;
  expect(voucher.complete(draft, knownAtSending({ isByHand: true })).order).toBeNull();
});

test('the account is that of the order line; that the mapping has become another is noted', () => {
  const moved = effectsOf(effect('order', [carried('1', 'contract_item:1', '4411.1340.03300', '50000.00')]));
  const plan = planOf({ ordered: moved });
  const { distribution } = plan.steps[0]?.draft as VoucherDraft;
  expect(distribution[0]?.account).toMatchObject({ subsidiary: '03300' });
  expect(plan.notes.join()).toContain('order line 1 stands on 4411.1340.03300');
});

test('it waits for an order that is not there, and for one that is not in force', () => {
  const waits = ['orderNotOpen waiting DOCO'];
  expect(told({ ordered: effectsOf() })).toEqual(waits);
  const delivered = effectsOf(effect('order', order.entries, { stage: 'delivered' }));
  expect(told({ ordered: delivered })).toEqual(waits);
});

test('a line of the contract without a line on the order is for a person; one of a change order is waited for', () => {
  const one = (itemType: 'contract_item' | 'change_order_item') =>
    requisition(
      [
        item('26-010.S', {
          itemType,
          lineItemId: '9',
          totalCompletedAndStoredToDate: '100.00',
          workCompletedThisPeriod: '100.00',
          scheduledValue: '500.00',
        }),
      ],
      '0.00',
      first,
    );
  expect(told({ requisition: one('contract_item') })).toEqual(['orderElsewhere person order line']);
  expect(told({ requisition: one('change_order_item') })).toEqual(['orderNotOpen waiting order line']);
});

test('a change order that is billed as a whole bills each of its lines, on the same account too', () => {
  const lines = [changeOrderLine('77', '26-010.S', '3000.00', 1), changeOrderLine('78', '26-010.S', '1000.00', 2)];
  const added = effect('orderChange', [
    carried('CO-77', 'change_order_item:77', '4411.1340.26010', '3000.00'),
    carried('CO-78', 'change_order_item:78', '4411.1340.26010', '1000.00'),
  ]);
  const whole = item('26-010.S', {
    ...{ id: '5', itemType: 'whole_change_order_item', lineItemId: null, changeOrderPackageId: '500' },
    ...{ scheduledValue: '4000.00', totalCompletedAndStoredToDate: '2000.00', workCompletedThisPeriod: '2000.00' },
  });
  const plan = planOf({
    requisition: requisition([whole], '0.00', first),
    ordered: effectsOf(order, added),
    changeOrderLines: { '5': lines },
  });
  const { items } = plan.steps[0]?.draft as VoucherDraft;
  expect(items.map(({ itemKey, orderLine, gross }) => [itemKey, orderLine, gross])).toEqual([
    ['whole_change_order_item:500/line-77', 'CO-77', '1500.00'],
    ['whole_change_order_item:500/line-78', 'CO-78', '500.00'],
  ]);
});

describe('more than a line carries', () => {
  const others = effectsOf(effect('voucher', [billedEntry('1', '45000.00')], { documentId: '9' }));

  test('is held with what is left of it, whoever billed the rest', () => {
    const made = planned({ billedByOthers: others });
    expect(made).toMatchObject({ problems: [{ reason: 'overContract', field: 'order line', value: '1' }] });
    expect('problems' in made ? made.problems[0]?.message : '').toContain(
      '5,000.00 USD is left, 10,000.00 USD would be',
    );
  });

  test('on a line that was closed from here, it says that what was closed may be had again; of another line it does not', () => {
    const closing = effect('orderClose', [carried('1', 'contract_item:1', '4411.1340.26010', '-45000.00')]);
    const acts = (ordered: RequisitionWanted['ordered']) => {
      const made = planned({ billedByOthers: others, ...(ordered === undefined ? {} : { ordered }) });
      return 'problems' in made ? made.problems.map(({ remedies }) => remedies.map(({ act }) => act)) : [];
    };
    expect(acts(effectsOf(order, closing))).toEqual([['chooseOrder', 'inProcore', 'decide']]);
    expect(acts(undefined)).toEqual([['inProcore', 'decide']]);
  });

  test('is posted once a person accepted it, and so is what fits', () => {
    expect(planOf({ billedByOthers: others, accepted: ['overContract'] }).steps).toHaveLength(1);
    const less = effectsOf(effect('voucher', [billedEntry('1', '40000.00')], { documentId: '9' }));
    expect(planOf({ billedByOthers: less }).steps).toHaveLength(1);
  });
});

describe('what is missing to a requisition that was changed after posting', () => {
  const stands = (gross: string) => ({
    ...{ because: 'd1', hasOrder: false, ownKeys: ['PCA'], totals: { released: '0', tax: '0' } },
    entries: [{ ...billedEntry('1', gross), account: '4411.1340.26010', withheld: '900.00' }],
  });

  test('is a voucher on the same order line', () => {
    const made = planned({}, { missingTo: stands('9000.00') });
    if (!('plan' in made)) throw new Error(JSON.stringify(made));
    const [step] = made.plan.steps;
    const draft = step?.draft as VoucherDraft;
    expect(draft.items).toMatchObject([{ orderLine: '1', gross: '1000.00' }]);
    expect(voucher.complete(draft, knownAtSending({ revision: 2 })).order).toMatchObject({ orderNumber: '5012' });
  });

  test('is on the line that it stands on, where it is billed no more', () => {
    const moved = { ...stands('500.00') };
    const entries = [...stands('10000.00').entries, { ...billedEntry('2', '500.00'), account: '4411.1340.26010' }];
    const made = planned(
      { settings: { ...commitmentSettings, creditDocumentType: 'PD' } },
      { missingTo: { ...moved, entries: entries.map((one) => ({ ...one, withheld: '0' })) } },
    );
    if (!('plan' in made)) throw new Error(JSON.stringify(made));
    const { items } = made.plan.steps[0]?.draft as VoucherDraft;
    expect(items.map(({ itemKey, orderLine, gross }) => [itemKey, orderLine, gross])).toContainEqual([
      'contract_item:2',
      '2',
      '-500.00',
    ]);
  });

  test('counts beside what stands of it, against what the line carries', () => {
    const others = effectsOf(effect('voucher', [billedEntry('1', '40500.00')], { documentId: '9' }));
    const made = planned({ billedByOthers: others }, { missingTo: stands('9000.00') });
    expect(made).toMatchObject({ problems: [{ reason: 'overContract', value: '1' }] });
  });
});

test('retainage that is released of a line without an order needs none', () => {
  const release = requisition([billed('26-010.S', '4', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00');
  const plan = planOf({
    requisition: release,
    history: history('45000.00', { 'contract_item:4': ['50000.00', '5000.00'] }),
    ordered: effectsOf(),
    commitment,
  });
  expect(voucher.complete(plan.steps[0]?.draft as VoucherDraft, knownAtSending())).toMatchObject({
    order: null,
    total: '3200.00',
  });
});

test('with basis requisition nothing of that is asked for', () => {
  const { settings } = plannerInput();
  expect(planned({ ordered: effectsOf() }, { settings })).toMatchObject({ plan: { steps: [{ step: 'order' }, {}] } });
});
