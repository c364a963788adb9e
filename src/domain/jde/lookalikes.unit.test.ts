import { lookalikes, type LedgerVoucher } from './lookalikes';

const ours = {
  supplier: '7004',
  invoiceNumber: 'INV-0012-3',
  invoiceDate: '2026-10-31',
  total: '9000.00',
  currency: 'USD',
};
const theirs: LedgerVoucher = {
  reference: { documentNumber: '51' },
  supplier: '7004',
  number: 'OTHER',
  date: '2026-09-30',
  amount: '1',
  currency: 'USD',
};

test.each([
  ['a number equal but for spaces, dashes and zeros', { number: 'inv 12 003' }, ['number']],
  ['the same amount and date under another number', { date: '2026-10-31', amount: '9000' }, ['amountAndDate']],
  ['both at once is noted once', { number: 'INV12-3', date: '2026-10-31', amount: '9000' }, ['number']],
  ['the same amount of another day', { amount: '9000' }, []],
  ['the same day with another amount', { date: '2026-10-31' }, []],
  ['the same amount in another currency', { date: '2026-10-31', amount: '9000', currency: 'CAD' }, []],
  ['all the same of another supplier', { supplier: '7005', number: 'INV-0012-3' }, []],
])('%s', (_rule, change, expected) => {
  expect(lookalikes(ours, [{ ...theirs, ...change }]).map((one) => one.alike)).toEqual(expected);
});
