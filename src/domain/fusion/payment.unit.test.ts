import { idsOf, paymentOfInvoice, type FusionPayment, type FusionPaymentRow } from './payment';

const row = (id: string, amount: string, change: Partial<FusionPaymentRow> = {}): FusionPaymentRow => ({
  ...{ invoicePaymentId: id, invoiceId: '9001', invoiceNumber: 'PC-7', status: 'Negotiable', amount, discount: '0' },
  ...change,
});
const payment = (rows: readonly FusionPaymentRow[], change: Partial<FusionPayment> = {}): FusionPayment => ({
  ...{ checkId: '77', number: '1004', status: 'Negotiable', method: 'Check', date: '2026-08-14' },
  ...{ changedAt: '2026-08-14T10:00:00.000Z', rows, ...change },
});
const of = (rows: readonly FusionPaymentRow[], change: Partial<FusionPayment> = {}) =>
  paymentOfInvoice(payment(rows, change), '9001', 'USD');

test('its rows for one invoice are one payment, known by the first of them', () => {
  const rows = [row('1000', '20', { discount: '1' }), row('502', '8', { invoiceId: '9002' }), row('501', '100')];
  expect(of(rows)).toMatchObject({
    ...{ id: '77-9001', originId: '501', number: '1004', standing: 'paid', invoice: { invoiceId: '9001' } },
    ...{ amount: '120', discount: '1', currency: 'USD', method: 'check' },
  });
  expect(of([row('502', '8', { invoiceId: '9002' })])).toBeNull();
});

test.each<[string, readonly FusionPaymentRow[], Partial<FusionPayment>]>([
  ['a status', [row('1', '100', { status: 'Voided' })], { status: 'VOIDED' }],
  ['a status of its row alone', [row('1', '100', { status: 'Voided' })], {}],
  ['a second row', [row('1', '100', { discount: '2' }), row('2', '-100', { discount: '-2' })], {}],
  ['both', [row('1', '100'), row('2', '-100')], { status: 'Voided' }],
])('voided by %s', (_, rows, change) => expect(of(rows, change)).toMatchObject({ standing: 'voided' }));

test.each(['Cleared', 'cleared but unaccounted', 'Reconciled', 'Issued'])('%s is paid', (status) =>
  expect(of([row('1', '100')], { status })).toMatchObject({ standing: 'paid', status }),
);

test('what Fusion says and nobody knows is neither', () =>
  expect(of([row('1', '100')], { status: 'Spoiled' })).toMatchObject({ standing: 'unknown', status: 'Spoiled' }));

test('a way to pay that Procore does not have is none', () =>
  expect(of([row('1', '100')], { method: 'Wire transfer' })).toMatchObject({ method: null }));

test.each(['77', '77-', '77-9001-1', 'x-1', ''])('"%s" names none', (id) => expect(idsOf(id)).toBeNull());
