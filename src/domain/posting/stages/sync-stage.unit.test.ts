import { counts, isFinalStage, isSaidBy, stagesSaidBy, syncStages } from './sync-stage';

test('every stage is said by one: the pass, the postings, a person or the source', () => {
  const all = (['pass', 'posted', 'person', 'source'] as const).flatMap(stagesSaidBy);
  expect(all.toSorted()).toEqual(syncStages.toSorted());
  expect(isSaidBy('pass', null)).toBe(false);
});

test('the next number may go when what counts, or nothing, is left of this one', () => {
  expect(syncStages.filter((stage) => isFinalStage(stage, true))).toEqual([
    ...['delivered', 'vouchered', 'posted', 'recorded', 'withdrawn', 'takenOver', 'byHand', 'left'],
  ]);
  expect([isFinalStage('ordered', false), isFinalStage(null, false)]).toEqual([true, false]);
  expect([counts('ordered'), counts('withdrawn'), counts('held'), counts('left')]).toEqual([true, false, false, true]);
});
