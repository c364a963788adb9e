import type { Plan } from '../plan/planned-step';
import { leftBehind } from './left-behind';

const entries = [{ amount: '1' }];
const plan = {
  steps: [
    { step: 'order', entries },
    { step: 'voucher', entries },
    { step: 'orderCancel', entries: [] },
  ],
} as unknown as Plan;
const voucher = { step: 'voucher', state: 'confirmed', origin: 'sent', because: null } as const;

test('an order is compared with its plan as long as nothing was posted of its voucher by a choice', () => {
  expect([...leftBehind(plan, [voucher])]).toEqual([]);
  expect([...leftBehind(plan, [voucher, { ...voucher, state: 'uncertain', because: '7' }])]).toEqual([]);
  expect([...leftBehind(plan, [{ ...voucher, step: 'order', because: '7' }])]).toEqual([]);
});

test.each([[{ because: '7' }], [{ origin: 'byHand' as const }]])('%j: it is left as it stands', (fields) => {
  expect([...leftBehind(plan, [voucher, { ...voucher, ...fields }])]).toEqual(['order']);
});
