import { namesOf, paymentOfVoucher, type JdePaidItem, type JdePayment } from './payment';

const voucher = { documentNumber: '9001', documentType: 'PV', documentCompany: '00200' };
const item = (amount: string, change: Partial<JdePaidItem> = {}): JdePaidItem => ({
  ...{ ...voucher, amount, discount: '0', currency: 'USD' },
  ...change,
});
const payment: JdePayment = {
  ...{ id: '77', number: '1004', documentType: 'PK', date: '2026-08-14', voidDate: '' },
  changedAt: '2026-08-14T10:00:00Z',
};
const of = (items: readonly JdePaidItem[], change: Partial<JdePayment> = {}, isCredit = false) =>
  paymentOfVoucher({ ...payment, ...change }, items, { ...voucher, invoiceNumber: 'INV-7', isCredit });

test('its rows for the pay items of one voucher are one payment', () => {
  const items = [item('100', { discount: '2' }), item('20'), item('8', { documentNumber: '9002' })];
  expect(of(items)).toMatchObject({
    ...{ id: '77-9001-PV-00200', originId: '77-9001-PV-00200', number: '1004', standing: 'paid', status: 'PK' },
    ...{ amount: '120', discount: '2', currency: 'USD', invoice: voucher, invoiceNumber: 'INV-7' },
  });
  expect(of([item('8', { documentNumber: '9002' })])).toBeNull();
});

test.each([
  ['100', false, '100'],
  ['-100', false, '100'],
  ['-100', true, '-100'],
  ['100', true, '-100'],
])('%s of a credit (%s) is %s: the sign is that of the voucher, however JDE keeps it', (kept, isCredit, amount) =>
  expect(of([item(kept, { discount: kept })], {}, isCredit)).toMatchObject({ amount, discount: amount }),
);

test.each<[string, readonly JdePaidItem[], Partial<JdePayment>]>([
  ['a date', [item('100')], { voidDate: '2026-08-20' }],
  ['rows with the opposite amounts', [item('100', { discount: '2' }), item('-100', { discount: '-2' })], {}],
  ['both', [item('100'), item('-100')], { voidDate: '2026-08-20' }],
])('voided by %s', (_, items, change) => expect(of(items, change)).toMatchObject({ standing: 'voided' }));

test.each(['77-9001-PV', '77-9001-pv-00200', '77-9001-PV-200', ''])('"%s" names none', (id) =>
  expect(namesOf(id)).toBeNull(),
);
