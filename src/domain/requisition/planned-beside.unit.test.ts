import { billed, history, requisition } from '../procore/procore-documents.fixture';
import type { Entry } from '../posting/books/entry';
import { whyNotPlannedBeside } from './planned-beside';

/** Number 1 posted 10,000.00 with 1,000.00 withheld, number 2 5,000.00 with 500.00 beside it. */
const before = history('9000.00', { 'contract_item:1': ['10000.00', '1000.00'] });
const posted = new Map([['contract_item:1', { gross: '5000.00', withheld: '500.00' }]]);
const entry = (gross: string, withheld: string, item = 'contract_item:1'): Entry => ({
  ...{ book: 'cost', supplier: '4343', account: '4411.1340.26010', orderLine: '', item, tax: '0', period: '2026-10' },
  ...{ amount: gross, gross, withheld },
});
const second = (certifiedBefore: string, withheldBefore: string, total: string) =>
  requisition([billed('26-010.S', '1', total, withheldBefore, '500.00')], certifiedBefore, { number: 2 });

function why(two: ReturnType<typeof requisition>, difference: readonly Entry[], is = posted) {
  return whyNotPlannedBeside({
    ...{ requisition: two, history: before, previousRequisition: null, posted: is },
    difference: { entries: difference, currency: 'USD' },
  });
}

test('a higher number that counts the lower one as it is now bills what is posted of it: nothing is against it', () => {
  expect(why(second('9180.00', '1020.00', '15200.00'), [entry('200.00', '20.00')])).toBeNull();
});

test('a higher number whose total did not move took everything up to it', () => {
  expect(why(second('9000.00', '1000.00', '15000.00'), [entry('200.00', '20.00')])).toMatch(
    /^Number 2 .*took everything/,
  );
});

test('work that was moved from one to the other leaves nothing missing', () => {
  const two = requisition([billed('26-010.S', '1', '15000.00', '980.00', '520.00')], '8820.00', { number: 2 });
  expect(why(two, [entry('-200.00', '-20.00')])).toMatch(/only moved between them, nothing is missing/);
});

test('a higher number that would bill more, or other retainage, beside it is told with both', () => {
  expect(why(second('9180.00', '1020.00', '15300.00'), [entry('200.00', '20.00')])).toContain(
    'it would bill 5,100.00 USD with 500.00 USD withheld on line 1',
  );
  const retained = requisition([billed('26-010.S', '1', '15200.00', '1020.00', '400.00')], '9180.00', { number: 2 });
  expect(why(retained, [entry('200.00', '20.00')])).toContain('500.00 USD withheld is posted of it');
});

test('a higher number that counts the time before it otherwise than it would be is planned by nobody', () => {
  expect(why(second('9000.00', '1020.00', '15200.00'), [entry('200.00', '20.00')])).toContain(
    'cannot be planned again beside it. Check 1',
  );
});

test('an item of which it posted something and which it has no more is against it', () => {
  const more = new Map([...posted, ['contract_item:2', { gross: '70.00', withheld: '0' }] as const]);
  expect(why(second('9180.00', '1020.00', '15200.00'), [entry('200.00', '20.00')], more)).toMatch(
    /does not have contract_item:2 any more/,
  );
});

test('codes of a split change order count together', () => {
  const key = 'change_order_item:9';
  const parts = new Map([
    [`${key}/26-010.S`, { gross: '3000.00', withheld: '300.00' }],
    [`${key}/26-020.S`, { gross: '2000.00', withheld: '200.00' }],
  ]);
  const item = { ...billed('26-010.S', '9', '5000.00', '0.00', '500.00'), itemType: 'change_order_item' as const };
  const two = requisition([item], '0.00', { number: 2 });
  const past = history('0', { [`${key}/26-010.S`]: ['0', '0'] });
  expect(
    whyNotPlannedBeside({
      ...{ requisition: two, history: past, previousRequisition: null, posted: parts },
      difference: { entries: [entry('0', '0', `${key}/26-010.S`)], currency: 'USD' },
    }),
  ).toBeNull();
});
