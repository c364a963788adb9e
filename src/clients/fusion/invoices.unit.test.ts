import type { InvoiceActBody } from '../../domain/fusion/kinds/invoice-acts';
import type { Posted } from '../erp-adapter';
import { json, type FakeItem } from './calls/fake-fusion.fixture';
import { onFakePod } from './fusion-under-test.fixture';
import { invoiceBody, orderBody, posted } from './sample-bodies.fixture';

const on = onFakePod();

describe('an invoice', () => {
  const act = (kind: InvoiceActBody['kind'], sent: ReturnType<typeof invoiceBody>, invoiceId: string): Posted =>
    posted({ kind, key: sent.key, invoiceId, sent } as InvoiceActBody);
  const make = async (sent: ReturnType<typeof invoiceBody>): Promise<string> =>
    (await on.fusion.send('invoice', posted(sent)))?.['invoiceId'] ?? '';
  const invoice = (): FakeItem => on.fake.rows['invoices']?.[0] ?? {};

  test('goes out with explicit dates, our key and source, an account on all that bills no order and none on the rest', async () => {
    await make(invoiceBody(1));
    const body = on.fake.calls.findLast(({ method, path }) => method === 'POST' && path === 'invoices')?.body ?? {};
    expect(body).toMatchObject({
      InvoiceSource: 'PROCORE',
      AccountingDate: '2026-11-19',
      TermsDate: '2026-11-19',
      InvoiceAmount: 15300,
    });
    expect(String(body['Description']).split(' ')[0]).toBe(invoiceBody(1).key);
    const [matched, retainage] = body['invoiceLines'] as [FakeItem, FakeItem];
    expect(matched).toMatchObject({ PurchaseOrderNumber: '162873', AccountingDate: '2026-11-19' });
    expect(matched).not.toHaveProperty('DistributionCombination');
    expect(matched).not.toHaveProperty('Quantity');
    expect(retainage).toMatchObject({ LineAmount: -700, DistributionCombination: '101.10.21550.000' });
  });

  test('is settled, then validated, each asked for once by what stands; a repeat does nothing', async () => {
    const sent = invoiceBody(1);
    const id = await make(sent);
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('stands');
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('delivered');
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    await on.fusion.send('invoiceValidation', act('invoiceValidation', sent, id));
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('posted');
    expect(on.written()).toEqual([
      'POST invoices',
      'POST invoices/action/calculateTax',
      'POST invoices/action/generateDistributions',
      'POST invoices/action/validateInvoice',
    ]);
    const validated = on.fake.calls.find(({ path }) => path.endsWith('validateInvoice'));
    expect(validated?.body).toEqual({
      InvoiceNumber: sent.invoiceNumber,
      BusinessUnit: 'US1 Business Unit',
      Supplier: 'Lee Supplies',
      ProcessAction: 'Validate',
    });
  });

  test('is never validated unsettled, nor when somebody changed it', async () => {
    const sent = invoiceBody(1);
    const id = await make(sent);
    const validation = act('invoiceValidation', sent, id);
    await expect(on.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ kind: 'NotSent' });
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    Object.assign(invoice(), { InvoiceAmount: 15299 });
    await expect(on.fusion.at('invoiceValidation').port.ready?.(validation)).resolves.toMatchObject([
      { reason: 'foundButDifferent' },
    ]);
    await expect(on.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ kind: 'NotSent' });
    expect(on.written().some((name) => name.endsWith('validateInvoice'))).toBe(false);
  });

  test('is validated as it stands once a person accepted exactly that', async () => {
    const sent = invoiceBody(1);
    const id = await make(sent);
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    Object.assign(invoice(), { InvoiceNumber: 'CORRECTED-1' });
    const [found] = (await on.fusion.look('invoice', posted(sent))).found;
    const acceptedAs = on.fusion.at('invoice').kind.compare(sent, found!).join('; ');
    const validation = { ...act('invoiceValidation', sent, id), facts: { acceptedAs } };
    await expect(on.fusion.at('invoiceValidation').port.ready?.(validation)).resolves.toEqual([]);
    await on.fusion.send('invoiceValidation', validation);
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('posted');
    Object.assign(invoice(), { InvoiceNumber: 'CORRECTED-2' });
    await expect(on.fusion.at('invoiceValidation').port.ready?.(validation)).resolves.toHaveLength(1);
  });

  test('whose tax Fusion works out otherwise gets the hold first, and is then held here; settled later by asking again', async () => {
    const sent = invoiceBody(1, { tax: '0.00', taxHold: 'Tax differs' });
    const id = await make(sent);
    const usual = on.fake.write;
    const taxLine = { LineType: 'Tax', LineAmount: 12.5, invoiceDistributions: [{ DistributionLineType: 'Tax' }] };
    on.fake.write = (call) => {
      const { items } = invoice()['invoiceLines'] as { items: FakeItem[] };
      if (call.path.endsWith('calculateTax') && items.length < 3) items.push(taxLine);
      return usual(call);
    };
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    expect(on.fake.rows['invoiceHolds']).toMatchObject([
      { HoldName: 'Tax differs', InvoiceNumber: sent.invoiceNumber },
    ]);
    const [found] = (await on.fusion.look('invoice', posted(sent))).found;
    expect(found).toMatchObject({ stage: 'stands', facts: { tax: '12.5' } });
    const { kind } = on.fusion.at('invoice');
    const problems = kind.review?.(sent, {
      key: sent.key,
      stage: 'stands',
      stageWord: '',
      reference: {},
      facts: found?.facts ?? {},
    });
    expect(problems).toMatchObject([{ reason: 'tax' }]);

    taxLine.LineAmount = 0;
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('delivered');
    expect(on.fake.rows['invoiceHolds']).toHaveLength(1);
  });

  test('that is not to be paid is held before anything else, and counts as posted all the same', async () => {
    const sent = invoiceBody(1, { paymentHold: 'Do not pay' });
    const id = await make(sent);
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    await on.fusion.send('invoiceValidation', act('invoiceValidation', sent, id));
    expect(on.written()[1]).toBe('POST invoiceHolds');
    await expect(on.stageOf('invoice', posted(sent))).resolves.toBe('posted');
    on.fake.rows['invoiceHolds']?.push({
      HoldId: 7,
      HoldName: 'Amount',
      InvoiceNumber: sent.invoiceNumber,
      Supplier: 'Lee Supplies',
      BusinessUnit: 'US1 Business Unit',
      ReleaseName: null,
    });
    const [found] = (await on.fusion.look('invoice', posted(sent))).found;
    expect(found).toMatchObject({ stage: 'vouchered', stageWord: 'Validated; on hold: Amount, Do not pay' });
  });

  test('whose installments come to another amount than the certificate is not settled', async () => {
    const sent = invoiceBody(1, { way: 'A', payable: '15000.00' });
    const id = await make(sent);
    await on.fusion.send('invoiceSettlement', act('invoiceSettlement', sent, id));
    const [found] = (await on.fusion.look('invoice', posted(sent))).found;
    expect(found?.stage).toBe('stands');
    const standing = {
      key: sent.key,
      stage: 'stands' as const,
      stageWord: '',
      reference: {},
      facts: found?.facts ?? {},
    };
    expect(on.fusion.at('invoice').kind.review?.(sent, standing)).toMatchObject([
      { reason: 'retainageSetup', value: '15300' },
    ]);
  });

  test('that a stranger has the number of is no find, and one with our key and another source differs', async () => {
    await make(invoiceBody(1));
    Object.assign(invoice(), { Description: 'typed by hand', InvoiceSource: 'Manual Invoice Entry' });
    const stranger = await on.fusion.look('invoice', posted(invoiceBody(1)));
    expect(stranger).toMatchObject({ found: [], strangers: [{ number: 'PC-778201-0001', amount: '15300' }] });
    Object.assign(invoice(), { Description: `${invoiceBody(1).key} 4411` });
    const [found] = (await on.fusion.look('invoice', posted(invoiceBody(1)))).found;
    expect(found === undefined ? [] : on.fusion.at('invoice').kind.compare(invoiceBody(1), found)).toEqual([
      'source: sent PROCORE, found Manual Invoice Entry',
    ]);
  });

  test('is found by its id alone once that is known, whatever was done to its number and description', async () => {
    const sent = invoiceBody(1);
    const id = await make(sent);
    Object.assign(invoice(), { InvoiceNumber: 'CHANGED', Description: '' });
    const known = await on.fusion.look('invoice', posted(sent, { reference: { invoiceId: id } }));
    expect(known.found).toMatchObject([{ reference: { invoiceId: id, invoiceNumber: 'CHANGED' } }]);
    const unknown = await on.fusion.look('invoice', posted(sent, { reference: { invoiceId: '1' } }));
    expect(unknown.found).toEqual([]);
  });

  test('whose duplicate number Fusion refuses is a refusal, to be looked for', async () => {
    on.fake.intercept = ({ method, path }, response) => {
      if (method !== 'POST' || path !== 'invoices') return false;
      json(response, 400, {
        title: 'Bad Request',
        status: '400',
        'o:errorDetails': [
          { detail: "You must enter a different number. There's already an invoice with that number. (AP-810245)" },
        ],
      });
      return true;
    };
    await expect(make(invoiceBody(1))).rejects.toMatchObject({ kind: 'Rejected', detail: { codes: ['AP-810245'] } });
  });
});

