import { changeOrderLine } from '../procore/procore-documents.fixture';
import { billedOfChangeOrder, billedOfLines } from './billed-of-lines';

const line = (itemKey: string, billed: string) => ({ itemKey, billed, stored: '0', withheld: '0' });

test('what the details of a line were billed with was billed of the line; change orders are no lines of it', () => {
  const lines = [
    line('contract_item:1', '10.00'),
    line('contract_detail_item:71', '100.10'),
    line('contract_detail_item:72', '200.20'),
    line('change_order_item:9', '5.00'),
  ];
  const details = [
    { id: '71', lineItemId: '2' },
    { id: '72', lineItemId: '2' },
  ];
  expect([...(billedOfLines({ lines }, details) ?? [])]).toEqual([
    ['1', '10'],
    ['2', '300.3'],
  ]);
});

test.each([
  ['is not shown', []],
  ['names no line', [{ id: '71', lineItemId: null }]],
])('where a detail %s, nothing is said of any line', (_what, details) => {
  expect(billedOfLines({ lines: [line('contract_detail_item:71', '1.00')] }, details)).toBeNull();
});

describe('of a change order', () => {
  const currency = { iso: 'USD', baseIso: null, rate: null };
  const changeOrder = (...amounts: string[]) => ({
    id: '900',
    currency,
    lineItems: amounts.map((amount, at) => changeOrderLine(String(at + 1), '03-300.S', amount, at + 1)),
  });
  const of = (lines: ReturnType<typeof line>[], ...amounts: string[]) => {
    const billed = billedOfChangeOrder({ lines }, changeOrder(...amounts));
    return billed === null ? null : [...billed.values()];
  };

  test('each line was billed with its own, and nothing of another change order or of the contract counts', () => {
    const lines = [
      line('change_order_item:2', '5.00'),
      line('contract_item:1', '7.00'),
      line('whole_change_order_item:901', '9'),
    ];
    expect(of(lines, '10.00', '20.00')).toEqual(['0', '5']);
  });

  test('billed as a whole, it is divided by its lines, and the last that is not 0 takes the cent', () => {
    const lines = [line('whole_change_order_item:900', '100.00')];
    expect(of(lines, '200.00', '100.00', '0.00')).toEqual(['66.67', '33.33', '0']);
    expect(of([line('whole_change_order_item:900', '24000.00')], '18250', '9400', '-3650')).toEqual([
      ...['18250', '9400', '-3650'],
    ]);
  });

  test('where its lines sum to nothing, nobody says which of them was billed', () => {
    expect(of([line('whole_change_order_item:900', '1.00')], '5.00', '-5.00')).toBeNull();
    expect(of([], '5.00', '-5.00')).toEqual(['0', '0']);
  });
});
