import type { ProcoreChangeOrder } from '../procore/procore-change-orders';
import { changeOrderLine } from '../procore/procore-documents.fixture';
import { changeOrderSide } from './change-order-side';

const changeOrder = {
  lineItems: [changeOrderLine('71', '03-300.S', '100.00', 1), changeOrderLine('72', '03-300.S', '-30.50', 2)],
} as unknown as ProcoreChangeOrder;
const line = (id: string, account: string, amount: string) => ({ item: `change_order_item:${id}`, account, amount });
const answer = (account: string, amount: string) => ({ item: '', account, amount });
const amountsOf = (facts: Omit<Parameters<typeof changeOrderSide>[0], 'changeOrder' | 'period'>) =>
  changeOrderSide({ changeOrder, period: '2026-11', ...facts }).amounts.map(
    ({ code, account, amount }) => `${code}${account} ${amount}`,
  );

test('it stands on the accounts that our ledger has it on, and on no row of a cost code', () => {
  const booked = [line('71', 'memo', '100.00'), line('72', 'other memo', '-30.50'), answer('offset', '-69.50')];
  expect(amountsOf({ booked, isOpen: false })).toEqual(['memo 100.00', 'other memo -30.50', 'offset -69.5']);
});

test('what Procore says otherwise is seen, in the line and in what answers it', () => {
  const booked = [line('71', 'memo', '90.00'), line('72', 'memo', '-30.50'), answer('offset', '-59.50')];
  expect(amountsOf({ booked, isOpen: false })).toEqual(['memo 100.00', 'memo -30.50', 'offset -69.5']);
});

test('a line that the order carried otherwise is none of the journal; of one that is held each line counts', () => {
  const booked = [line('71', 'memo', '100.00'), answer('offset', '-100.00')];
  expect(amountsOf({ booked, isOpen: false })).toEqual(['memo 100.00', 'offset -100']);
  expect(amountsOf({ booked, isOpen: true })).toEqual(['memo 100.00', ' -30.50', 'offset -69.5']);
});
