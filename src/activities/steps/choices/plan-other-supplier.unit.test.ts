import type { Plan, PlannedStep } from '../../../domain/posting/plan/planned-step';
import { billedBy, inOnePlan, totalsByStep } from './plan-other-supplier';

function step(of: Partial<PlannedStep> & Pick<PlannedStep, 'id' | 'step'>): PlannedStep {
  return { kind: 'voucher', system: 'jde', subject: '', draft: {}, entries: [], asks: [], ...of };
}

const head = {
  totals: { gross: '5', retained: '0', released: '300', payable: '5', netRetainage: '0', tax: '7', rounding: '0' },
};
const back = {
  head,
  notes: ['taken back'],
  orderSays: { 'order line a': 'goes to nothing' },
  steps: [
    step({ id: 'orderChange', step: 'orderChange' }),
    step({ id: 'voucher', step: 'voucher' }),
    step({ id: 'processorProof', step: 'processorRun', within: 'voucher' }),
    step({ id: 'orderCancel', step: 'orderCancel' }),
  ],
} as unknown as Plan;
const whole = { head, notes: ['whole'], steps: [step({ id: 'voucher', step: 'voucher' })] } as unknown as Plan;

test('the order first, then the credit and what runs within it, then the whole; the order is canceled last', () => {
  const plan = inOnePlan(back, whole);
  expect(plan.steps.map(({ id, within }) => `${id} ${within ?? ''}`.trim())).toEqual([
    ...['orderChange', 'voucher:credit', 'processorProof:credit voucher:credit', 'voucher', 'orderCancel'],
  ]);
  expect(billedBy('voucher', plan).map(({ id }) => id)).toEqual(['voucher:credit', 'voucher']);
  expect(plan).toMatchObject({ notes: ['taken back', 'whole'], orderSays: back.orderSays });
});

test('set back to the supplier who has the order: the credit first, then the order follows the whole', () => {
  const [change, voucher, , cancel] = back.steps;
  const onOrder = { ...whole, steps: [change, voucher, cancel] } as Plan;
  const plan = inOnePlan({ ...back, steps: [voucher] } as Plan, onOrder);
  expect(plan.steps.map(({ id }) => id)).toEqual(['voucher:credit', 'orderChange', 'voucher', 'orderCancel']);
});

test('what both move together is their sum, and each keeps what it moves itself', () => {
  const taken = { ...head.totals, gross: '-4', released: '-100', payable: '-4', tax: '-7' };
  const credit = { ...back, head: { totals: taken } } as Plan;
  expect(inOnePlan(credit, whole).head.totals).toMatchObject({ gross: '1', payable: '1', released: '200', tax: '0' });
  expect(totalsByStep('voucher', credit, whole)).toEqual({ 'voucher:credit': taken, voucher: head.totals });
});
