import { inShownOrder, type HoldReason, type Problem } from './hold-reason';

function problem(reason: HoldReason): Problem {
  return { reason, kind: 'person', field: '', value: '', message: reason, remedies: [{ act: 'resume' }] };
}

test('the first text of a hold belongs to the first of its reasons', () => {
  const shown = inShownOrder(
    ['earlierRequisition', 'accountInactive', 'unmappedCostCode'].map((one) => problem(one as HoldReason)),
  );
  expect(shown.map((one) => one.message)).toEqual(['unmappedCostCode', 'accountInactive', 'earlierRequisition']);
});
