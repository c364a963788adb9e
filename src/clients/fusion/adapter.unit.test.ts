import { fusionFactKey } from '../../domain/fusion/facts';
import type { Order } from '../../domain/fusion/order';
import { json, type FakeItem } from './calls/fake-fusion.fixture';
import { fusionUnderTest, onFakePod } from './fusion-under-test.fixture';
import { invoiceBody, orderBody, posted } from './sample-bodies.fixture';

const on = onFakePod({ site: { testSupplier: '1252' } });

const factOf = async (key: Parameters<typeof on.fusion.adapter.readFacts>[0][number]): Promise<unknown> =>
  (await on.fusion.adapter.readFacts([key]))[0]?.value;
const supplierKey = fusionFactKey.supplier('1252', 'p1');

describe('facts', () => {
  test('a supplier is read with its sites and assignments, whether children come in one call or by their own path', async () => {
    const inOneCall = await factOf(supplierKey);
    expect(inOneCall).toMatchObject({
      id: '300000047414503',
      sites: [
        { name: 'Lee US1', pays: true, assignments: [{ businessUnitId: '300000046987012', inactiveDate: null }] },
      ],
    });
    expect(JSON.stringify(inOneCall)).not.toContain('2047719');
    const [row] = on.fake.rows['suppliers'] as [FakeItem];
    const { items } = row['sites'] as { items: FakeItem[] };
    on.fake.rows['suppliers/300000047414503/child/sites'] = items.map(({ assignments: _, ...site }) => site);
    on.fake.rows['suppliers/300000047414503/child/sites/300000047414679/child/assignments'] = [
      { ClientBUId: 300000046987012, InactiveDate: null },
    ];
    delete row['sites'];
    await expect(factOf(supplierKey)).resolves.toEqual(inOneCall);
  });

  test.each([[true], [false]])(
    'a combination is found by its segments, zeros kept; one that does not exist is none (asked for: %s)',
    async (mayAsk) => {
      if (mayAsk)
        on.fake.queryable['accountCombinationsLOV'] = [
          '_CHART_OF_ACCOUNTS_ID',
          'entity',
          'department',
          'account',
          'subAccount',
          '_CODE_COMBINATION_ID',
        ];
      await expect(factOf(fusionFactKey.combination('101.10.60530.000'))).resolves.toMatchObject({
        id: '626955',
        enabled: true,
      });
      await expect(factOf(fusionFactKey.combination('101.10.60530.0'))).resolves.toBeNull();
    },
  );

  test('an application that gives a period twice is refused', async () => {
    const key = fusionFactKey.periods('300000046975971', '200');
    await expect(factOf(key)).resolves.toEqual([
      { name: 'Nov-26', status: 'O', start: '2026-11-01', end: '2026-11-30' },
    ]);
    const rows = on.fake.rows['accountingPeriodStatusLOV'] ?? [];
    rows.push({ ...rows[1], ClosingStatus: 'C' });
    await expect(factOf(key)).rejects.toMatchObject({ kind: 'Rejected', detail: { reason: 'ambiguousPeriod' } });
  });

  test.each([[true], [false]])(
    'an order is read with the accounts of its lines, by id or as text, its third level given: %s',
    async (thirdLevel) => {
      const reference = await on.fusion.send('purchaseOrder', posted(orderBody(1)));
      const [draft] = on.fake.rows['draftPurchaseOrders'] as [FakeItem];
      const lines = (draft['lines'] as { items: FakeItem[] }).items.map((line) => ({
        ...line,
        schedules: {
          items: (line['schedules'] as { items: FakeItem[] }).items.map(({ distributions, ...one }) =>
            thirdLevel ? { ...one, distributions } : one,
          ),
        },
      }));
      on.fake.rows['purchaseOrders'] = [{ ...draft, StatusCode: 'PENDING_APPROVAL', lines: { items: lines } }];
      if (!thirdLevel) {
        on.fake.intercept = ({ path, query }, response) => {
          if (path !== 'purchaseOrders' || !(query['expand'] ?? '').endsWith('distributions')) return false;
          json(response, 400, { title: 'Bad Request', 'o:errorCode': '27014' });
          return true;
        };
      }
      const order = (await factOf(fusionFactKey.order(reference?.['poHeaderId'] ?? '', 'c'))) as Order;
      expect(order).toMatchObject({ status: 'PENDING APPROVAL', hasTerms: false, pendingChange: null });
      expect(order.lines).toMatchObject([
        { number: '1', ordered: '16000', quantity: null, schedules: [{ accounts: ['101.10.60530.000'] }] },
      ]);
    },
  );

  test('what is billed on an order is told by invoice, ours by key and source, canceled ones left out', async () => {
    const reference = await on.fusion.send('purchaseOrder', posted(orderBody(1)));
    const [draft] = on.fake.rows['draftPurchaseOrders'] as [FakeItem];
    on.fake.rows['purchaseOrders'] = [{ ...draft, OrderNumber: '162873', StatusCode: 'OPEN' }];
    for (const number of [1, 2, 3]) await on.fusion.send('invoice', posted(invoiceBody(number)));
    const [, byHand, canceled] = on.fake.rows['invoices'] as [FakeItem, FakeItem, FakeItem];
    Object.assign(byHand, { InvoiceSource: 'Manual Invoice Entry' });
    Object.assign(canceled, { CanceledFlag: true });
    await expect(factOf(fusionFactKey.orderBilling(reference?.['poHeaderId'] ?? '', 'c'))).resolves.toMatchObject({
      invoices: [
        { key: invoiceBody(1).key, lines: [{ orderLine: '1', amount: '16000' }] },
        { key: '', number: 'PC-778201-0002' },
      ],
    });
  });

  test('a kind that Fusion does not know is told with those it knows', async () => {
    await expect(factOf({ kind: 'job', id: '1', causes: [] })).rejects.toThrow(
      'combination, periods, ledger, supplier, order, orderBilling',
    );
  });
});

