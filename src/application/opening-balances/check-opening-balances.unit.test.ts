import type { DocumentRow } from '../../store/documents/documents';
import { numberFaults } from './check-opening-balances';

const requisition = (number: number, stage: DocumentRow['stage']) => ({ number, stage }) as DocumentRow;
const balance = (lastNumber: number) => ({ commitmentId: '9001', lastNumber, certified: '0', lines: [] });

test.each([
  ['numbers that were taken over', 2, [requisition(1, 'takenOver'), requisition(2, 'takenOver')], []],
  ['one that is held is covered by it', 1, [requisition(1, 'held'), requisition(2, null)], []],
  ['a number posted from here', 2, [requisition(1, 'takenOver'), requisition(2, 'delivered')], ['requisition 2']],
  ['one recorded from here', 1, [requisition(1, 'recorded')], ['requisition 1']],
  ['beyond the last number', 3, [requisition(1, 'takenOver')], ['the highest requisition in Procore is 1']],
  ['a commitment of which no requisition is known', 3, [], []],
])('last_number and what stands in Procore: %s', (_what, lastNumber, requisitions, expected) => {
  const faults = numberFaults(balance(lastNumber), requisitions);
  expect(faults).toHaveLength(expected.length);
  expected.forEach((text, index) => expect(faults[index]).toContain(text));
});
