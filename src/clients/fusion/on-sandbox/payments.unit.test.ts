import { EXPENSE_TEXT } from '../../../sandbox/fusion/testing/test-company.fixture';
import { invoiceBody } from '../../../sandbox/fusion/testing/test-documents';
import type { TestJson } from '../../../sandbox/fusion/testing/test-sandbox.fixture';
import type { PaymentSource } from '../../erp-sources';
import { meet, type Meeting } from './meet.fixture';

// Payments of Payables, as they become payments in Procore: client and sandbox are written apart from each other.

let at: Meeting;
afterEach(() => at.close());

type Settings = Parameters<typeof meet>[0];

async function source(settings: Settings = {}): Promise<PaymentSource> {
  at = await meet(settings);
  const { payments } = at.fusion.adapter;
  if (payments === undefined) throw new Error('it shows no payments');
  return payments;
}

const ap = async (act: string, body: object): Promise<TestJson> => {
  const { json } = await at.sandbox.control('POST', `ap/${act}`, body);
  return json;
};

async function billed(amount: number, number = 'PC-1'): Promise<string> {
  const line = { LineNumber: 1, LineType: 'Item', LineAmount: amount, DistributionCombination: EXPENSE_TEXT };
  return (await ap('book', { body: invoiceBody([line], amount, { InvoiceNumber: number }) })).InvoiceId;
}

test('each payment of an invoice is told apart, in cash, with what was taken as discount', async () => {
  const payments = await source();
  const invoice = await billed(900);
  const first = await ap('pay', { invoice, amount: '300.10', date: '2026-08-14' });
  const second = await ap('pay', { invoice, discount: '9.90' });
  const ids = [first, second].map(({ CheckId }) => `${CheckId}-${invoice}`);
  expect(await payments.changedWithin(1)).toEqual(
    ids.map((id) => ({ id, status: 'Negotiable', invoice: { invoiceId: invoice }, changedAt: expect.any(String) })),
  );
  expect(await payments.read(ids[0] ?? '')).toMatchObject({
    ...{ id: ids[0], number: first.PaymentNumber, standing: 'paid', amount: '300.1', discount: '0', currency: 'USD' },
    ...{ date: '2026-08-14', invoice: { invoiceId: invoice }, invoiceNumber: 'PC-1' },
  });
  expect(await payments.read(ids[1] ?? '')).toMatchObject({ amount: '590', discount: '9.9' });
});

test.each(['statusOnly', 'negativeRow'] as const)('a void counts nothing, shown by %s', async (voidedPayment) => {
  const payments = await source({ voidedPayment });
  const invoice = await billed(900);
  const { CheckId } = await ap('pay', { invoice });
  const id = `${CheckId}-${invoice}`;
  const { originId } = (await payments.read(id)) ?? {};
  await ap('voidPayment', { payment: CheckId });
  expect(await payments.read(id)).toMatchObject({ standing: 'voided', originId });
  expect(await payments.changedWithin(1)).toMatchObject([{ id, status: 'Voided' }]);
});

test('what is not there is none, and says nothing of others', async () => {
  const payments = await source();
  const { CheckId } = await ap('pay', { invoice: await billed(900) });
  expect(await payments.read('1-2')).toBeNull();
  expect(await payments.read(`${CheckId}-2`)).toBeNull();
});

test.each(['semicolon', 'expression'] as const)(
  'several are read together with the same result (%s)',
  async (queryStyle) => {
    await source();
    const invoices = [await billed(900), await billed(700, 'PC-2')];
    const ids: string[] = [];
    for (const invoice of invoices) ids.push(`${(await ap('pay', { invoice, amount: '30.10' })).CheckId}-${invoice}`);
    const { payments } = at.adapter({ queryStyle }).adapter;
    const one: unknown[] = [];
    for (const id of ids) one.push(await payments?.read(id));
    expect(await payments?.readAll([...ids, '1-2'])).toEqual(one);
    expect(one).toMatchObject([{ amount: '30.1', invoiceNumber: 'PC-1' }, { invoiceNumber: 'PC-2' }]);
  },
);

test('the check says whether they may be read', async () => {
  const payments = await source();
  expect(await payments.check()).toMatchObject([{ name: 'resource payablesPayments', ok: true }]);
  const user = { username: 'sandbox-client', password: '', hiddenBusinessUnits: [] };
  await at.sandbox.set({ users: [{ ...user, deniedResources: ['payablesPayments'] }] });
  expect(await payments.check()).toMatchObject([{ ok: false, ask: expect.stringContaining('payablesPayments') }]);
});
