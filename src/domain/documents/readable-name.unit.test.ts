import { accrualLabelled, changeOrderLabel } from './readable-name';

test.each([
  ['003', 'CO-003'],
  ['#12', 'CO-#12'],
  ['PCCO 12', 'PCCO 12'],
  [' Änderung-4 ', 'Änderung-4'],
  ['3/A', null],
  ['7@2026-10-31', null],
  ['', null],
  [null, null],
  ['9'.repeat(41), null],
])('a change order of number %j is called %j', (number, label) => {
  expect(changeOrderLabel(number)).toBe(label);
});

test('what is accrued is called with the last day of its period', () => {
  expect(accrualLabelled('7@2026-10-31')).toEqual({ accrued: '7', lastDay: '2026-10-31' });
  expect(accrualLabelled('CO-003')).toBeNull();
});
