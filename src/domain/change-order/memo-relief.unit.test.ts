import { changeOrderLineOf, isUntouched, reliefDue, type BookedLine, type MemoReliefWanted } from './memo-relief';

const line = (item: string, account: string, amount: string): BookedLine => ({ book: 'memo', item, account, amount });
const booked = [line('change_order_item:71', 'A', '10000.00'), line('change_order_item:73', 'B', '-2000.50')];
const wanted = (more: Partial<MemoReliefWanted> = {}): MemoReliefWanted => ({
  ...{
    changeOrderId: '9001',
    projectId: '789',
    commitmentId: '5',
    currency: '',
    relieved: [],
    billed: {},
    isClosed: false,
  },
  booked: [...booked, line('', 'C', '-7999.50')],
  ...more,
});
const due = (more: Partial<MemoReliefWanted>, whole = false) =>
  reliefDue(wanted(more), whole).map(({ account, amount }) => [account, Number(amount)]);

test('what is billed of a line is taken back of it, credits too, and what was taken back is not taken again', () => {
  const billed = { 'change_order_item:71': '2500.00', 'change_order_item:73': '-500.00' };
  expect(due({ billed })).toEqual([
    ['A', -2500],
    ['B', 500],
  ]);
  const relieved = [line('change_order_item:71', 'A', '-2500.00'), line('change_order_item:73', 'B', '500.00')];
  expect(due({ billed, relieved })).toEqual([]);
  expect(due({ billed: { ...billed, 'change_order_item:71': '2600.00' }, relieved })).toEqual([['A', -100]]);
});

test('never more is taken back than is booked, and nothing for what is billed on the other side of 0', () => {
  expect(due({ billed: { 'change_order_item:71': '10000.01', 'change_order_item:73': '3.00' } })).toEqual([
    ['A', -10000],
  ]);
});

test('an invoice that is voided puts back what it took; at the close all that is left is taken', () => {
  const relieved = [line('change_order_item:71', 'A', '-2500.00')];
  expect(due({ relieved })).toEqual([['A', 2500]]);
  expect(due({ relieved }, true)).toEqual([
    ['A', -7500],
    ['B', 2000.5],
  ]);
});

test('where the journal itself stands no more, what was taken back of it is put back', () => {
  expect(due({ booked: [], relieved: [line('change_order_item:71', 'A', '-2500.00')] })).toEqual([['A', 2500]]);
});

test('a line that stands on two accounts is taken back on one after the other', () => {
  const two = [line('change_order_item:71', 'A', '60.00'), line('change_order_item:71', 'D', '40.00')];
  expect(due({ booked: two, billed: { 'change_order_item:71': '75.00' } })).toEqual([
    ['A', -60],
    ['D', -15],
  ]);
});

test('one of which nothing was billed, or closed, is untouched', () => {
  expect(isUntouched(wanted())).toBe(true);
  expect(isUntouched(wanted({ billed: { 'change_order_item:71': '0.00' } }))).toBe(true);
  expect(isUntouched(wanted({ billed: { 'change_order_item:71': '1.00' } }))).toBe(false);
  expect(isUntouched(wanted({ isClosed: true }))).toBe(false);
});

test.each([
  ['change_order_item:71', 'change_order_item:71'],
  ['whole_change_order_item:9001/line-71', 'change_order_item:71'],
  ['contract_item:71', null],
  ['whole_change_order_item:9001', null],
])('%s bills %s', (item, line) => {
  expect(changeOrderLineOf(item)).toBe(line);
});
