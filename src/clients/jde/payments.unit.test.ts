import { startTestSandbox, type TestSandbox } from '../../sandbox/jde/testing/test-sandbox';
import { voucherInputs } from '../../sandbox/jde/testing/test-documents';
import { connectJde, type JdeConnection } from './connect';
import { paymentSource } from './facts/payments';
import { sandboxSettings } from './jde-under-test.fixture';

// Payments of Accounts Payable, as they become payments in Procore: client and sandbox are written apart from each other.

let sandbox: TestSandbox;
let jde: JdeConnection;
type Settings = Parameters<typeof startTestSandbox>[0];

/** Voucher 1 of 9,000.00, posted and free to pay. */
async function start(settings: Settings = {}): Promise<ReturnType<typeof paymentSource>> {
  sandbox = await startTestSandbox(settings);
  jde = connectJde(sandboxSettings(sandbox.url));
  await sandbox.run(
    'PC_ADD_BATCH_VOUCHER',
    voucherInputs({ PayItems: [{ PayItem: '1', GrossAmount: '9000.00', PayStatus: 'A' }] }),
  );
  await sandbox.control('POST', 'ap/process', { mode: 'final' });
  await sandbox.control('POST', 'ap/post', { all: true });
  return paymentSource(jde);
}
afterEach(async () => {
  await jde.close();
  await sandbox.close();
});

const voucher = { documentNumber: '1', documentType: 'PV', documentCompany: '00200' };
const idOf = (payment: string): string => `${payment}-1-PV-00200`;

async function pay(order: object = {}): Promise<{ payment: string; number: string }> {
  const { json, text } = await sandbox.control('POST', 'ap/pay', { vouchers: [{ doc: '1', ...order }] });
  if (json['payment'] === undefined) throw new Error(text);
  return { payment: String(json['payment']), number: String(json['number']) };
}

test.each(['negative', 'positive'] as const)('parts are told apart; JDE keeps them %s', async (paymentSign) => {
  const payments = await start({ paymentSign });
  const first = await pay({ amount: '3000.10' });
  const second = await pay({ discount: '90.00' });
  expect((await payments.changedWithin(1)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject(
    [first, second].map(({ payment }) => ({ id: idOf(payment), invoice: voucher, changedAt: expect.any(String) })),
  );
  expect(await payments.read(idOf(first.payment))).toMatchObject({
    ...{ id: idOf(first.payment), originId: idOf(first.payment), number: first.number, standing: 'paid' },
    ...{ amount: '3000.1', discount: '0', currency: 'USD', invoice: voucher, invoiceNumber: 'INV-1' },
  });
  expect(await payments.read(idOf(second.payment))).toMatchObject({ amount: '5909.9', discount: '90' });
});

test.each([
  ['opposite', 'zero'],
  ['opposite', 'kept'],
  ['same', 'zero'],
  ['same', 'kept'],
] as const)('a void counts nothing: its row has the %s amounts, its head is %s', async (row, head) => {
  const payments = await start({ voidedPaymentRow: row, voidedPaymentAmount: head });
  const { payment } = await pay();
  await sandbox.control('POST', 'ap/post-payment', { payment });
  expect(await payments.read(idOf(payment))).toMatchObject({ standing: 'paid', amount: '9000' });
  await sandbox.control('POST', 'ap/void-payment', { payment });
  expect(await payments.read(idOf(payment))).toMatchObject({ standing: 'voided' });
  expect(await payments.changedWithin(1)).toMatchObject([{ id: idOf(payment) }]);
});

test('several are read together in three questions, with the same result, and one that is not there is absent', async () => {
  const payments = await start();
  const ids: string[] = [];
  for (const amount of ['10.10', '20.20', '30.30']) ids.push(idOf((await pay({ amount })).payment));
  const one: unknown[] = [];
  for (const id of ids) one.push(await payments.read(id));
  await sandbox.control('DELETE', 'calls');
  expect(await payments.readAll([...ids, idOf('999')])).toEqual(one);
  expect((await sandbox.control('GET', 'calls')).json['total']).toBe(3);
  expect(one).toMatchObject([{ amount: '10.1' }, { amount: '20.2' }, { amount: '30.3' }]);
});

test('one that was deleted before it was posted is none', async () => {
  const payments = await start();
  const { payment } = await pay();
  await sandbox.control('POST', 'ap/void-payment', { payment });
  expect(await payments.read(idOf(payment))).toBeNull();
});

test('the check says of each table whether it may be read', async () => {
  const payments = await start();
  expect(await payments.check()).toEqual([
    { name: 'table F0413', ok: true, detail: 'readable, no row to see' },
    { name: 'table F0414', ok: true, detail: 'readable, no row to see' },
  ]);
  await sandbox.fault({ kind: 'status', status: 403, count: 2, match: { table: 'F0414' } });
  expect(await payments.check()).toMatchObject([{ ok: true }, { name: 'table F0414', ok: false }]);
});
