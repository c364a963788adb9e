import { itemKey, splitItemKey, unsplitItemKey } from './item-key';
import { orderLineKeys } from '../jde/bodies/order-line-key';

const ids = { id: '1', itemType: 'contract_item', lineItemId: '2', detailLineItemId: '3', changeOrderPackageId: '4' };

test.each([
  [{}, 'contract_item:2'],
  [{ itemType: 'contract_detail_item' }, 'contract_detail_item:3'],
  [{ itemType: 'contract_detail_item', detailLineItemId: null }, 'contract_detail_item:item-1'],
  [{ itemType: 'change_order_item' }, 'change_order_item:2'],
  [{ itemType: 'whole_change_order_item' }, 'whole_change_order_item:4'],
  [{ itemType: 'whole_change_order_item', changeOrderPackageId: null }, 'whole_change_order_item:item-1'],
  [{ lineItemId: null }, null],
])('%p is named %p', (fields, expected) => {
  expect(itemKey({ ...ids, ...fields })).toBe(expected);
});

test('a split key leads back to its item', () => {
  const codes = { subJob: '', costCode: '26-010', costType: 'S' };
  expect(splitItemKey('whole_change_order_item:4', codes)).toBe('whole_change_order_item:4/26-010.S');
  expect(splitItemKey('whole_change_order_item:4', { ...codes, subJob: '01' })).toBe(
    'whole_change_order_item:4/01:26-010.S',
  );
  expect(unsplitItemKey('whole_change_order_item:4/01:26-010.S')).toBe('whole_change_order_item:4');
});

test('order line keys have at most 25 characters and stay different and stable', () => {
  const long = Array.from({ length: 500 }, (_, index) => `whole_change_order_item:77/26-${index}.S`);
  const keys = orderLineKeys(['contract_item:3129856', ...long]);
  expect(keys[0]).toBe('contract_item:3129856');
  expect(new Set(keys).size).toBe(501);
  expect(keys.every((key) => key.length <= 25)).toBe(true);
  expect(orderLineKeys([long[7]!])[0]).toBe(keys[8]);
});
