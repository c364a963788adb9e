import { auditFactsText } from './audit-facts-text';
import { amountText } from './amount-text';
import { table } from '../output';

test('facts of the audit trail are told in words, never as JSON; amounts with their currency', () => {
  const facts = {
    reasons: ['tax', 'currency'],
    mappingVersion: 3,
    totals: { gross: '562.5', payable: '77.7' },
    currency: 'USD',
    facts: { 'G/L date': '2026-10-31' },
    notes: [],
    before: null,
    confirmed: true,
  };
  expect(auditFactsText(facts)).toBe(
    'reasons: tax, currency; mapping version: 3; totals: (gross 562.50 USD, payable 77.70 USD); currency: USD; ' +
      'facts: (G/L date 2026-10-31); confirmed: yes',
  );
});

test('an amount in a list has every decimal of its currency, and stands right-aligned', () => {
  expect([amountText('562.5', 'USD'), amountText('1000', 'JPY'), amountText(null, 'USD')]).toEqual([
    '562.50 USD',
    '1,000 JPY',
    '',
  ]);
  expect(table(['payable'], [[amountText('77.7', 'USD')], [amountText('9000', 'USD')]])).toBe(
    'payable     \n------------\n   77.70 USD\n9,000.00 USD\n'.replace('payable     ', '     payable'),
  );
});
