import type { FusionSandboxSettings } from '../../sandbox/fusion/settings';
import { wholeWay } from './on-sandbox-way.fixture';
import { meet, type Meeting } from './on-sandbox.fixture';
import type { FusionSettingsInput } from './settings';

/** The whole way of an order and its invoice, at both positions of each switch of the sandbox that touches the client. */
let at: Meeting;
afterEach(() => at.close());

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
  test('way B', async () => {
    at = await meet();
    await expect(wholeWay(at.fusion)).resolves.toMatchObject([{ facts: { withoutTerms: 'yes' } }, {}]);
  });
});
