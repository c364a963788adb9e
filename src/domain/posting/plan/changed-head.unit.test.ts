import { headChanges } from './changed-head';
import type { PlanHead } from './planned-step';

const totals = { gross: '0', retained: '0', released: '0', netRetainage: '0', tax: '0.00', rounding: '0' };
const posted: PlanHead = {
  mappingVersion: 1,
  company: '00200',
  supplier: '70123',
  currency: 'USD',
  totals: { ...totals, payable: '9000.00' },
  lines: [],
  facts: { 'invoice date': '2026-10-31', 'G/L date': '2026-10-31', 'invoice number': 'ABC-1234' },
};

test('H: the payable is 900.00 less', () => {
  const now = { ...posted, totals: { ...totals, payable: '8100.00' } };
  expect(headChanges(posted, now, false)).toEqual([
    { name: 'payable', before: '9000', after: '8100', difference: '-900' },
  ]);
});

test('number, date and supplier are each told from what to what', () => {
  const facts = { ...posted.facts, 'G/L date': '2026-11-30', 'invoice number': 'ABC-1235' };
  expect(headChanges(posted, { ...posted, supplier: '70200', facts }, false)).toEqual([
    { name: 'supplier', before: '70123', after: '70200' },
    { name: 'G/L date', before: '2026-10-31', after: '2026-11-30' },
    { name: 'invoice number', before: 'ABC-1234', after: 'ABC-1235' },
  ]);
});

test('a rounding line is part of the payable, a tax stands beside it', () => {
  const now = { ...posted, totals: { ...totals, payable: '9000.00', rounding: '0.01', tax: '720.00' } };
  expect(headChanges(posted, now, false)).toEqual([
    { name: 'payable', before: '9000', after: '9000.01', difference: '0.01' },
    { name: 'tax', before: '0.00', after: '720.00', difference: '720' },
  ]);
});

test('dates that follow the clock are no change, a number is', () => {
  const facts = { ...posted.facts, 'G/L date': '2026-11-30', 'invoice number': 'B' };
  expect(headChanges(posted, { ...posted, facts }, true).map(({ name }) => name)).toEqual(['invoice number']);
});

test('what one side has not is none there', () => {
  expect(headChanges(posted, { ...posted, facts: { ...posted.facts, 'in full': 'long' } }, false)).toEqual([
    { name: 'in full', before: 'none', after: 'long' },
  ]);
});
