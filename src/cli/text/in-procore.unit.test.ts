import { inProcore } from './in-procore';

const requisition = { kind: 'requisition', procoreId: '58820', commitmentId: '9001' };

test('a document is named as in Procore, with its commitment where it is not that itself', () => {
  expect(inProcore(requisition)).toBe('requisition/58820, commitment 9001');
  expect(inProcore({ ...requisition, kind: 'commitment', procoreId: '9001' })).toBe('commitment/9001');
  expect(inProcore({ kind: 'directCost', procoreId: '7', commitmentId: null })).toBe('directCost/7');
});
