import { EXPENSE_TEXT } from '../../../sandbox/fusion/testing/test-company.fixture';
import { invoiceBody } from '../../../sandbox/fusion/testing/test-documents';
import { meet, type Meeting } from './meet.fixture';

// Fusion's books as a tie-out reads them, from the sandbox that was written apart.

let meeting: Meeting;
const posting = { ledger: { id: '300000046975971', name: 'US Primary Ledger' }, ledgerApplicationId: '101' };

beforeEach(async () => {
  meeting = await meet({}, { posting });
});
afterEach(() => meeting.close());

const books = () => meeting.fusion.adapter.books!;
const amounts = async (...accounts: string[]) => await books().balances(accounts, '2026-07');

/** Thirty on an account, validated. */
async function invoice(): Promise<string> {
  const line = { LineNumber: 1, LineType: 'Item', LineAmount: 30, DistributionCombination: EXPENSE_TEXT };
  const { json } = await meeting.sandbox.control('POST', 'ap/book', { body: invoiceBody([line], 30) });
  return json.InvoiceId as string;
}
const linesOf = async (invoiceId: string) =>
  (await books().lines([{ key: 'PC1', kind: 'invoice', reference: { invoiceId } }])).map(
    ({ account, amount, isInBooks }) => `${account} ${amount} ${isInBooks}`,
  );

test('a distribution is in the books once Payables has accounted its invoice, and so is the balance', async () => {
  const id = await invoice();
  expect(await linesOf(id)).toEqual([`${EXPENSE_TEXT} 30 false`]);
  expect(await amounts(EXPENSE_TEXT)).toEqual([{ account: EXPENSE_TEXT, amount: '0' }]);
  await meeting.sandbox.control('POST', 'ap/account', { invoice: id });
  expect(await linesOf(id)).toEqual([`${EXPENSE_TEXT} 30 true`]);
  expect(await amounts(EXPENSE_TEXT)).toEqual([{ account: EXPENSE_TEXT, amount: '30' }]);
});

test('a canceled invoice comes to nothing', async () => {
  const id = await invoice();
  await meeting.sandbox.control('POST', 'ap/cancel', { invoice: id });
  expect(await linesOf(id)).toEqual([`${EXPENSE_TEXT} 30 false`, `${EXPENSE_TEXT} -30 false`]);
});

test('an account of which the pod shows no balance is left out, and so is a month without a period', async () => {
  await meeting.sandbox.set({ untouchedBalances: 'noItems' });
  expect(await amounts(EXPENSE_TEXT, '9.9.9.9')).toEqual([]);
  expect(await books().balances([EXPENSE_TEXT], '2031-01')).toEqual([]);
});
