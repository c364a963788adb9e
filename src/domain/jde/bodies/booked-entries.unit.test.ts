import { differenceByAccount } from '../../posting/plan/difference-by-account';
import type { Entry } from '../../posting/books/entry';
import { PostedEffects } from '../../posting/books/posted-effects';
import type { VoucherDraft } from '../kinds/voucher';
import type { OrderDraft } from '../kinds/purchase-order';
import { printedAmounts } from './coded-amounts';
import { billed, changeOrderLine, history, item, requisition } from '../../procore/procore-documents.fixture';
import { erpAccount, planFacts, settings } from '../requisition/plan.fixture';
import { planned, stepOf } from '../requisition/planner.fixture';

const first = { number: 1, previousRequisitionId: null };
const change = item('', {
  id: '900',
  itemType: 'whole_change_order_item',
  lineItemId: null,
  changeOrderPackageId: '77',
  scheduledValue: '12000.00',
  totalCompletedAndStoredToDate: '6000.00',
  workCompletedRetainageRetainedThisPeriod: '600.00',
});
const cases: Readonly<Record<string, Parameters<typeof planned>[0]>> = {
  'progress, another item of the same account, and one that only lets retainage go': {
    requisition: requisition(
      [
        billed('26-010.S', '1', '10000.00', '0.00', '1000.00'),
        billed('26-010.S', '2', '500.00', '0.00', '50.00'),
        billed('03-300.S', '3', '4000.00', '400.00', '0.00', '100.00'),
      ],
      '3600.00',
    ),
    history: history('3600.00', { 'contract_item:3': ['4000.00', '400.00'] }),
  },
  'a pure release': {
    requisition: requisition([billed('26-010.S', '1', '50000.00', '5000.00', '0.00', '3200.00')], '45000.00'),
    history: history('45000.00', { 'contract_item:1': ['50000.00', '5000.00'] }),
  },
  'a change order split by code': {
    requisition: requisition([change], '0.00', first),
    changeOrderLines: {
      '900': [
        changeOrderLine('1', '26-010.S', '10000.00', 1),
        changeOrderLine('2', '03-300.S', '5000.00', 2),
        changeOrderLine('3', '05-120.M', '-3000.00', 3),
      ],
    },
    settings: { ...settings, negativeOrderLines: true },
  },
  'tax on a line of its own': {
    requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', {
      ...first,
      summary: { taxApplicableToThisPayment: '500.00', currentPaymentDue: '9500.00' },
    }),
    settings: {
      ...settings,
      taxMethod: 'line',
      companies: { '00200': { retainageAccount: '200.4110', taxAccount: '200.2310' } },
    },
    accounts: [...planFacts({}).accounts, erpAccount('200.2310')],
  },
  'a journal': {
    requisition: requisition([billed('26-010.S', '1', '1000.00', '0.00', '1000.00')], '0.00', first),
    settings: { ...settings, zeroPayable: 'journal' },
  },
  'retainage as pay items': {
    requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', first),
    settings: { ...settings, retainageMethod: 'payItem', retainageGlClass: 'RET' },
  },
};

function effectsOf(entries: readonly Entry[]): PostedEffects {
  return new PostedEffects([{ documentId: 'd', step: 'voucher', entries, posting: null }]);
}

describe.each(Object.entries(cases))('%s', (_, fields) => {
  const plan = planned(fields);
  const { draft, entries } = stepOf(plan, 'voucher');

  test('entries come to the distribution, account by account', () => {
    const distribution = printedAmounts((draft as VoucherDraft).distribution);
    expect(differenceByAccount(entries, distribution)).toEqual([]);
  });

  test('entries come to the plan, item by item, in gross and withheld', () => {
    const planOf = plan.head.lines.map((line) => [line.itemKey, Number(line.gross), Number(line.netRetainage)]);
    const posted = [...effectsOf(entries).byItem()].map(([key, sum]) => [key, Number(sum.gross), Number(sum.withheld)]);
    expect(posted).toEqual(planOf);
  });
});

test('an item names the order line that it is ordered by; what is not ordered names none', () => {
  const plan = planned(cases['progress, another item of the same account, and one that only lets retainage go']);
  const { draft } = stepOf(plan, 'order');
  const keys = (draft as OrderDraft).lines.map((line) => line.key);
  const lines = stepOf(plan, 'voucher').entries.map((entry) => entry.orderLine);
  expect(lines).toEqual([...keys, '', '', '']);
});

test('tax is told beside the amount that it moves', () => {
  const entries = stepOf(planned(cases['tax on a line of its own']), 'voucher').entries;
  expect(
    entries.filter((entry) => entry.tax !== '0').map(({ account, amount, tax }) => [account, amount, tax]),
  ).toEqual([['200.2310', '500.00', '500.00']]);
});

describe('an order', () => {
  const fields = cases['progress, another item of the same account, and one that only lets retainage go'];
  const entriesOf = (plan: ReturnType<typeof planned>) =>
    stepOf(plan, 'order').entries.map(({ book, item: key, amount, gross, withheld }) => [
      book,
      key,
      amount,
      gross,
      withheld,
    ]);

  test('counts by line and not by item while its voucher does', () => {
    expect(entriesOf(planned(fields))).toEqual([
      ['order', 'contract_item:1', '10000.00', '0', '0'],
      ['order', 'contract_item:2', '500.00', '0', '0'],
    ]);
  });

  test('counts by item too where no voucher is posted, and for what only carries retainage', () => {
    expect(entriesOf(planned({ ...fields, settings: { ...settings, apPosting: false } }))).toEqual([
      ['order', 'contract_item:1', '10000.00', '10000.00', '1000.00'],
      ['order', 'contract_item:2', '500.00', '500.00', '50.00'],
      ['order', 'contract_item:3', '0.00', '0.00', '-100.00'],
    ]);
  });
});
