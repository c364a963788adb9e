import { RETAINAGE_STYLE, RETAINAGE_TEXT, BU } from '../testing/test-company.fixture';
import { accountLine, amountLine, draftBody, goodsLine, invoiceBody, matchedLine } from '../testing/test-documents';
import { keyOf, startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('what happens to an invoice after its entry', () => {
  let sandbox: TestSandbox;
  let order: string;
  beforeEach(async () => {
    sandbox = await startTestSandbox({ taxRates: { STD: '6.25' }, taxCombination: '101.00.22100.000' });
    order = await newOrder([goodsLine(500, 160), amountLine(45000)]);
  });
  afterEach(() => sandbox.close());

  const newOrder = async (lines: object[], rest: object = {}): Promise<string> =>
    (await sandbox.control('POST', 'orders/create', { body: draftBody(lines, rest) })).json.OrderNumber;
  const post = async (lines: object[], amount: number, rest: object = {}): Promise<TestJson> => {
    const { status, json, text } = await sandbox.send('POST', 'invoices', invoiceBody(lines, amount, rest));
    if (status !== 201) throw new Error(text);
    return json;
  };
  const labor = (amount: number, rest: object = {}) => matchedLine(1, order, amount, rest, 2);
  const act = (name: string, more: object = {}, number = 'PC-1') =>
    sandbox.act(`invoices/action/${name}`, {
      InvoiceNumber: number,
      BusinessUnit: BU,
      Supplier: 'Lee Supplies',
      ...more,
    });
  const validate = (number?: string) => act('validateInvoice', { ProcessAction: 'Validate' }, number);
  const invoice = async (number = 'PC-1'): Promise<TestJson> =>
    (
      await sandbox.get(
        `invoices?q=InvoiceNumber='${number}'&expand=invoiceLines.invoiceDistributions,invoiceInstallments`,
      )
    ).json.items[0];
  const openHolds = async (): Promise<TestJson[]> =>
    (await sandbox.get('invoiceHolds')).json.items.filter((hold: TestJson) => hold.ReleaseName === null);
  const ap = (name: string, body: object = {}) => sandbox.control('POST', `ap/${name}`, { invoice: 'PC-1', ...body });

  test('validation needs ProcessAction and all three names, and answers in words', async () => {
    await post([labor(100)], 100);
    expect((await act('validateInvoice')).status).toBe(400);
    expect((await act('validateInvoice', { ProcessAction: 'Post' })).status).toBe(400);
    expect(
      (await sandbox.act('invoices/action/validateInvoice', { InvoiceId: 1, ProcessAction: 'Validate' })).status,
    ).toBe(400);
    expect((await sandbox.act(`invoices/${keyOf(await invoice())}/action/validateInvoice`, {})).status).toBe(404);
    expect((await validate()).json.result).toBe('The current action Validate Invoice has completed successfully.');
    expect((await invoice()).ValidationStatus).toBe('Validated');
    const old = {
      name: 'validateInvoice',
      parameters: [
        { InvoiceNumber: 'PC-1' },
        { BusinessUnit: BU },
        { Supplier: 'Lee Supplies' },
        { ProcessAction: 'Validate' },
      ],
    };
    expect((await sandbox.act('invoices', old)).status).toBe(200);
  });

  test("matched lines take the order's account, once, however often they are generated", async () => {
    await post([labor(100)], 100);
    await act('generateDistributions');
    await act('generateDistributions');
    const [line] = (await invoice()).invoiceLines.items;
    expect(line.invoiceDistributions.items).toMatchObject([
      { DistributionAmount: 100, DistributionCombination: '101.10.60530.000', PurchaseOrderLineNumber: 2 },
    ]);
  });

  test('it can succeed and leave holds: no account, amounts, over-billing, price; gone when their cause is', async () => {
    await post([labor(46000), { LineNumber: 2, LineAmount: 10 }], 46020);
    const price = matchedLine(1, order, 1610, { Quantity: 10, UnitPrice: 161 });
    await post([price], 1610, { InvoiceNumber: 'PC-2' });
    expect((await validate()).status).toBe(200);
    await validate('PC-2');
    expect((await invoice()).ValidationStatus).toBe('Needs revalidation');
    const holds = await openHolds();
    expect(holds.map(({ HoldName, LineHeld }) => [HoldName, LineHeld])).toEqual(
      expect.arrayContaining([
        ['Amount variance', null],
        ['Amount ordered', 1],
        ['No account', 2],
        ['Price', 1],
      ]),
    );
    expect(holds[0]).not.toHaveProperty('InvoiceId');
    await sandbox.send('PATCH', `invoices/${keyOf(await invoice())}`, { InvoiceAmount: 46010 });
    await validate();
    expect((await openHolds()).map(({ HoldName }) => HoldName)).not.toContain('Amount variance');
  });

  test('a system hold that is released comes back with the next validation while its cause stands', async () => {
    await post([labor(46000)], 46000);
    await validate();
    const [hold] = await openHolds();
    await sandbox.send('PATCH', `invoiceHolds/${hold.HoldId}`, { ReleaseName: 'Approved', ReleaseReason: 'ok' });
    expect((await invoice()).ValidationStatus).toBe('Validated');
    await validate();
    expect((await openHolds()).map(({ HoldName }) => HoldName)).toEqual(['Amount ordered']);
  });

  test('a manual hold is placed before validation, by a name of the list; its release validates, or only the next validation does', async () => {
    const names = { InvoiceNumber: 'PC-1', BusinessUnit: BU, Supplier: 'Lee Supplies' };
    const place = (HoldName: string) => sandbox.send('POST', 'invoiceHolds', { ...names, HoldName, HoldReason: 'x' });
    await post([labor(100)], 100);
    expect((await place('Nope')).json['o:errorDetails'][0].detail).toContain('LOV_HoldName');
    const { HoldId } = (await place('Payment review')).json;
    await validate();
    expect((await invoice()).ValidationStatus).toBe('Needs revalidation');
    await sandbox.set({ releaseValidates: false });
    const release = { ReleaseName: 'Approved', ReleaseReason: 'ok' };
    expect((await sandbox.send('PATCH', `invoiceHolds/${HoldId}`, { HoldReason: 'y' })).status).toBe(400);
    expect((await sandbox.send('PATCH', `invoiceHolds/${HoldId}`, release)).json).toMatchObject(release);
    expect((await invoice()).ValidationStatus).toBe('Needs revalidation');
    await validate();
    expect((await invoice()).ValidationStatus).toBe('Validated');
    expect([(await place('Payment review')).status, (await place('Payment review')).status]).toEqual([201, 201]);
    await sandbox.set({ duplicateHolds: 'refused' });
    expect((await place('Payment review')).status).toBe(400);
  });

  test('calculateTax makes lines of type Tax, the same each time; the header follows by a switch alone', async () => {
    await post([labor(100, { TaxClassification: 'STD' })], 100);
    await act('calculateTax');
    await act('calculateTax');
    expect((await invoice()).invoiceLines.items[1]).toMatchObject({ LineType: 'Tax', LineAmount: 6.25 });
    expect((await invoice()).InvoiceAmount).toBe(100);
    await sandbox.set({ taxMovesHeader: true, defaultTaxClassification: 'STD' });
    await post([matchedLine(1, order, 200, {}, 2), accountLine(2, -20, RETAINAGE_TEXT)], 180, {
      InvoiceNumber: 'PC-2',
    });
    await act('calculateTax', {}, 'PC-2');
    expect(await invoice('PC-2')).toMatchObject({ InvoiceAmount: 192.5 });
    await validate('PC-2');
    const tax = (await invoice('PC-2')).invoiceLines.items[2];
    expect(tax.invoiceDistributions.items[0].DistributionCombination).toBe('101.00.22100.000');
  });

  test.each([
    ['net', 900, 'Validated'],
    ['net', 1000, 'Needs revalidation'],
    ['gross', 1000, 'Validated'],
    ['gross', 900, 'Needs revalidation'],
  ] as const)(
    'terms of the order withhold by themselves: with the header %s, %d is %s',
    async (retainageHeader, amount, status) => {
      await sandbox.set({ retainageHeader });
      const style = { DocumentStyleId: Number(RETAINAGE_STYLE) };
      order = await newOrder([amountLine(45000, { RetainageRate: 10, MaximumRetainageAmount: 150 })], style);
      await post([matchedLine(1, order, 1000)], amount);
      await validate();
      const shown = await invoice();
      expect(shown.ValidationStatus).toBe(status);
      const rows = shown.invoiceLines.items[0].invoiceDistributions.items;
      expect(rows.map((row: TestJson) => [row.DistributionLineType, row.DistributionAmount])).toEqual([
        ['Item', 1000],
        ['Retainage', -100],
      ]);
      if (status === 'Validated') expect(shown.invoiceInstallments.items[0].GrossAmount).toBe(900);
      const balance = async (): Promise<TestJson> =>
        (await sandbox.get(`purchaseOrderLifeCycleDetails?q=OrderNumber='${order}'`)).json.items[0];
      expect(await balance()).toMatchObject({
        OrderedAmount: 45000,
        Retainage: 100,
        RetainageReleased: 0,
        NetRetainage: 100,
      });
      await post([matchedLine(1, order, 1000)], 950, { InvoiceNumber: 'PC-2' });
      await validate('PC-2');
      expect((await balance()).Retainage).toBe(150);
      await sandbox.control('POST', 'ap/releaseRetainage', { order, line: '1', amount: '40.00' });
      expect(await balance()).toMatchObject({ RetainageReleased: 40, NetRetainage: 110 });
    },
  );

  test('a release invoice is taken over REST only where the pod takes it', async () => {
    const style = { DocumentStyleId: Number(RETAINAGE_STYLE) };
    order = await newOrder([amountLine(45000, { RetainageRate: 10 })], style);
    await post([matchedLine(1, order, 1000)], 900);
    await validate();
    const release = () =>
      post([matchedLine(1, order, 100)], 100, { InvoiceNumber: 'RR', InvoiceType: 'Retainage release' });
    await expect(release()).rejects.toThrow('LOV_InvoiceType');
    await sandbox.set({ retainageReleasePost: 'accepted' });
    expect((await release()).InvoiceType).toBe('Retainage release');
  });

  test('a canceled invoice stays with zero, its distributions reversed, and nothing billed; a second time is refused', async () => {
    await post([labor(45000)], 45000);
    await validate();
    expect((await act('cancelInvoice')).json.result).toContain('Cancel Invoice');
    const canceled = await invoice();
    expect(canceled).toMatchObject({ InvoiceAmount: 0, ValidationStatus: 'Canceled', CanceledFlag: true });
    expect(canceled.invoiceLines.items[0]).toMatchObject({ LineAmount: 0, CanceledFlag: true });
    const rows = canceled.invoiceLines.items[0].invoiceDistributions.items;
    expect(rows.map((row: TestJson) => row.DistributionAmount)).toEqual([45000, -45000]);
    expect((await act('cancelInvoice')).status).toBe(400);
    await sandbox.set({ cancelRefusal: 'result', canceledLines: 'kept' });
    expect((await act('cancelInvoice')).json.result).toBe('The invoice is already canceled.');
    await post([labor(100)], 100, { InvoiceNumber: 'PC-2' });
    await act('cancelInvoice', {}, 'PC-2');
    expect((await invoice('PC-2')).invoiceLines.items[0].LineAmount).toBe(100);
  });

  test('an invoice is not canceled when it is paid, when accounted by a switch, or when the period of today is closed', async () => {
    await post([labor(100)], 100);
    await validate();
    await ap('account');
    await sandbox.set({ cancelAccounted: 'refused' });
    expect((await act('cancelInvoice')).text).toContain('accounted');
    await sandbox.set({ cancelAccounted: 'allowed' });
    await ap('pay', { amount: '40.00' });
    expect((await act('cancelInvoice')).text).toContain('paid');
    const body = invoiceBody([accountLine(1, 5, RETAINAGE_TEXT)], 5, { InvoiceNumber: 'PC-3' });
    await sandbox.control('POST', 'ap/book', { body });
    await sandbox.set({ payablesApplicationId: '999' });
    expect((await act('cancelInvoice', {}, 'PC-3')).text).toContain('period of today');
  });

  test('one line is canceled by an action whose name is a switch', async () => {
    await post([labor(100), matchedLine(2, order, 50, {}, 2)], 150);
    await sandbox.set({ cancelLineAction: 'cancelInvoiceLine' });
    expect((await act('cancelLine', { LineNumber: 2 })).status).toBe(404);
    expect((await act('cancelInvoiceLine', { LineNumber: 2 })).status).toBe(200);
    expect((await invoice()).invoiceLines.items[1]).toMatchObject({ CanceledFlag: true, LineAmount: 0 });
    expect((await invoice()).InvoiceAmount).toBe(150);
  });

  test('payments come later, in parts, with discounts, and are voided with their status or by an opposite row', async () => {
    await post([labor(100)], 100);
    await validate();
    await ap('pay', { amount: '60.00', discount: '1.00' });
    expect(await invoice()).toMatchObject({ AmountPaid: 61, PaidStatus: 'Partially paid' });
    const { CheckId } = (await ap('pay')).json;
    expect(await invoice()).toMatchObject({ PaidStatus: 'Paid' });
    expect((await invoice()).invoiceInstallments.items[0].UnpaidAmount).toBe(0);
    const related = async (): Promise<number[]> =>
      (await sandbox.get(`payablesPayments/${CheckId}/child/relatedInvoices`)).json.items.map(
        (row: TestJson) => row.AmountPaidInvoiceCurrency,
      );
    await ap('voidPayment', { payment: CheckId });
    expect(await related()).toEqual([39]);
    expect((await ap('voidPayment', { payment: CheckId })).status).toBe(400);
    expect((await sandbox.get(`payablesPayments/${CheckId}`)).json.PaymentStatus).toBe('Voided');
    expect((await invoice()).PaidStatus).toBe('Partially paid');
    await sandbox.set({ voidedPayment: 'negativeRow' });
    await ap('voidPayment', { payment: (await sandbox.control('GET', 'items/payablesPayments')).json[0].CheckId });
    const [first] = (await sandbox.get('payablesPayments?expand=relatedInvoices')).json.items;
    expect(first.relatedInvoices.items.map((row: TestJson) => row.AmountPaidInvoiceCurrency)).toEqual([60, -60]);
    expect((await invoice()).PaidStatus).toBe('Unpaid');
  });

  test('approval of an invoice is not needed, comes by itself, or is decided by a person', async () => {
    await post([labor(10)], 10);
    expect((await invoice()).ApprovalStatus).toBe('Not required');
    await sandbox.set({ invoiceApproval: 'manual' });
    await post([labor(10)], 10, { InvoiceNumber: 'PC-2' });
    expect((await invoice('PC-2')).ApprovalStatus).toBe('Required');
    await validate('PC-2');
    expect((await invoice('PC-2')).ApprovalStatus).toBe('Initiated');
    await ap('reject', { invoice: 'PC-2' });
    expect((await invoice('PC-2')).ApprovalStatus).toBe('Rejected');
    await sandbox.set({ invoiceApproval: 'automatic' });
    await post([labor(10)], 10, { InvoiceNumber: 'PC-3' });
    await validate('PC-3');
    expect((await invoice('PC-3')).ApprovalStatus).toBe('Workflow approved');
  });

  test('AP books, changes, holds and releases by hand, seen over the pod as what any user did', async () => {
    const body = invoiceBody([matchedLine(1, order, 10, {}, 2)], 10, {
      InvoiceNumber: 'HAND-1',
      InvoiceSource: undefined,
    });
    await sandbox.control('POST', 'ap/book', { body });
    expect(await invoice('HAND-1')).toMatchObject({
      ValidationStatus: 'Validated',
      CreatedBy: 'AP.CLERK',
      InvoiceSource: 'Manual Invoice Entry',
    });
    await ap('change', { invoice: 'HAND-1', line: '1', body: { LineAmount: 12 } });
    expect(await invoice('HAND-1')).toMatchObject({ ValidationStatus: 'Needs revalidation' });
    await ap('change', { invoice: 'HAND-1', body: { InvoiceAmount: 12 } });
    await ap('validate', { invoice: 'HAND-1' });
    await ap('hold', { invoice: 'HAND-1', name: 'Compliance' });
    expect((await invoice('HAND-1')).ValidationStatus).toBe('Needs revalidation');
    await ap('releaseHold', { invoice: 'HAND-1' });
    expect((await invoice('HAND-1')).ValidationStatus).toBe('Validated');
  });
});