describe('suppliers', () => {
  const by = async (wanted: { taxId?: string; name?: string }): Promise<readonly string[]> =>
    (await on.fusion.adapter.findSuppliers({ sourceKey: '', taxId: '', name: '', ...wanted })).map((one) => one.by);

  test('are found by tax id, else by exactly their name; inactive ones are none', async () => {
    await expect(by({ taxId: '91-2047719', name: 'Nobody' })).resolves.toEqual([]);
    on.fake.queryable['suppliers'] = ['SupplierId', 'SupplierNumber', 'Supplier', 'TaxpayerId'];
    await on.fusion.adapter.openSession();
    await expect(by({ taxId: '912047719', name: 'Nobody' })).resolves.toEqual(['taxId']);
    await expect(by({ taxId: '91 2047719' })).resolves.toEqual(['taxId']);
    Object.assign(on.fake.rows['suppliers']?.[0] ?? {}, { TaxpayerId: null });
    await expect(by({ taxId: '91-2047719', name: 'Lee Supplies' })).resolves.toEqual(['name']);
    await expect(by({ name: 'Lee Supplies' })).resolves.toEqual(['name']);
    await expect(by({ name: 'Lee' })).resolves.toEqual([]);
    Object.assign(on.fake.rows['suppliers']?.[0] ?? {}, { Status: 'INACTIVE' });
    await expect(by({ name: 'Lee Supplies' })).resolves.toEqual([]);
  });

  test('are read by number', async () => {
    await expect(on.fusion.adapter.readSupplier('1252')).resolves.toMatchObject({
      name: 'Lee Supplies',
      isSupplier: true,
    });
    await expect(on.fusion.adapter.readSupplier('9')).resolves.toBeNull();
  });
});

