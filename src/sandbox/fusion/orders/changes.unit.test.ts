import { amountLine, draftBody } from '../testing/test-documents';
import { keyOf, startTestSandbox, type TestJson, type TestSandbox } from '../testing/test-sandbox.fixture';

describe('change orders and the life of an order', () => {
  let sandbox: TestSandbox;
  let number: string;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
    const made = await sandbox.control('POST', 'orders/create', {
      body: draftBody([amountLine(45000), amountLine(1000)]),
    });
    number = made.json.OrderNumber;
  });
  afterEach(() => sandbox.close());

  const order = async (): Promise<TestJson> =>
    (await sandbox.get(`purchaseOrders?q=OrderNumber='${number}'&expand=lines.schedules.distributions`)).json.items[0];
  const draftKey = async (): Promise<string> => {
    await sandbox.set({ openOrdersInDrafts: true });
    return keyOf((await sandbox.get(`draftPurchaseOrders?q=OrderNumber='${number}'`)).json.items[0]);
  };
  const patch = async (body: object, line = 0) => {
    const { POLineId, schedules } = (await order()).lines.items[line];
    const { LineLocationId } = schedules.items[0];
    const lines = [{ POLineId, schedules: [{ LineLocationId, ...body }] }];
    const key = await draftKey();
    return sandbox.send('PATCH', `draftPurchaseOrders/${key}`, { ChangeOrderDescription: 'KEY2 CCO 1', lines });
  };
  const submit = async (): Promise<string> =>
    (await sandbox.act(`draftPurchaseOrders/${await draftKey()}/action/submit`, { validateBeforeSubmitFlag: true }))
      .json.result;
  const act = async (name: string, body: object = {}): Promise<string> =>
    (await sandbox.act(`purchaseOrders/${keyOf(await order())}/action/${name}`, body)).json.result;
  const buyerChanges = (until: string, description = 'BUYER') =>
    sandbox.control('POST', 'orders/change', {
      order: number,
      until,
      body: { ChangeOrderDescription: description, NoteToSupplier: 'Thursdays' },
    });

  test('a PATCH of an open order begins a change order; the order stays as it is until that is approved', async () => {
    const changed = await patch({ Amount: 46000 });
    expect(changed.json).toMatchObject({
      StatusCode: 'INCOMPLETE',
      ChangeOrderNumber: '1',
      ChangeOrderStatusCode: 'INCOMPLETE',
      ChangeOrderDescription: 'KEY2 CCO 1',
      Ordered: 47000,
    });
    expect(await order()).toMatchObject({ StatusCode: 'OPEN', Ordered: 46000, Revision: 0 });
    expect(await submit()).toBe('SUCCESS');
    expect(await order()).toMatchObject({ StatusCode: 'OPEN', Ordered: 47000, Revision: 1 });
  });

  test("a schedule's amount alone rolls to its line and distribution, or the sums differ", async () => {
    const [line] = (await patch({ Amount: 46000 })).json.lines.items;
    expect([line.Amount, line.schedules.items[0].distributions.items[0].Amount]).toEqual([46000, 46000]);
    await sandbox.control('POST', 'orders/deleteChange', { order: number });
    await sandbox.set({ amountsRoll: false });
    const [loose] = (await patch({ Amount: 46000 })).json.lines.items;
    expect(loose.Amount).toBe(45000);
    expect(await submit()).toBe('ERROR');
  });

  test('only one change can be pending: a second one is refused, or edits the first', async () => {
    await buyerChanges('incomplete');
    expect((await patch({ Amount: 46000 })).status).toBe(400);
    await sandbox.set({ secondChange: 'edits' });
    expect((await patch({ Amount: 46000 })).json).toMatchObject({
      ChangeOrderNumber: '1',
      NoteToSupplier: 'Thursdays',
    });
  });

  test('what is in approval is not edited, whatever the switch', async () => {
    await sandbox.set({ secondChange: 'edits', approval: 'manual' });
    await buyerChanges('submitted');
    expect((await patch({ Amount: 46000 })).status).toBe(400);
    await sandbox.control('POST', 'orders/approve', { order: number });
    expect(await order()).toMatchObject({ Revision: 1, NoteToSupplier: 'Thursdays' });
    expect((await patch({ Amount: 46000 })).status).toBe(200);
  });

  test('our own change goes on over several calls, and a new line gets the next number', async () => {
    await patch({ Amount: 46000 });
    const added = await sandbox.send('POST', `draftPurchaseOrders/${await draftKey()}/child/lines`, amountLine(500));
    expect(added.json.LineNumber).toBe(3);
    await submit();
    expect((await order()).lines.items).toHaveLength(3);
    expect((await order()).Ordered).toBe(47500);
  });

  test('a refused edit leaves no change order behind', async () => {
    expect((await patch({ Amount: 46000, Nope: 1 })).status).toBe(400);
    expect((await sandbox.get(`draftPurchaseOrders/${await draftKey()}`)).json.ChangeOrderNumber).toBeNull();
  });

  test('a rejected change leaves the order open; it is edited and submitted again, or deleted', async () => {
    await sandbox.set({ approval: 'rejects' });
    await patch({ Amount: 46000 });
    await submit();
    const draft = async (): Promise<TestJson> => (await sandbox.get(`draftPurchaseOrders/${await draftKey()}`)).json;
    expect(await draft()).toMatchObject({ StatusCode: 'REJECTED', ChangeOrderStatusCode: 'REJECTED' });
    expect(await order()).toMatchObject({ StatusCode: 'OPEN', Ordered: 46000 });
    const deleted = await sandbox.act(`draftPurchaseOrders/${await draftKey()}/action/deleteChangeOrder`);
    expect(deleted.json.result).toBe('SUCCESS');
    expect(await draft()).toMatchObject({ StatusCode: 'OPEN', ChangeOrderNumber: null });
  });

  test('a line is canceled by a change; an order by the action, with a party that exists', async () => {
    const { POLineId } = (await order()).lines.items[1];
    await sandbox.send('PATCH', `draftPurchaseOrders/${await draftKey()}`, {
      ChangeOrderDescription: 'KEY3',
      lines: [{ POLineId, CancelFlag: true, CancelReason: 'Not needed' }],
    });
    expect(await submit()).toBe('SUCCESS');
    expect(await order()).toMatchObject({ StatusCode: 'OPEN', Ordered: 45000 });
    expect((await order()).lines.items[1].StatusCode).toBe('CANCELED');
    const wrong = await sandbox.act(`purchaseOrders/${keyOf(await order())}/action/cancel`, {
      initiatingParty: 'nobody',
    });
    expect(wrong.status).toBe(400);
    expect(await act('cancel', { cancellationReason: 'Over', initiatingParty: 'buyer' })).toBe('SUCCESS');
    expect(await order()).toMatchObject({ StatusCode: 'CANCELED', Ordered: 0, CancelReason: 'Over' });
    expect(await act('cancel')).toBe('ERROR');
  });

  test('a close rolls down and up, is reopened, and finally closed only by its own way back', async () => {
    expect(await act('close', { closeAction: 'closeForInvoicing', closeReason: 'x' })).toBe('SUCCESS');
    expect((await order()).lines.items[0].schedules.items[0].StatusCode).toBe('CLOSED FOR INVOICING');
    expect((await patch({ Amount: 46000 })).status).toBe(400);
    expect(await act('reopen', { reopenAction: 'reopenForInvoicing' })).toBe('SUCCESS');
    expect(await act('close', { closeAction: 'finallyClose' })).toBe('SUCCESS');
    expect(await act('reopen', { reopenAction: 'reopen' })).toBe('ERROR');
    expect(await act('reopen', { reopenAction: 'reopenFinallyClosed' })).toBe('SUCCESS');
    expect((await order()).StatusCode).toBe('OPEN');
    const line = (await order()).lines.items[1];
    await sandbox.act(`purchaseOrders/${keyOf(await order())}/child/lines/${line.POLineId}/action/close`, {
      closeAction: 'close',
    });
    expect((await order()).lines.items.map(({ StatusCode }: TestJson) => StatusCode)).toEqual(['OPEN', 'CLOSED']);
  });

  test('a line that was finally closed stays so when the order is reopened; a way that nobody knows is refused', async () => {
    const path = async (line: number) =>
      `purchaseOrders/${keyOf(await order())}/child/lines/${(await order()).lines.items[line].POLineId}/action/close`;
    await sandbox.act(await path(0), { closeAction: 'close' });
    await sandbox.act(await path(1), { closeAction: 'finallyClose' });
    expect(await act('reopen', { reopenAction: 'reopen' })).toBe('SUCCESS');
    const statuses = (await order()).lines.items.map(({ StatusCode }: TestJson) => StatusCode);
    expect(statuses).toEqual(['OPEN', 'FINALLY CLOSED']);
    await sandbox.set({ reopenMember: 'reopenType' });
    const asBefore = `purchaseOrders/${keyOf(await order())}/action/reopen`;
    expect((await sandbox.act(asBefore, { reopenAction: 'reopen' })).status).toBe(400);
    await act('close', { closeAction: 'close' });
    expect(await act('reopen', { reopenType: 'reopen' })).toBe('SUCCESS');
  });

  test('hold, freeze, renumber and communicate; 200 whatever comes of it', async () => {
    expect(await act('hold', { holdReason: 'look' })).toBe('SUCCESS');
    expect([(await order()).StatusCode, await act('communicateOnePurchaseOrder')]).toEqual(['ON HOLD', 'ERROR']);
    expect(await act('removeHold', { removeHoldReason: 'ok' })).toBe('SUCCESS');
    expect([await act('communicate'), await act('freeze')]).toEqual(['SUCCESS', 'SUCCESS']);
    expect((await order()).FrozenFlag).toBe(true);
    expect(await act('renumberPO', { newOrderNumber: 'NEW-1' })).toBe('SUCCESS');
    number = 'NEW-1';
    expect((await order()).OrderNumber).toBe('NEW-1');
    await sandbox.fault({ kind: 'businessFailure', match: { action: 'hold' } });
    expect(await act('hold', { holdReason: 'x' })).toBe('ERROR');
  });

  test('an order that needs the supplier waits for its acknowledgment', async () => {
    const body = draftBody(undefined, { RequiredAcknowledgment: 'Document' });
    number = (await sandbox.control('POST', 'orders/create', { body })).json.OrderNumber;
    expect((await order()).StatusCode).toBe('PENDING SUPPLIER ACKNOWLEDGMENT');
    await sandbox.control('POST', 'orders/acknowledge', { order: number });
    expect((await order()).StatusCode).toBe('OPEN');
  });

  test('whether the third level is expanded, and whether Description or dates can be asked for, are switches', async () => {
    await sandbox.set({ expandOrderDistributions: false });
    expect((await sandbox.get('purchaseOrders?expand=lines.schedules.distributions')).status).toBe(400);
    expect((await sandbox.get('purchaseOrders?expand=lines.schedules')).status).toBe(200);
    const byDescription = () => sandbox.get("purchaseOrders?q=Description like 'PCKEY%25'");
    expect((await byDescription()).status).toBe(400);
    await sandbox.set({ queryable: { 'purchaseOrders.Description': true, 'purchaseOrders.LastUpdateDate': false } });
    expect((await byDescription()).json.count).toBe(1);
    expect((await sandbox.get("purchaseOrders?q=LastUpdateDate > '2026-01-01T00:00:00Z'")).status).toBe(400);
  });
});