describe('right before an invoice is sent', () => {
  const ready = (fields: Parameters<typeof invoiceBody>[1] = {}) => {
    const order = {
      headerId: String(on.fake.rows['purchaseOrders']?.[0]?.['POHeaderId']),
      commitmentId: '701973',
      seen: [],
    };
    return on.fusion.at('invoice').port.ready?.(posted(invoiceBody(1, { order, ...fields })));
  };

  beforeEach(async () => {
    await on.fusion.send('purchaseOrder', posted(orderBody(1)));
    const [draft] = on.fake.rows['draftPurchaseOrders'] as [FakeItem];
    const lines = (draft['lines'] as { items: FakeItem[] }).items.map((line) => ({ ...line, StatusCode: 'OPEN' }));
    on.fake.rows['purchaseOrders'] = [{ ...draft, OrderNumber: '162873', StatusCode: 'OPEN', lines: { items: lines } }];
    on.fake.rows['draftPurchaseOrders'] = [];
  });
  const orderRow = (): FakeItem => on.fake.rows['purchaseOrders']?.[0] ?? {};

  test('its order is asked again: open, unchanged, and not billed by anybody meanwhile', async () => {
    await expect(ready()).resolves.toEqual([]);
    await on.fusion.send('invoice', posted(invoiceBody(1)));
    await expect(ready()).resolves.toEqual([]);
    Object.assign(on.fake.rows['invoices']?.[0] ?? {}, { Description: 'by hand' });
    await expect(ready()).resolves.toMatchObject([{ reason: 'orderElsewhere', value: 'PC-778201-0001' }]);
  });

  test.each([
    ['on hold', { StatusCode: 'ON HOLD' }, 'orderNotOpen'],
    ['closed', { StatusCode: 'CLOSED' }, 'orderNotOpen'],
  ])('an order that is %s by then is held', async (_name, fields, reason) => {
    Object.assign(orderRow(), fields);
    await expect(ready()).resolves.toMatchObject([{ reason }]);
  });

  test('a change of it that is pending by then is waited for, and an order that is gone is held', async () => {
    on.fake.rows['draftPurchaseOrders'] = [{ ...orderRow(), ChangeOrderNumber: 1, ChangeOrderDescription: 'CO 1' }];
    await expect(ready()).resolves.toMatchObject([{ reason: 'changePending', kind: 'waiting' }]);
    const gone = { headerId: '1', commitmentId: '701973', seen: [] };
    await expect(ready({ order: gone })).resolves.toMatchObject([{ reason: 'orderElsewhere', value: '1' }]);
  });
});

