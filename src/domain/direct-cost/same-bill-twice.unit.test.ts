import { billName } from './bill-name';
import { sameBillTwice, type CostOfBill } from './same-bill-twice';

test.each([
  ['inv 0012-003', '8/INV123'],
  ['INV-12-3', '8/INV123'],
  ['', null],
  [null, null],
])('%s of vendor 8 is the bill %s', (number, expected) => {
  expect(billName('8', number)).toBe(expected);
});

test('a cost without a vendor is of no bill', () => {
  expect(billName(null, 'INV-1')).toBeNull();
});

const other = (given: Partial<CostOfBill>): CostOfBill => ({
  ...{ sourceId: '99', sourceStatus: 'approved', stage: 'waiting', isBooked: false },
  ...given,
});
const heldFor = (given: Partial<CostOfBill>, decided: readonly string[] = []) =>
  sameBillTwice(
    { sourceId: '100', invoiceNumber: 'INV-1' },
    [other(given)],
    decided.map((subject) => ({ kind: 'notDuplicate', subject }) as never),
  ).map(({ reason, facts }) => `${reason} ${facts?.['sameNumberAs'] ?? ''}`);

test.each<[string, Partial<CostOfBill>, boolean]>([
  ['Procore had it first', { sourceId: '99' }, true],
  ['Procore had it later, and nothing of it is booked', { sourceId: '101' }, false],
  ['Procore had it later, and it is booked', { sourceId: '101', stage: 'posted' }, true],
  ['it is in the books by another program', { sourceId: '101', stage: 'recorded' }, true],
  ['it was in the books at go-live', { sourceId: '101', stage: 'takenOver' }, true],
  ['it is not approved', { sourceStatus: 'draft' }, false],
  ['it is withdrawn', { stage: 'withdrawn' }, false],
  ['it was deleted, and stands in the books', { stage: 'held', isBooked: true }, true],
  ['it is approved no more, and stands in the books', { sourceStatus: 'pending', stage: 'held', isBooked: true }, true],
])('another cost of the bill, %s', (_what, given, isHeld) => {
  const name = `possibleDuplicate directCost/${given.sourceId ?? '99'}`;
  expect(heldFor(given)).toEqual(isHeld ? [name] : []);
});

test('a person who says that they are two bills lets it go', () => {
  expect(heldFor({}, ['directCost/99'])).toEqual([]);
  expect(heldFor({}, ['directCost/98'])).toEqual(['possibleDuplicate directCost/99']);
});
