import type { FusionSandboxSettings } from '../../../sandbox/fusion/settings';
import { EXPENSE_TEXT } from '../../../sandbox/fusion/testing/test-company.fixture';
import { posted } from '../sample-bodies.fixture';
import { act, openOrder, sandboxInvoice, wholeWay } from './whole-way.fixture';
import { meet, sandboxOrder, standing, type Meeting } from './meet.fixture';
import type { FusionSettingsInput } from '../settings';

/** The whole way of an order and its invoice, at both positions of each switch of the sandbox that touches the client. */
let at: Meeting;
afterEach(() => at.close());

const tax = { taxRates: { STD: '10' }, defaultTaxClassification: 'STD', taxCombination: EXPENSE_TEXT };

const ends = [
  { stage: 'posted', stageWord: 'OPEN' },
  { stage: 'posted', stageWord: 'Validated' },
];

test.each<[string, Partial<FusionSandboxSettings>]>([
  ['a zone east of Greenwich', { timeZone: 'Asia/Kolkata' }],
  ['UTC', { timeZone: 'UTC' }],
  ['limits cut to two rows', { maxLimit: 2 }],
  ['children cut to one row', { expandedChildLimit: 1 }],
  ['children whole', { expandedChildLimit: 0 }],
  ['any order where none is asked for', { unorderedPages: 'shuffled' }],
  ['statuses with underscores', { statusSpelling: 'underscores' }],
  ['distributions of orders not expanded', { expandOrderDistributions: false }],
  ['drafts among orders', { draftsInPurchaseOrders: true }],
  ['open orders among drafts', { openOrdersInDrafts: true }],
  ['plain keys', { plainKeys: 'accepted' }],
  ['and that finds nothing anywhere', { andTrap: 'always' }],
  ['a doubled quote is none', { quoteDoubling: false }],
  ['a change of a child moves its parent', { childTouchesParent: true }],
  ['another word of success', { results: { success: 'Success', failure: 'Failure' } }],
  ['validation in words alone', { validationMessages: 'textOnly' }],
  ['schedules checked when made', { missingScheduleMembers: 'atCreate' }],
  ['nothing may be asked by but keys', { queryable: notAsked() }],
  [
    'not even keys',
    { queryable: { ...notAsked(), 'purchaseOrders.POHeaderId': false, 'draftPurchaseOrders.POHeaderId': false } },
  ],
  ['times of change of suppliers may be asked', { queryable: { 'suppliers.LastUpdateDate': true } }],
  ['lines that come to another sum are refused', { amountMismatch: 'refused' }],
  ['both signs on one invoice', { mixedSignLines: 'allowed' }],
  ['orders close when billed', { closesWhenBilled: false }],
  ['approval of invoices is automatic', { invoiceApproval: 'automatic', approvalMs: 0 }],
])('%s: the whole way ends where it should', async (_name, settings) => {
  at = await meet(settings);
  await expect(wholeWay(at.fusion)).resolves.toMatchObject(ends);
});

function notAsked(): Record<string, boolean> {
  const names = {
    invoices: [
      'InvoiceNumber',
      'Supplier',
      'SupplierNumber',
      'BusinessUnit',
      'InvoiceDate',
      'CreationDate',
      'LastUpdateDate',
    ],
    invoiceHolds: ['InvoiceNumber'],
    purchaseOrders: ['SupplierId', 'CreationDate', 'LastUpdateDate'],
    draftPurchaseOrders: ['SupplierId', 'CreationDate', 'LastUpdateDate'],
    suppliers: ['SupplierNumber', 'Supplier'],
    accountCombinationsLOV: ['_CHART_OF_ACCOUNTS_ID'],
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([resource, some]) => some.map((one) => [`${resource}.${one}`, false])),
  );
}

describe.each([3, 4, 5, 8, 9])('framework version %d', (frameworkVersion) => {
  test.each<FusionSettingsInput['queryStyle']>(['semicolon', 'expression'])(
    'conditions joined as %s',
    async (queryStyle) => {
      at = await meet({}, { site: { frameworkVersion, queryStyle } });
      await expect(wholeWay(at.fusion)).resolves.toMatchObject(ends);
    },
  );
});

describe('retainage', () => {
  const retainage = { way: 'A', attribute: 'RetainageRate', percent: '10' } as const;
  const byTerms = { order: { ...sandboxOrder(1), retainage }, way: 'A' as const };

  test.each(['terms', 'style'] as const)(
    'way B, on an order whose style has none (flag by %s)',
    async (retainageFlag) => {
      at = await meet({ retainageFlag });
      const order = sandboxOrder(1);
      const plain = { ...order, setup: { ...order.setup, documentStyleId: '1' } };
      await expect(wholeWay(at.fusion, { order: plain })).resolves.toMatchObject([
        { facts: { withoutTerms: 'yes' } },
        ends[1],
      ]);
    },
  );

  test.each([
    ['net', '14400.00'],
    ['gross', '16000.00'],
  ] as const)(
    'way A, the header %s of what is withheld: what is to be paid is the certificate',
    async (retainageHeader, amount) => {
      at = await meet({ retainageHeader });
      const [order, invoice] = await wholeWay(at.fusion, { ...byTerms, invoice: { amount } });
      expect(order).toMatchObject({ facts: { withTerms: 'yes' } });
      expect(invoice).toMatchObject({ ...ends[1], facts: { installments: '14400' } });
    },
  );

  test('way A with a header that the pod means otherwise is not validated', async () => {
    at = await meet({ retainageHeader: 'gross' });
    const open = await openOrder(at.fusion, byTerms.order);
    const body = sandboxInvoice(open, 'A');
    await at.fusion.send('invoice', posted(body));
    const stands = await standing(at.fusion, body);
    await at.fusion.send('invoiceSettlement', posted(act('invoiceSettlement', body, stands)));
    await expect(standing(at.fusion, body)).resolves.toMatchObject({
      stage: 'stands',
      facts: { installments: '12800' },
    });
    const validation = at.fusion.send('invoiceValidation', posted(act('invoiceValidation', body, stands)));
    await expect(validation).rejects.toMatchObject({ name: 'NotSent' });
  });
});

test('where tax moves the header, the invoice is not as it was sent, and is not validated', async () => {
  at = await meet({ ...tax, taxMovesHeader: true });
  const body = sandboxInvoice(await openOrder(at.fusion), 'B', {
    tax: '1600.00',
    amount: '16000.00',
    payable: '16000.00',
  });
  await at.fusion.send('invoice', posted(body));
  const stands = await standing(at.fusion, body);
  await at.fusion.send('invoiceSettlement', posted(act('invoiceSettlement', body, stands)));
  const validation = posted(act('invoiceValidation', body, stands));
  await expect(at.fusion.at('invoiceValidation').port.ready?.(validation)).resolves.toMatchObject([
    { reason: 'foundButDifferent' },
  ]);
  await expect(at.fusion.send('invoiceValidation', validation)).rejects.toMatchObject({ name: 'NotSent' });
});

test('words of statuses in another spelling mean the same', async () => {
  const words = {
    'Needs revalidation': 'Needs Revalidation',
    Initiated: 'INITIATED',
    'Not validated': 'Not Validated',
  };
  at = await meet({ words, invoiceApproval: 'manual' });
  await expect(wholeWay(at.fusion)).resolves.toMatchObject([ends[0], { stage: 'vouchered' }]);
});