test.each([
  ['a supplier whose name cannot be asked for', { supplierName: "Ernie's Electrical" }],
  ['a number that cannot be asked for', { invoiceNumber: '7;8' }],
])('an invoice of %s is found all the same, and without reading all there are', async (_name, fields) => {
  const sent = invoiceBody(1, fields);
  await on.fusion.send('invoice', posted(invoiceBody(2)));
  await on.fusion.send('invoice', posted(sent));
  const look = await on.fusion.look('invoice', posted(sent));
  expect(look.found).toHaveLength(1);
  const asked = on.fake.calls.filter(
    ({ path, query }) => path === 'invoices' && query['expand'] === undefined && query['limit'] === '500',
  );
  expect(asked.length).toBeGreaterThan(0);
  const narrow = /InvoiceNumber=|Supplier=|InvoiceDate=/;
  expect(asked.filter(({ query }) => !narrow.test(query['q'] ?? ''))).toEqual([]);
});

describe('an answer that is lost after the thing was made', () => {
  test.each([
    ['purchaseOrder', orderBody(1)],
    ['invoice', invoiceBody(1)],
  ] as const)('of a %s is no refusal, and the next look finds it under our key', async (kind, body) => {
    on.fake.intercept = (call, response) => {
      if (call.method !== 'POST' || call.path === 'token') return false;
      on.fake.write(call);
      response.destroy();
      return true;
    };
    await expect(on.fusion.send(kind, posted(body))).rejects.toMatchObject({ kind: 'OutcomeUnknown' });
    const { found } = await on.fusion.look(kind, posted(body, { firstSentAt: '2026-11-20T14:05:00.000Z' }));
    expect(found).toMatchObject([{ stage: 'stands' }]);
    expect(found[0] === undefined ? ['nothing'] : on.fusion.at(kind).kind.compare(body, found[0])).toEqual([]);
  });
});

test('an act on an invoice that was renamed meanwhile names it as it is called now', async () => {
  const sent = invoiceBody(1);
  const invoiceId = (await on.fusion.send('invoice', posted(sent)))?.['invoiceId'] ?? '';
  Object.assign(on.fake.rows['invoices']?.[0] ?? {}, { Supplier: 'Lee Supplies LLC' });
  await on.fusion.send(
    'invoiceSettlement',
    posted({ kind: 'invoiceSettlement', key: sent.key, invoiceId, sent } as InvoiceActBody),
  );
  const tax = on.fake.calls.find(({ path }) => path.endsWith('calculateTax'));
  expect(tax?.body).toMatchObject({ Supplier: 'Lee Supplies LLC' });
});