describe('the connection check', () => {
  const failed = async () => (await on.fusion.adapter.check()).filter(({ ok }) => !ok);

  test('goes step by step through a pod that is set up', async () => {
    const steps = await on.fusion.adapter.check();
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^pod 127\.0\.0\.1.*name and TLS/),
      'token by clientCredentials',
      ...[
        'suppliers',
        'purchaseOrders',
        'draftPurchaseOrders',
        'invoices',
        'invoiceHolds',
        'accountCombinationsLOV',
      ].map((one) => `resource ${one}`),
      'two conditions at once on suppliers',
      'two conditions at once on accountCombinationsLOV',
      'chart of accounts 5237',
      'business unit of invoices',
      'procurement business unit',
      'ledger',
      'document style',
      'invoice source',
      'periods of Payables',
      'periods of General Ledger',
      'test supplier 1252',
      'journals',
    ]);
    expect(steps.find(({ name }) => name.startsWith('chart'))?.detail).toContain(
      'e.g. 101.10.60530.000; balancing entity',
    );
  });

  test('ends where there is no token, and says whom to ask', async () => {
    on.fake.intercept = ({ path }, response) => {
      if (path === 'token') json(response, 401, { error: 'invalid_client' });
      return path === 'token';
    };
    const steps = await on.fusion.adapter.check();
    expect(steps).toHaveLength(2);
    expect(steps[1]).toMatchObject({ ok: false, ask: expect.stringContaining('identity domain') });
    expect(JSON.stringify(steps)).not.toContain('secret-word');
  });

  test('names a style of questions that the pod does not understand, with the one that it does', async () => {
    await on.fusion.adapter.close();
    on.fusion = fusionUnderTest(on.fake, { site: { queryStyle: 'expression' } });
    const style = (await failed()).find(({ name }) => name === 'two conditions at once on suppliers');
    expect(style?.detail).toContain('not found by SupplierId and SupplierNumber as expression, but as semicolon');
  });

  test('names each thing that is not as the connection says', async () => {
    on.fake.rows['ledgersLOV'] = [{ LedgerId: 300000046975971, Name: 'Another' }];
    on.fake.rows['purchasingDocumentStylesLOV'] = [];
    on.fake.rows['accountingPeriodStatusLOV'] = [];
    Object.assign(on.fake.rows['accountCombinationsLOV']?.[0] ?? {}, { location: '000' });
    const [supplier] = on.fake.rows['suppliers'] as [FakeItem];
    Object.assign((supplier['sites'] as { items: FakeItem[] }).items[0] ?? {}, { assignments: { items: [] } });
    const details = new Map((await failed()).map(({ name, detail, ask }) => [name, `${detail} | ${ask ?? ''}`]));
    expect([...details.keys()]).toEqual([
      'chart of accounts 5237',
      'ledger',
      'document style',
      'periods of Payables',
      'periods of General Ledger',
      'test supplier 1252',
    ]);
    expect(details.get('chart of accounts 5237')).toContain('entity, department, account, subAccount, location');
    expect(details.get('test supplier 1252')).toContain(
      'site Lee US1 is not assigned to business unit US1 Business Unit',
    );
  });
});

test('what of ours changed lately is told by its key, what people made by its id, as what may be posted by hand', async () => {
  await on.fusion.send('invoice', posted(invoiceBody(1)));
  await on.fusion.send('invoice', posted(invoiceBody(2)));
  Object.assign(on.fake.rows['invoices']?.[1] ?? {}, { Description: 'by hand' });
  const { port } = on.fusion.at('invoice');
  await expect(port.changedWithin?.(7)).resolves.toMatchObject([
    { key: invoiceBody(1).key },
    { key: null, reference: { invoiceId: String(on.fake.rows['invoices']?.[1]?.['InvoiceId']) }, mayBeByHand: true },
  ]);
  await expect(port.ours?.(7)).resolves.toMatchObject([{ key: invoiceBody(1).key, step: 'voucher', stage: 'stands' }]);
});
