import type { DocumentRow } from '../../store/documents/documents';
import { lineFaults, numberFaults } from './check-opening-balances';

const requisition = (number: number, stage: DocumentRow['stage']) => ({ number, stage }) as DocumentRow;
const balance = (lastNumber: number) => ({ commitmentId: '9001', lastNumber, certified: '0', lines: [] });

test.each([
  ['numbers that were taken over', 2, [requisition(1, 'takenOver'), requisition(2, 'takenOver')], [], []],
  ['one that is held is covered by it', 1, [requisition(1, 'held'), requisition(2, null)], [], []],
  ['one that is held while its order stands', 1, [requisition(1, 'held')], [1], ['requisition 1']],
  ['an order above it', 1, [requisition(1, 'held'), requisition(2, 'held')], [2], []],
  ['a number posted from here', 2, [requisition(1, 'takenOver'), requisition(2, 'delivered')], [], ['requisition 2']],
  ['one recorded from here', 1, [requisition(1, 'recorded')], [], ['requisition 1']],
  ['beyond the last number', 3, [requisition(1, 'takenOver')], [], ['the highest requisition in Procore is 1']],
  ['a commitment of which no requisition is known', 3, [], [], []],
])('last_number and what stands in Procore: %s', (_what, lastNumber, requisitions, standing, expected) => {
  const faults = numberFaults(balance(lastNumber), requisitions, new Set(standing));
  expect(faults).toHaveLength(expected.length);
  expected.forEach((text, index) => expect(faults[index]).toContain(text));
});

describe('the lines of a balance', () => {
  const of = (...keys: string[]) => ({
    lines: keys.map((itemKey) => ({ itemKey, billed: '1', stored: '0', withheld: '0' })),
  });
  const known = new Set(['contract_item:1', 'contract_detail_item:501']);

  test('are those of the commitment, and of its schedule of values', () => {
    expect(lineFaults(of('contract_item:1', 'contract_detail_item:501', 'change_order_item:9'), known)).toEqual([]);
    expect(lineFaults(of('contract_item:2'), known)).toEqual([
      'contract_item:2 is no line of it; its lines are contract_item:1, contract_detail_item:501',
    ]);
    expect(lineFaults(of('contract_detail_item:1'), known)).toHaveLength(1);
  });

  test('of a commitment that has none are faults too', () => {
    expect(lineFaults(of('contract_item:1'), new Set())).toEqual([
      'contract_item:1 is no line of it; its lines are none',
    ]);
  });
});
