import { billed, planFacts, requisition } from '../../domain/jde/plan.fixture';
import { planRequisition } from '../../domain/jde/plan-requisition';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import { taxProblem } from './tax-read-back';

const result = planRequisition(
  planFacts({
    requisition: requisition([billed('26-010.S', '1', '10000.00', '0.00', '1000.00')], '0.00', {
      number: 1,
      previousRequisitionId: null,
    }),
  }),
);
if (!('plan' in result) || result.plan.voucher === null) throw new Error('expected a voucher');
const { plan } = result;

function taxed(tax: string, foreign: boolean): RequisitionPlan {
  const voucher = { ...plan.voucher!, foreign, payItems: [{ payItem: '001', amount: '9720.00', payStatus: 'H', tax }] };
  return { ...plan, foreign, voucher };
}

test.each([
  ['none was sent and none is there', plan, '0.00'],
  ['what was sent is there', taxed('720.00', false), '720'],
  ['nothing was read back yet', taxed('720.00', false), null],
  ['no voucher was made', { ...plan, voucher: null }, '5.25'],
  ['a foreign one has none and none was sent', { ...plan, foreign: true }, '0'],
  ['a foreign one shows its tax in the company’s currency', taxed('720.00', true), '525.60'],
])('all is well where %s', (_, of, readBack) => {
  expect(taxProblem(of, 'PC1', readBack)).toBeNull();
});

test.each([
  ['JDE gave a tax by default', plan, '5.25'],
  ['JDE gave another tax', taxed('720.00', false), '720.01'],
  ['JDE dropped the tax', taxed('720.00', false), '0'],
  ['JDE gave a foreign voucher a tax by default', { ...plan, foreign: true }, '3.83'],
  ['JDE dropped the tax of a foreign voucher', taxed('720.00', true), '0'],
])('it is a problem where %s', (_, of, readBack) => {
  expect(taxProblem(of, 'PC1', readBack)).toMatchObject({ reason: 'tax', field: 'STAM', value: readBack });
});
