import { RETAINAGE_TEXT } from '../testing/test-company.fixture';
import { accountLine, amountLine, draftBody, goodsLine, invoiceBody, matchedLine } from '../testing/test-documents';
import { keyOf, startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('invoices', () => {
  let sandbox: TestSandbox;
  let order: string;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
    const body = draftBody([goodsLine(500, 160), amountLine(45000)]);
    order = (await sandbox.control('POST', 'orders/create', { body })).json.OrderNumber;
  });
  afterEach(() => sandbox.close());

  const post = (lines: object[], amount: number, rest: object = {}) =>
    sandbox.send('POST', 'invoices', invoiceBody(lines, amount, rest));
  const created = async (lines: object[], amount: number, rest: object = {}): Promise<TestJson> => {
    const { status, json, text } = await post(lines, amount, rest);
    if (status !== 201) throw new Error(text);
    return json;
  };
  const refusal = async (lines: object[], amount: number, rest: object = {}): Promise<string> => {
    const { status, json } = await post(lines, amount, rest);
    expect(status).toBe(400);
    return json['o:errorDetails'][0].detail;
  };
  const simple = (number: string, amount = 100) =>
    created([accountLine(1, amount, '101.10.63000.000')], amount, { InvoiceNumber: number });
  const labor = (amount: number, rest: object = {}) => matchedLine(1, order, amount, rest, 2);

  test('matched by quantity and by amount they stand, with links, installment and status words', async () => {
    const goods = matchedLine(1, order, 16000, { Quantity: 100, UnitPrice: 160 });
    const invoice = await created(
      [goods, matchedLine(2, order, 15000, {}, 2), accountLine(3, -3100, RETAINAGE_TEXT)],
      27900,
    );
    expect(invoice).toMatchObject({ ValidationStatus: 'Not validated', PaidStatus: 'Unpaid', InvoiceAmount: 27900 });
    expect(invoice.invoiceInstallments.items).toMatchObject([{ GrossAmount: 27900, DueDate: '2026-08-30' }]);
    expect(invoice.invoiceLines.items[0]).toMatchObject({ Quantity: 100, UOM: 'Each', PurchaseOrderLineNumber: 1 });
    expect(keyOf(invoice)).toMatch(/^0002/);
  });

  test('matched to a quantity line without quantity or price they are refused, and when the product differs', async () => {
    expect(await refusal([matchedLine(1, order, 16000)], 16000)).toContain('(AP-811013)');
    expect(await refusal([matchedLine(1, order, 16000, { Quantity: 100 })], 16000)).toContain('(AP-810787)');
    expect(await refusal([matchedLine(1, order, 16001, { Quantity: 100, UnitPrice: 160 })], 16001)).toContain(
      'must equal',
    );
    const derived = { Quantity: 3.00625, UnitPrice: 160 };
    expect((await post([matchedLine(1, order, 481, derived)], 481)).status).toBe(201);
    await sandbox.set({ quantityDecimals: 4 });
    expect(await refusal([matchedLine(1, order, 481, derived)], 481, { InvoiceNumber: 'PC-2' })).toContain('decimals');
  });

  test('a quantity on an amount line is refused or ignored', async () => {
    expect(await refusal([labor(100, { Quantity: 1, UnitPrice: 100 })], 100)).toContain('amount-based');
    await sandbox.set({ quantityOnAmountLine: 'ignored' });
    expect(
      (await created([labor(100, { Quantity: 1, UnitPrice: 100 })], 100)).invoiceLines.items[0].Quantity,
    ).toBeNull();
  });

  test('a number is taken once a supplier, also by a canceled invoice; whether a business unit has its own is a switch', async () => {
    await simple('PC-1');
    const twin = await post([accountLine(1, 5, '101.10.63000.000')], 5);
    expect(twin.json['o:errorDetails'][0].detail).toBe(
      "You must enter a different number. There's already an invoice with that number. (AP-810245)",
    );
    await sandbox.control('POST', 'ap/cancel', { invoice: 'PC-1' });
    expect(await refusal([accountLine(1, 5, '101.10.63000.000')], 5)).toContain('AP-810245');
    const other = { Supplier: 'Granite Peak', SupplierSite: 'GP1' };
    expect((await post([accountLine(1, 5, '101.10.63000.000')], 5, other)).status).toBe(201);
    await sandbox.control(
      'PATCH',
      `items/invoices/${(await sandbox.get("invoices?q=Supplier='Lee Supplies'")).json.items[0].InvoiceId}`,
      {
        BusinessUnit: 'Other BU',
      },
    );
    expect(await refusal([accountLine(1, 5, '101.10.63000.000')], 5)).toContain('AP-810245');
    await sandbox.set({ duplicateScope: 'supplierAndBusinessUnit' });
    expect((await post([accountLine(1, 5, '101.10.63000.000')], 5)).status).toBe(201);
  });

  test.each([
    ['BusinessUnit', { BusinessUnit: 'Nope' }],
    ['Supplier', { Supplier: 'Nope' }],
    ['Supplier', { Supplier: 'Prospect Inc', SupplierSite: 'PR1' }],
    ['SupplierSite', { Supplier: 'Unassigned Inc', SupplierSite: 'UN1' }],
    ['InvoiceSource', { InvoiceSource: 'NOPE' }],
    ['PaymentTerms', { PaymentTerms: 'Net 99' }],
    ['InvoiceType', { InvoiceType: 'Retainage release' }],
  ])('a %s that is not in its list is refused', async (list, rest) => {
    expect(await refusal([accountLine(1, 5, '101.10.63000.000')], 5, rest)).toContain(`LOV_${list} `);
  });

  test('a line needs an amount; an unmatched one a good account; a matched one may not bring any', async () => {
    expect(await refusal([{ LineNumber: 1 }], 5)).toBe(
      'You must provide a value for the Amount attribute for line 1. (AP-810879)',
    );
    expect(await refusal([accountLine(1, 5, '101.10.99999.000')], 5)).toContain('This combination is invalid');
    expect(await refusal([labor(5, { DistributionCombination: '101.10.63000.000' })], 5)).toContain(
      'takes the account of its order',
    );
    expect(await refusal([matchedLine(1, 'nope', 5)], 5)).toContain('LOV_PurchaseOrderNumber');
    expect(await refusal([matchedLine(1, order, 5, {}, 9)], 5)).toContain('LOV_PurchaseOrderLineNumber');
  });

  test('an accounting date in a closed Payables period is refused, or held at validation', async () => {
    const june = { AccountingDate: '2026-06-15' };
    expect(await refusal([labor(5)], 5, june)).toContain('not in an open Payables period');
    await sandbox.set({ closedPeriod: 'hold' });
    await created([labor(5)], 5, june);
    await sandbox.control('POST', 'ap/validate', { invoice: 'PC-1' });
    expect((await sandbox.get('invoiceHolds')).json.items[0].HoldName).toBe('Period closed');
  });

  test('numbers have a longest length, and reference keys may be writable', async () => {
    expect(await refusal([labor(5)], 5, { InvoiceNumber: 'x'.repeat(51) })).toContain('at most 50');
    await sandbox.set({ invoiceNumberLength: 60, referenceKeys: 'writable' });
    const invoice = await created([labor(5)], 5, { InvoiceNumber: 'x'.repeat(51), ReferenceKeyOne: 'K' });
    expect(invoice.ReferenceKeyOne).toBe('K');
    await sandbox.set({ referenceKeys: 'readOnly' });
    expect(await refusal([labor(5)], 5, { ReferenceKeyOne: 'K' })).toContain('cannot be set');
  });

  test('signs: credits are credit memos; lines of the other sign, zero invoices and matched credits may be refused', async () => {
    expect(await refusal([labor(-5)], -5)).toContain('sign');
    expect(await refusal([labor(5)], 5, { InvoiceType: 'Credit memo' })).toContain('sign');
    expect(await refusal([labor(-5)], -5, { InvoiceType: 'Credit memo' })).toContain('more than the amount billed');
    await created([labor(50)], 50);
    const memo = { InvoiceType: 'Credit memo', InvoiceNumber: 'CM-1' };
    await created([labor(-50)], -50, memo);
    const zero = [labor(10), accountLine(2, -10, RETAINAGE_TEXT)];
    await created(zero, 0, { InvoiceNumber: 'PC-0' });
    await sandbox.set({ mixedSignLines: 'refused', creditMemoMatching: 'refused' });
    expect(await refusal(zero, 0, { InvoiceNumber: 'PC-3' })).toContain('sign of its type');
    expect(await refusal([labor(-5)], -5, { ...memo, InvoiceNumber: 'CM-2' })).toContain('cannot be matched');
    await sandbox.set({ zeroInvoices: 'refused', mixedSignLines: 'allowed' });
    expect(await refusal(zero, 0, { InvoiceNumber: 'PC-3' })).toContain('cannot be zero');
  });

  test('a sum that differs is taken and held, or refused', async () => {
    await created([labor(5)], 6);
    await sandbox.set({ amountMismatch: 'refused' });
    expect(await refusal([labor(5)], 6, { InvoiceNumber: 'PC-2' })).toContain('sum of the lines');
  });

  test('finally closed and canceled orders are not matched; closed ones by a switch', async () => {
    await sandbox.control('POST', 'orders/close', { order, closeAction: 'close' });
    await created([labor(5)], 5);
    await sandbox.set({ matchToClosed: 'refused' });
    expect(await refusal([labor(5)], 5, { InvoiceNumber: 'PC-2' })).toContain('cannot be matched');
    await sandbox.set({ matchToClosed: 'allowed' });
    await sandbox.control('POST', 'orders/close', { order, closeAction: 'finallyClose' });
    expect(await refusal([labor(5)], 5, { InvoiceNumber: 'PC-2' })).toContain('cannot be matched');
  });

  test('what is billed in full closes its schedule by itself, and opens when that is canceled; or it does not', async () => {
    const status = async (): Promise<string> =>
      (await sandbox.get('purchaseOrders?expand=lines')).json.items[0].lines.items[1].StatusCode;
    await created([labor(45000)], 45000);
    expect(await status()).toBe('CLOSED');
    await sandbox.control('POST', 'ap/cancel', { invoice: 'PC-1' });
    expect(await status()).toBe('OPEN');
    await sandbox.set({ closesWhenBilled: false });
    await created([labor(45000)], 45000, { InvoiceNumber: 'PC-2' });
    expect(await status()).toBe('OPEN');
  });

  test('a PATCH takes what may change and nothing follows it; what is POST only is refused', async () => {
    const invoice = await simple('PC-1');
    const patch = (body: object) => sandbox.send('PATCH', `invoices/${keyOf(invoice)}`, body);
    const patched = (await patch({ InvoiceDate: '2026-11-05', PaymentTerms: 'Net 30' })).json;
    expect(patched).toMatchObject({
      InvoiceDate: '2026-11-05',
      TermsDate: '2026-07-31',
      AccountingDate: '2026-07-31',
      DueDate: '2026-08-30',
    });
    for (const name of [
      'BusinessUnit',
      'Supplier',
      'SupplierSite',
      'InvoiceSource',
      'AccountingDate',
      'ValidationStatus',
    ]) {
      expect((await patch({ [name]: 'x' })).status).toBe(400);
    }
    expect((await patch({ invoiceLines: [] })).status).toBe(400);
    const [line] = (await sandbox.get(`invoices/${keyOf(invoice)}/child/invoiceLines`)).json.items;
    const path = `invoices/${keyOf(invoice)}/child/invoiceLines/${keyOf(line)}`;
    expect((await sandbox.send('PATCH', path, { LineAmount: 90 })).json.LineAmount).toBe(90);
    expect((await sandbox.get(`invoices/${keyOf(invoice)}`)).json.InvoiceAmount).toBe(100);
  });

  test('status words may be spelled otherwise', async () => {
    await sandbox.set({ words: { 'Not validated': 'Never validated' } });
    expect((await simple('PC-1')).ValidationStatus).toBe('Never validated');
  });

  test('what is matched to receipts, or needs one, is held as nothing was received', async () => {
    const schedule = { ReceiptRequiredFlag: true };
    const [line] = (draftBody([amountLine(100)]) as { lines: { schedules: object[] }[] }).lines;
    const lines = [{ ...line, schedules: [{ ...line?.schedules[0], ...schedule }] }];
    order = (await sandbox.control('POST', 'orders/create', { body: draftBody(lines) })).json.OrderNumber;
    await created([matchedLine(1, order, 100)], 100);
    await sandbox.control('POST', 'ap/validate', { invoice: 'PC-1' });
    expect((await sandbox.get('invoiceHolds')).json.items[0].HoldName).toBe('Amount received');
    expect((await sandbox.get('purchaseOrders')).json.items.map(({ StatusCode }: TestJson) => StatusCode)).toContain(
      'CLOSED FOR INVOICING',
    );
  });

  test('are deleted only before they were validated; then the number is free', async () => {
    const key = keyOf(await simple('PC-1'));
    expect((await sandbox.send('DELETE', `invoices/${key}`)).status).toBe(204);
    const again = keyOf(await simple('PC-1'));
    await sandbox.control('POST', 'ap/validate', { invoice: 'PC-1' });
    expect((await sandbox.send('DELETE', `invoices/${again}`)).status).toBe(400);
  });

  test('what was just created is not found for a while, by its key and by a search', async () => {
    await sandbox.set({ visibleAfterMs: 60_000, listedAfterMs: 120_000 });
    const path = `invoices/${keyOf(await simple('PC-1'))}`;
    const listed = async (): Promise<number> => (await sandbox.get("invoices?q=InvoiceNumber='PC-1'")).json.count;
    expect([(await sandbox.get(path)).status, await listed()]).toEqual([404, 0]);
    await sandbox.control('POST', 'clock', { aheadSeconds: 61 });
    expect([(await sandbox.get(path)).status, await listed()]).toEqual([200, 0]);
    await sandbox.control('POST', 'clock', { aheadSeconds: 61 });
    expect(await listed()).toBe(1);
  });
});
