import { awaitedRuns } from './next-step';
import type { PlannedStep } from './planned-step';
import type { PostingStage } from '../stages/posting-stage';

const step = (more: Partial<PlannedStep>): PlannedStep => ({
  ...{ id: 'cost', step: 'cost', kind: 'journal', system: 'erp', subject: 's', draft: {}, entries: [], asks: [] },
  ...more,
});
const via = { kind: 'journalRun', run: 'NORD 2026-10 USD' } as const;
const runsOf = (of: PlannedStep, stands: PostingStage | null): string[] => awaitedRuns([of], () => stands);

test('a step waits for its run while nothing of it stands; what a decision asks for is posted beside what stands', () => {
  expect(runsOf(step({ via }), null)).toEqual([via.run]);
  expect(runsOf(step({ via }), 'posted')).toEqual([]);
  expect(runsOf(step({ via, because: '7' }), 'posted')).toEqual([via.run]);
  expect(runsOf(step({}), null)).toEqual([]);
});

test('one whose turn has not come waits for no run yet', () => {
  const behind = step({ via, after: { step: 'order', stage: 'posted' } });
  expect(awaitedRuns([behind], (of) => (of === 'order' ? 'stands' : null))).toEqual([]);
  expect(awaitedRuns([behind], (of) => (of === 'order' ? 'posted' : null))).toEqual([via.run]);
});
