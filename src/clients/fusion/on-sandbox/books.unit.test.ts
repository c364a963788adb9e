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

describe('many invoices', () => {
  const counts = async () => (await meeting.sandbox.control('GET', 'calls')).json;
  const read = async (site: Parameters<Meeting['adapter']>[0] = {}): Promise<readonly string[]> => {
    const { adapter } = meeting.adapter(site, posting);
    const of = ids.map((invoiceId, index) => ({ key: `PC${index}`, kind: 'invoice', reference: { invoiceId } }));
    await adapter.books?.lines(of);
    await meeting.sandbox.control('DELETE', 'calls');
    const lines = (await adapter.books?.lines(of)) ?? [];
    return lines.map(({ posting: key, amount }) => `${key} ${amount}`);
  };
  let ids: readonly string[];
  let expected: readonly string[];
  beforeEach(async () => {
    const made: string[] = [];
    for (let one = 0; one < 24; one += 1) {
      const line = { LineNumber: 1, LineType: 'Item', LineAmount: 30, DistributionCombination: EXPENSE_TEXT };
      const body = invoiceBody([line], 30, { InvoiceNumber: `INV-${one}` });
      made.push((await meeting.sandbox.control('POST', 'ap/book', { body })).json.InvoiceId as string);
    }
    ids = made;
    expected = ids.map((_, index) => `PC${index} 30`);
  });

  test('are asked for twenty at a time where the pod takes expressions', async () => {
    expect(await read({ queryStyle: 'expression' })).toEqual(expected);
    expect((await counts()).total).toBe(2);
  });

  test('are asked for one by one where it refuses that question, and nothing is missed', async () => {
    await meeting.sandbox.fault({
      match: { resource: 'invoices', query: 'InvoiceId.+in' },
      kind: 'status',
      status: 400,
      count: 4,
    });
    expect(await read({ queryStyle: 'expression' })).toEqual(expected);
    expect((await counts()).total).toBe(2 + ids.length);
  });

  test('go together, as many as the pod takes at once, where it takes conditions alone', async () => {
    await meeting.sandbox.set({ latencyMs: 20 });
    expect(await read({ erpConcurrency: 4 })).toEqual(expected);
    expect(await counts()).toMatchObject({ total: ids.length, maxConcurrent: 4 });
  });

  test('one that the pod does not show any more is left out, and the others are there', async () => {
    ids = ['999999999999', ...ids];
    expect(await read({ queryStyle: 'expression' })).toEqual(ids.slice(1).map((_, index) => `PC${index + 1} 30`));
  });
});
