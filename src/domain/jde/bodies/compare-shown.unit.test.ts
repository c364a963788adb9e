import type { Found } from '../../posting/look';
import { journal, type JournalDraft } from '../kinds/journal';
import { orderCancel } from '../kinds/order-cancel';
import { processorRun } from '../kinds/processor-run';
import { purchaseOrder, type OrderDraft } from '../kinds/purchase-order';
import { supplier } from '../kinds/supplier';
import { voucher, type VoucherDraft } from '../kinds/voucher';
import { billed, requisition } from '../../procore/procore-documents.fixture';
import { settings } from '../requisition/plan.fixture';
import { knownAtSending, planned, stepOf } from '../requisition/planner.fixture';
import type { JdeShown } from './shown';

const first = { number: 1, previousRequisitionId: null };
const plan = planned({
  requisition: requisition(
    [billed('26-010.S', '1', '100.00', '0.00', '10.00'), billed('26-010.S', '2', '100.00', '0.00', '10.00')],
    '0.00',
    first,
  ),
});
const draft = { ...(stepOf(plan, 'voucher').draft as VoucherDraft), withOrder: false };
const body = voucher.complete(draft, knownAtSending());
const cost = { account: '4411.1340.26010', amount: '100.0' };
const retainage = { account: '200.4110', amount: '-20' };
const shown: JdeShown = {
  company: '00200',
  supplier: '70123',
  currency: 'USD',
  total: '180',
  lines: [retainage, cost, cost],
};

function found(change: Partial<JdeShown> = {}, rest: Partial<Found> = {}): Found {
  return {
    reference: {},
    stage: 'delivered',
    stageWord: '',
    missing: [],
    facts: {},
    ...rest,
    shown: { ...shown, ...change },
  };
}

describe('a voucher', () => {
  test('is equal when it is the same money on the same accounts, in whatever order and form', () => {
    expect(voucher.compare(body, found())).toEqual([]);
  });

  test.each([
    [{ company: '00300' }, /company/],
    [{ supplier: '1' }, /supplier/],
    [{ currency: 'CAD' }, /currency/],
    [{ total: '180.01' }, /total/],
    [{ number: 'CORRECTED' }, /invoice number: sent .+, found CORRECTED/],
    [{ glDate: '2026-04-01' }, /G\/L date: sent .+, found 2026-04-01/],
    [{ lines: [retainage, cost] }, /4411\.1340\.26010 100\.00: sent, not found/],
    [{ lines: [retainage, cost, cost, cost] }, /found, not sent/],
    [{ lines: [retainage, cost, { ...cost, account: '4411.1340' }] }, /4411\.1340 100/],
  ])('that shows %p differs', (change, message) => {
    expect(voucher.compare(body, found(change)).join()).toMatch(message);
  });

  test('that is voided differs', () => {
    expect(voucher.compare(body, found({}, { stage: 'voided' })).join()).toMatch(/voided/);
  });

  test('is not compared by parts that are known to be missing', () => {
    expect(voucher.compare(body, found({ lines: [] }, { missing: ['distribution'] }))).toEqual([]);
    expect(voucher.compare(body, found({ total: '0' }, { missing: ['payItems'] }))).toEqual([]);
  });
});

test('an order is compared by its lines and without retainage', () => {
  const order = purchaseOrder.complete(stepOf(plan, 'order').draft as OrderDraft, knownAtSending());
  expect(purchaseOrder.compare(order, found({ total: '200', lines: [cost, cost] }))).toEqual([]);
  expect(purchaseOrder.compare(order, found())).not.toEqual([]);
});

test('a journal comes to nothing and has no supplier, whatever stands there for one', () => {
  const items = [billed('26-010.S', '1', '100.00', '0.00', '100.00')];
  const zero = {
    requisition: requisition(items, '0.00', first),
    settings: { ...settings, zeroPayable: 'journal' },
  } as const;
  const entry = journal.complete(stepOf(planned(zero), 'voucher').draft as JournalDraft, knownAtSending());
  const lines = [cost, { ...retainage, amount: '-100' }];
  expect(journal.compare(entry, found({ supplier: 'any', total: '0', lines }))).toEqual([]);
  expect(journal.compare(entry, found({ total: '1', lines })).join()).toMatch(/total/);
});

test('a run, a cancellation and a supplier are compared by nothing', () => {
  const run = { kind: 'processorRun', company: '00200', supplier: '70123' } as Parameters<
    typeof processorRun.compare
  >[0];
  const other = found({ company: '1', currency: '', total: '', lines: [] });
  expect(processorRun.compare(run, other)).toEqual([]);
  expect(orderCancel.compare({} as Parameters<typeof orderCancel.compare>[0], other)).toEqual([]);
  expect(supplier.compare({} as Parameters<typeof supplier.compare>[0], other)).toEqual([]);
});
