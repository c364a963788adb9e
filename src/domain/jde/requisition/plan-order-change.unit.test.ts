import { parseAccountName } from '../account';
import { PostedEffects, type PostedEffect } from '../../posting/books/posted-effects';
import type { PostingState } from '../../posting/stages/posting-state';
import type { ErpOrderLine } from '../erp-facts';
import { orderChange, orderChangeEntries } from '../kinds/order-change';
import type { JdeLine } from './coded-line';
import { planOrderChange, standingOrder, type OrderChangePlan } from './plan-order-change';
import type { Entry } from '../../posting/books/entry';

const one = '4411.1340.26010';
const other = '4411.1340.03300';

interface Of {
  readonly state?: PostingState;
  readonly because?: string;
}

function entry(orderLine: string, amount: string, account = one): Entry {
  const line = { book: 'order', supplier: '70123', account, orderLine, item: orderLine, amount } as const;
  return { ...line, gross: '0', withheld: '0', tax: '0', period: '2026-11' };
}

function effect(step: 'order' | 'orderChange', entries: readonly Entry[], of: Of = {}): PostedEffect {
  const { state = 'confirmed', because = null } = of;
  const reference = { orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000' };
  return {
    documentId: 'd',
    step,
    entries,
    posting: {
      ...{
        key: `PC-${step}`,
        system: 'jde',
        kind: step === 'order' ? 'purchaseOrder' : orderChange.name,
        planId: null,
      },
      ...{ ordinal: 1, state, stage: 'stands', origin: 'sent', subject: '', supplier: '70123', number: '' },
      ...{ reference, facts: {}, because },
    },
  };
}

function wanted(itemKey: string, gross: string, account = one): JdeLine {
  return {
    ...{ itemKey, gross, account: parseAccountName(account), netRetainage: '0.00', payable: gross, quantity: null },
    ...{ unitOfMeasure: '', description: 'Rough-in', costCode: { subJob: '', code: '', type: '' } },
  };
}

function shown(key: string, amount: string, state: ErpOrderLine['state'] = 'open', account = one): ErpOrderLine {
  return { key, lineNumber: '1', account: parseAccountName(account), amount, foreignAmount: '0', state };
}

function plan(effects: readonly PostedEffect[], lines: readonly ErpOrderLine[], whole: readonly JdeLine[]) {
  const order = standingOrder(new PostedEffects(effects), 'now');
  if (order === null) throw new Error('no order stands');
  const terms = { company: '00200', supplier: '70123', currency: 'USD', foreign: false, glDate: '2026-11-20' };
  return planOrderChange({ order, lines, whole, ...terms });
}

function targets({ draft }: OrderChangePlan): string[] {
  return (draft?.lines ?? []).map(({ key, amount, base }) => `${key} ${base?.amount ?? 'new'} -> ${amount}`);
}

const order = effect('order', [entry('a', '10000.00')]);

test('an open line that shows what was posted is set to what is wanted, and its entries are the difference', () => {
  const made = plan([order], [shown('a', '10000.00')], [wanted('a', '9000.00')]);
  expect(targets(made)).toEqual(['a 10000.00 -> 9000.00']);
  expect(made.draft === null ? [] : orderChangeEntries(made.draft)).toMatchObject([
    { book: 'order', account: one, amount: '-1000', gross: '0' },
  ]);
  expect(made.leaves).toBe(false);
});

test.each([
  ['closed', shown('a', '10000.00', 'closed'), 'it is closed'],
  ['received in part', shown('a', '10000.00', 'received'), 'it was received or matched'],
  ['waiting for the release of another change', shown('a', '10000.00', 'waits'), 'a change of it waits'],
  ['changed by somebody', shown('a', '9500.00'), 'somebody changed it in JDE'],
  ['not there', shown('b', '1.00'), 'it is not on the order'],
])('a line that is %s is left, and says why', (_what, line, why) => {
  const made = plan([order], [line], [wanted('a', '9000.00')]);
  expect(made).toMatchObject({ draft: null, leaves: true });
  expect(made.says['order line a']).toContain(why);
});

test('a line that shows what is wanted already is taken over as it is, closed or not', () => {
  const made = plan([order], [shown('a', '9000.00', 'closed')], [wanted('a', '9000.00')]);
  expect(targets(made)).toEqual(['a 10000.00 -> 9000.00']);
});

test('recoded, the line goes to the other account, and its entries take it off the old one', () => {
  const made = plan([order], [shown('a', '10000.00')], [wanted('a', '10000.00', other)]);
  expect(made.draft === null ? [] : orderChangeEntries(made.draft)).toMatchObject([
    { account: one, amount: '-10000' },
    { account: other, amount: '10000.00' },
  ]);
});

test('what is billed no more goes to 0.00, and what the order lacks is added while a line is open', () => {
  const made = plan([order], [shown('a', '10000.00')], [wanted('b', '500.00')]);
  expect(targets(made)).toEqual(['a 10000.00 -> 0.00', 'b new -> 500.00']);
  expect(made.draft?.allKeys).toEqual(['a', 'b']);
  const closed = plan([order], [shown('a', '10000.00', 'closed')], [wanted('a', '10000.00'), wanted('b', '500.00')]);
  expect(closed).toMatchObject({ draft: null, says: { 'order line b': 'is not added, no line of the order is open' } });
});

test('what earlier choices set counts as what was posted, and what the choice itself set does not', () => {
  const before = effect('orderChange', [entry('a', '-1000.00')], { because: 'earlier' });
  expect(targets(plan([order, before], [shown('a', '9000.00')], [wanted('a', '8000.00')]))).toEqual([
    'a 9000.00 -> 8000.00',
  ]);
  const own = effect('orderChange', [entry('a', '-1000.00')], { because: 'now' });
  expect(targets(plan([order, own], [shown('a', '9000.00', 'closed')], [wanted('a', '9000.00')]))).toEqual([
    'a 10000.00 -> 9000.00',
  ]);
});

test.each(['sent', 'uncertain'] as const)('a change by this choice that is %s stays what it was', (state) => {
  const own = effect('orderChange', [entry('a', '5000.00')], { because: 'now', state });
  const made = plan([order, own], [shown('a', '10000.00', 'waits')], [wanted('a', '15000.00')]);
  expect(targets(made)).toEqual(['a 10000.00 -> 15000.00']);
});

test('one that was refused is thought over anew', () => {
  const own = effect('orderChange', [entry('a', '-1000.00')], { because: 'now', state: 'rejected' });
  const made = plan([order, own], [shown('a', '10000.00', 'closed')], [wanted('a', '9000.00')]);
  expect(made).toMatchObject({ draft: null, leaves: true });
});

test('nothing differs, nothing is changed or said', () => {
  expect(plan([order], [shown('a', '10000.00', 'closed')], [wanted('a', '10000.00')])).toEqual({
    ...{ draft: null, says: {}, leaves: false },
  });
});
