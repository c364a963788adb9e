import { comparePosting } from './compare-posting';
import { planRequisition } from './plan-requisition';
import { billed, planFacts, requisition } from './plan.fixture';
import type { FoundPosting } from '../posting/found-posting';
import type { VoucherBody } from './posting-body';

const result = planRequisition(
  planFacts({
    requisition: requisition(
      [billed('26-010.S', '1', '100.00', '0.00', '10.00'), billed('26-010.S', '2', '100.00', '0.00', '10.00')],
      '0.00',
      { number: 1, previousRequisitionId: null },
    ),
  }),
);
if (!('plan' in result) || result.plan.voucher === null) throw new Error('expected a voucher');
const body: VoucherBody = { ...result.plan.voucher, erpKey: 'PC1', ediBatch: 'PC1', order: null };
const cost = { account: '4411.1340.26010', amount: '100.0' };
const retainage = { account: '200.4110', amount: '-20' };
const found: FoundPosting = {
  reference: {},
  company: '00200',
  supplier: '70123',
  currency: 'USD',
  total: '180',
  lines: [retainage, cost, cost],
  voided: false,
  missing: [],
};

test('equal is the same money on the same accounts, in whatever order and form', () => {
  expect(comparePosting(body, found)).toBe('equal');
});

test.each([
  [{ company: '00300' }, /company/],
  [{ supplier: '1' }, /supplier/],
  [{ currency: 'CAD' }, /currency/],
  [{ total: '180.01' }, /total/],
  [{ voided: true }, /voided/],
  [{ lines: [retainage, cost] }, /4411\.1340\.26010 100\.00: sent, not found/],
  [{ lines: [retainage, cost, cost, cost] }, /found, not sent/],
  [{ lines: [retainage, cost, { ...cost, account: '4411.1340' }] }, /4411\.1340 100/],
])('%p is a difference', (change, message) => {
  const compared = comparePosting(body, { ...found, ...change });
  expect(compared === 'equal' ? '' : compared.differences.join()).toMatch(message);
});

test('parts that are known to be missing are not compared', () => {
  expect(comparePosting(body, { ...found, missing: ['distribution'], lines: [] })).toBe('equal');
});
