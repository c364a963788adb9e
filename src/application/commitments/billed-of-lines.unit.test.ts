import { billedOfLines } from './billed-of-lines';

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
