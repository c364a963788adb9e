import { amountLine, draftBody, goodsLine } from '../testing/test-documents';
import { LEE, LEE_SITE, RETAINAGE_STYLE } from '../testing/test-company.fixture';
import { keyOf, startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('draft purchase orders', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  const post = (body: object) => sandbox.send('POST', 'draftPurchaseOrders', body);
  const refusal = async (body: object): Promise<string> => {
    const { status, json } = await post(body);
    expect(status).toBe(400);
    return json['o:errorDetails'][0].detail;
  };
  const created = async (body: object = draftBody()): Promise<TestJson> => {
    const { status, json, text } = await post(body);
    if (status !== 201) throw new Error(text);
    return json;
  };
  const submit = async (order: TestJson, body: object = { validateBeforeSubmitFlag: true }): Promise<string> =>
    (await sandbox.act(`draftPurchaseOrders/${keyOf(order)}/action/submit`, body)).json.result;
  const orders = async (q = ''): Promise<TestJson[]> =>
    (await sandbox.get(`purchaseOrders?expand=lines&${q}`)).json.items;

  test('are created incomplete, with ids, a number, sums, and null change order members', async () => {
    const order = await created(draftBody([goodsLine(500, 160), amountLine(45000)]));
    expect(order).toMatchObject({
      StatusCode: 'INCOMPLETE',
      Ordered: 125000,
      Revision: 0,
      ChangeOrderNumber: null,
      ChangeOrderStatusCode: null,
      ChangeOrderTypeCode: null,
      CancelFlag: null,
      RetainageFlag: false,
      SupplierSite: 'Lee US1',
    });
    expect(order.lines.items.map(({ LineNumber }: TestJson) => LineNumber)).toEqual([1, 2]);
    expect(await orders()).toEqual([]);
    expect((await sandbox.get('draftPurchaseOrders')).json.count).toBe(1);
    await sandbox.set({ draftsInPurchaseOrders: true });
    expect(await orders()).toHaveLength(1);
  });

  test('have opaque keys; whether the plain number is taken is a switch', async () => {
    const order = await created();
    expect(keyOf(order)).toMatch(/^00020000000EACED/);
    expect((await sandbox.get(`draftPurchaseOrders/${keyOf(order)}`)).status).toBe(200);
    const plain = () => sandbox.get(`draftPurchaseOrders/${order.POHeaderId}`);
    expect((await plain()).status).toBe(404);
    await sandbox.set({ plainKeys: 'accepted' });
    expect((await plain()).status).toBe(200);
  });

  test('take ids or names, and refuse what no list has', async () => {
    const { ProcurementBUId: _id, BuyerId: _buyer, ...rest } = draftBody() as Record<string, unknown>;
    const order = await created({ ...rest, ProcurementBU: 'US1 Business Unit', Buyer: 'Roth, Calvin' });
    expect(order.BuyerId).toBe(300000047340498);
    expect(await refusal({ ...rest, ProcurementBU: 'X' })).toContain('LOV_ProcurementBU');
    expect(await refusal({ ...rest, ProcurementBU: 'US1 Business Unit' })).toBe(
      'Attribute BuyerId in draftPurchaseOrders is required.',
    );
  });

  test('refuse quantity lines without a quantity or price, amount lines without an amount or with a quantity', async () => {
    expect(await refusal(draftBody([goodsLine(5, 10, { Quantity: undefined })]))).toBe(
      'Attribute Quantity in lines is required.',
    );
    expect(await refusal(draftBody([goodsLine(5, 10, { Price: undefined })]))).toBe(
      'Attribute Price in lines is required.',
    );
    expect(await refusal(draftBody([amountLine(5, { Amount: undefined })]))).toBe(
      'Attribute Amount in lines is required.',
    );
    expect(await refusal(draftBody([amountLine(5, { Quantity: 1 })]))).toContain('priced by amount');
    expect((await sandbox.get('draftPurchaseOrders')).json.count).toBe(0);
  });

  test('refuse amount lines and retainage terms where the style does not allow them', async () => {
    expect(await refusal(draftBody([amountLine(5)], { DocumentStyleId: 3 }))).toContain('LOV_LineType');
    expect(await refusal(draftBody([amountLine(5, { RetainageRate: 10 })]))).toContain('does not allow retainage');
    const style = { DocumentStyleId: Number(RETAINAGE_STYLE) };
    expect((await created(draftBody([amountLine(5, { RetainageRate: 10 })], style))).RetainageFlag).toBe(true);
    expect((await created(draftBody([amountLine(5)], style))).RetainageFlag).toBe(false);
    await sandbox.set({ retainageTerms: 'unknown' });
    expect(await refusal(draftBody([amountLine(5, { RetainageRate: 10 })], style))).toContain(
      'Invalid attribute "RetainageRate"',
    );
    await sandbox.set({ retainageFlag: 'style' });
    expect((await created(draftBody([amountLine(5)], style))).RetainageFlag).toBe(true);
  });

  test('take a number only where numbering is manual, and then once a legal entity', async () => {
    expect(await refusal(draftBody(undefined, { OrderNumber: 'PC-7' }))).toContain('numbering is automatic');
    await sandbox.set({ orderNumbering: 'manual' });
    expect((await created(draftBody(undefined, { OrderNumber: 'PC-7' }))).OrderNumber).toBe('PC-7');
    expect(await refusal(draftBody(undefined, { OrderNumber: 'PC-7' }))).toContain('already exists');
    expect(await refusal(draftBody())).toContain('OrderNumber in draftPurchaseOrders is required');
  });

  test('that are accepted wait for approval and are open later', async () => {
    await sandbox.set({ approvalMs: 60_000 });
    const order = await created();
    expect(await submit(order)).toBe('SUCCESS');
    expect((await orders())[0].StatusCode).toBe('PENDING APPROVAL');
    expect(await submit(order)).toBe('ERROR');
    await sandbox.control('POST', 'clock', { aheadSeconds: 61 });
    const [open] = await orders();
    expect(open).toMatchObject({ StatusCode: 'OPEN', Status: 'Open', OrderNumber: order.OrderNumber });
    expect((await sandbox.get('draftPurchaseOrders')).json.count).toBe(0);
    await sandbox.set({ openOrdersInDrafts: true });
    expect((await sandbox.get('draftPurchaseOrders')).json.count).toBe(1);
  });

  test('spell their status with spaces or underscores, and results as the pod does', async () => {
    await sandbox.set({
      approval: 'manual',
      statusSpelling: 'underscores',
      results: { success: 'Success', failure: 'Failure' },
    });
    expect(await submit(await created())).toBe('Success');
    expect((await orders())[0].StatusCode).toBe('PENDING_APPROVAL');
  });

  test('are rejected, edited under the same id and submitted again', async () => {
    await sandbox.set({ approval: 'rejects' });
    const order = await created();
    await submit(order);
    expect((await orders())[0].StatusCode).toBe('REJECTED');
    await sandbox.set({ approval: 'automatic' });
    const patched = await sandbox.send('PATCH', `draftPurchaseOrders/${keyOf(order)}`, { Description: 'PCKEY again' });
    expect(patched.json).toMatchObject({
      POHeaderId: order.POHeaderId,
      Description: 'PCKEY again',
      ChangeOrderNumber: null,
    });
    expect(await submit(order)).toBe('SUCCESS');
    expect((await orders())[0].StatusCode).toBe('OPEN');
  });

  test('an approver decides over the control port: approves, rejects with a reason, or the buyer withdraws', async () => {
    await sandbox.set({ approval: 'manual' });
    const statusAfter = async (act: string): Promise<string> => {
      const order = await created();
      await submit(order);
      expect((await sandbox.control('POST', `orders/${act}`, { order: order.OrderNumber })).status).toBe(200);
      return (await orders(`q=OrderNumber='${order.OrderNumber}'`))[0].StatusCode;
    };
    expect([await statusAfter('approve'), await statusAfter('reject'), await statusAfter('withdraw')]).toEqual([
      'OPEN',
      'REJECTED',
      'WITHDRAWN',
    ]);
  });

  test('validateDocument lists errors and warnings together, an empty list is clean; how, is a switch', async () => {
    const validate = async (order: TestJson): Promise<TestJson[]> =>
      (await sandbox.act(`draftPurchaseOrders/${keyOf(order)}/action/validateDocument`)).json.result;
    expect(await validate(await created())).toEqual([]);
    const late = [{ ScheduleNumber: 1, Amount: 5, RequestedDeliveryDate: '2020-01-01' }];
    const messages = await validate(await created(draftBody([amountLine(6, { schedules: late })])));
    expect(new Set(messages.map(({ MessageType }) => MessageType))).toEqual(new Set(['ERROR', 'WARNING']));
    expect(messages.map(({ MessageText }) => MessageText)).toEqual(
      expect.arrayContaining(['Line 1: the sum of the schedules must equal the line.']),
    );
    await sandbox.set({ validationMessages: 'textOnly' });
    expect((await validate(await created(draftBody([]))))[0]).toEqual({ Message: 'The order has no lines.' });
  });

  test.each([
    ['Prospect Inc', 'PR1', 'not authorized for spend'],
    ['Unassigned Inc', 'UN1', 'not assigned'],
    ['Gone Inc', 'GO1', 'inactive'],
    ['Held Inc', 'HE1', 'on hold'],
  ])('of %s fail their validation', async (Supplier, SupplierSite, text) => {
    const { SupplierId: _id, SupplierSiteId: _site, ...rest } = draftBody() as Record<string, unknown>;
    const order = await created({ ...rest, Supplier, SupplierSite });
    const { result } = (await sandbox.act(`draftPurchaseOrders/${keyOf(order)}/action/validateDocument`)).json;
    expect(result.map(({ MessageText }: TestJson) => MessageText).join()).toContain(text);
    expect(await submit(order)).toBe('ERROR');
  });

  test('of a site that another unit buys from fail it too', async () => {
    await sandbox.control('PATCH', `items/suppliers/${LEE}/sites/${LEE_SITE}`, { ProcurementBUId: '9' });
    expect(await submit(await created(draftBody()))).toBe('ERROR');
  });

  test('submitted without validation they enter approval wrong, and stay there', async () => {
    const order = await created(draftBody([]));
    expect(await submit(order, {})).toBe('SUCCESS');
    await sandbox.control('POST', 'clock', { aheadSeconds: 3000 });
    const [stuck] = await orders();
    expect(stuck.StatusCode).toBe('PENDING APPROVAL');
    expect((await sandbox.act(`purchaseOrders/${keyOf(stuck)}/action/submit`)).json.result).toBe('SUCCESS');
  });

  test('members of a schedule that are left out fail at validation, or at the create', async () => {
    const bare = amountLine(5, { schedules: [{ ScheduleNumber: 1, Amount: 5 }] });
    expect(await submit(await created(draftBody([bare])))).toBe('ERROR');
    await sandbox.set({ missingScheduleMembers: 'atCreate' });
    expect(await refusal(draftBody([bare]))).toBe('Attribute ShipToLocation in schedules is required.');
  });

  test('negative lines need a credit line type, and a pod that has it', async () => {
    expect(await submit(await created(draftBody([amountLine(-5)])))).toBe('ERROR');
    const credit = () => created(draftBody([amountLine(-5, {}, 'Credit Services'), amountLine(9)]));
    expect(await submit(await credit())).toBe('SUCCESS');
    await sandbox.set({ creditLines: 'refused' });
    expect(await submit(await credit())).toBe('ERROR');
  });

  test('an account that is not enabled is refused by its text and by its id', async () => {
    const withAccount = (account: object) =>
      refusal(draftBody([amountLine(5, { schedules: [{ Amount: 5, distributions: [{ Amount: 5, ...account }] }] })]));
    expect(await withAccount({ POChargeAccount: '101.10.60531.000' })).toContain('This combination is invalid');
    expect(await withAccount({ POChargeAccountId: 300000047012347 })).toContain('LOV_POChargeAccount');
  });

  test('the older form of the action, and its media type, are understood; another media type is not', async () => {
    const order = await created();
    const old = {
      name: 'submit',
      parameters: [{ validateBeforeSubmitFlag: 'true' }, { bypassApprovalsFlag: 'false' }],
    };
    expect((await sandbox.act(`draftPurchaseOrders/${keyOf(order)}`, old)).json.result).toBe('SUCCESS');
    expect((await sandbox.send('POST', `draftPurchaseOrders/${keyOf(order)}/action/submit`, {})).status).toBe(415);
    expect((await sandbox.act(`draftPurchaseOrders/${keyOf(order)}/action/nope`)).status).toBe(404);
  });

  test('schedules and distributions are added and patched by their own addresses', async () => {
    const order = await created(draftBody([amountLine(100)]));
    const [line] = order.lines.items;
    const schedules = `draftPurchaseOrders/${keyOf(order)}/child/lines/${line.POLineId}/child/schedules`;
    const { LineLocationId } = line.schedules.items[0];
    await sandbox.send('PATCH', `${schedules}/${LineLocationId}`, { Amount: 60 });
    const added = await sandbox.send('POST', schedules, { Amount: 40, ShipToLocation: 'Seattle' });
    expect([added.status, added.json.ScheduleNumber]).toEqual([201, 2]);
    const at = `${schedules}/${added.json.LineLocationId}/child/distributions`;
    const made = await sandbox.send('POST', at, { Amount: 30, POChargeAccount: '101.10.60530.000' });
    expect((await sandbox.send('PATCH', `${at}/${made.json.PODistributionId}`, { Amount: 40 })).json.Amount).toBe(40);
    const shown = (await sandbox.get(`draftPurchaseOrders/${keyOf(order)}?expand=lines`)).json;
    expect(shown.lines.items[0].Amount).toBe(100);
  });

  test('a line is appended by its own address, and a draft is deleted', async () => {
    const order = await created();
    const added = await sandbox.send('POST', `draftPurchaseOrders/${keyOf(order)}/child/lines`, amountLine(10));
    expect([added.status, added.json.LineNumber]).toEqual([201, 2]);
    expect((await sandbox.get(`draftPurchaseOrders/${keyOf(order)}`)).json.Ordered).toBe(45010);
    expect((await sandbox.send('DELETE', `draftPurchaseOrders/${keyOf(order)}`)).status).toBe(204);
    expect((await sandbox.get('draftPurchaseOrders')).json.count).toBe(0);
  });
});
