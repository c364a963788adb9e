import { billed, history, requisition } from '../procore/procore-documents.fixture';
import type { Entry } from '../posting/books/entry';
import { missingText, movedBy, plannedBeside, plusMoved } from './planned-beside';

/** Number 1 posted 10,000.00 with 1,000.00 withheld, number 2 5,000.00 with 500.00 beside it. */
const before = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
const entry = (gross: string, withheld: string, item = 'contract_item:1'): Entry => ({
  ...{ book: 'cost', supplier: '4343', account: '4411.1340.26010', orderLine: '', item, tax: '0', period: '2026-10' },
  ...{ amount: gross, gross, withheld },
});
const posted = [entry('5000.00', '500.00')];
const second = (certifiedBefore: string, withheldBefore: string, total: string) =>
  requisition([billed('26-010.S', '1', total, withheldBefore, '500.00')], certifiedBefore, { number: 2 });

function planned(two: ReturnType<typeof requisition>, difference: readonly Entry[], is: readonly Entry[] = posted) {
  const beside = plannedBeside({
    ...{ requisition: two, history: before, previousRequisition: null, posted: is },
    ...{ under: movedBy(difference), currency: 'USD', accepted: [] },
  });
  if ('why' in beside) return beside.why;
  return { items: [...beside.items], certified: beside.certified };
}

const nothing = { items: [], certified: '0' };

test('a higher number that counts the lower one as it is now bills what is posted of it: nothing is missing of it', () => {
  expect(planned(second('9180.00', '1020.00', '15200.00'), [entry('200.00', '20.00')])).toEqual(nothing);
});

test('a higher number whose total did not move took everything up to it', () => {
  expect(planned(second('9000.00', '1000.00', '15000.00'), [entry('200.00', '20.00')])).toMatch(
    /^Number 2 .*took everything/,
  );
});

test('work that was moved from one to the other leaves nothing missing', () => {
  const two = requisition([billed('26-010.S', '1', '15000.00', '980.00', '520.00')], '8820.00', { number: 2 });
  expect(planned(two, [entry('-200.00', '-20.00')])).toMatch(/only moved between them, nothing is missing/);
});

test('what a higher number bills more, or withholds otherwise, beside it is missing of it then', () => {
  expect(planned(second('9180.00', '1020.00', '15300.00'), [entry('200.00', '20.00')])).toEqual({
    items: [['contract_item:1', { gross: '100', withheld: '0' }]],
    certified: '100',
  });
  const retained = requisition([billed('26-010.S', '1', '15200.00', '1020.00', '400.00')], '9180.00', { number: 2 });
  expect(planned(retained, [entry('200.00', '20.00')])).toEqual({
    items: [['contract_item:1', { gross: '0', withheld: '-100' }]],
    certified: '100',
  });
});

test('what is missing of one number counts for the next: posted to date comes to the total of the highest', () => {
  const two = second('9180.00', '1020.00', '15300.00');
  const beside = plannedBeside({
    ...{ requisition: two, history: before, previousRequisition: null, posted },
    ...{ under: movedBy([entry('200.00', '20.00')]), currency: 'USD', accepted: [] },
  });
  if ('why' in beside) throw new Error(beside.why);
  const three = requisition([billed('26-010.S', '1', '18350.00', '1520.00', '300.00')], '13780.00', { number: 3 });
  const third = plannedBeside({
    ...{ requisition: three, previousRequisition: null, posted: [entry('3000.00', '300.00')] },
    history: history('13500.00', { 'contract_item:1': ['15000.00', '1500.00'] }),
    ...{ under: plusMoved(movedBy([entry('200.00', '20.00')]), beside), currency: 'USD', accepted: [] },
  });
  if ('why' in third) throw new Error(third.why);
  expect(missingText(third, 'USD')).toMatch(/^line 1 .*: 50\.00 USD with 0\.00 USD withheld$/);
  // 15,000.00 and 3,000.00 are posted, and 200.00, 100.00 and 50.00 are missing.
  expect(third.items.get('contract_item:1')?.gross).toBe('50');
});

test('a rounding line counts as certified, on no item', () => {
  const rounding = entry('0.01', '0', '');
  expect(movedBy([entry('200.00', '20.00'), rounding])).toEqual({
    items: new Map([['contract_item:1', { gross: '200', withheld: '20' }]]),
    certified: '180.01',
  });
});

test('a higher number that counts the time before it otherwise than it would be is planned by nobody', () => {
  expect(planned(second('9000.00', '1020.00', '15200.00'), [entry('200.00', '20.00')])).toContain(
    'cannot be planned again beside it. Check 1',
  );
});

test('what a person accepted of a higher number is not against it', () => {
  const two = second('9180.00', '1020.00', '15200.00');
  const over = { ...two, summary: { ...two.summary, contractSumToDate: '12000.00' } };
  const of = (accepted: readonly ('overContract' | 'overReleased')[]) =>
    plannedBeside({
      ...{ requisition: over, history: before, previousRequisition: null, posted },
      ...{ under: movedBy([entry('200.00', '20.00')]), currency: 'USD', accepted },
    });
  expect(of([])).toEqual({ why: expect.stringContaining('cannot be planned again beside it') as string });
  expect(of(['overContract', 'overReleased'])).toMatchObject({ certified: '0' });
});

test('an item of which it posted something and which it has no more is missing whole', () => {
  const more = [...posted, entry('70.00', '7.00', 'contract_item:2')];
  expect(planned(second('9180.00', '1020.00', '15200.00'), [entry('200.00', '20.00')], more)).toEqual({
    items: [['contract_item:2', { gross: '-70', withheld: '-7' }]],
    certified: '-63',
  });
});

test('codes of a split change order count together', () => {
  const key = 'change_order_item:9';
  const parts = [entry('3000.00', '300.00', `${key}/26-010.S`), entry('2000.00', '200.00', `${key}/26-020.S`)];
  const item = { ...billed('26-010.S', '9', '5000.00', '0.00', '500.00'), itemType: 'change_order_item' as const };
  const two = requisition([item], '0.00', { number: 2 });
  const past = history('0', { [`${key}/26-010.S`]: ['0', '0'] });
  expect(
    plannedBeside({
      ...{ requisition: two, history: past, previousRequisition: null, posted: parts },
      ...{ under: movedBy([entry('0', '0', `${key}/26-010.S`)]), currency: 'USD', accepted: [] },
    }),
  ).toMatchObject({ items: new Map(), certified: '0' });
});
