import type { PlannerInput } from '../../posting/plan/planner';
import type { DirectCostWanted } from '../../direct-cost/direct-cost-wanted';
import { journals } from '../journals/journal-member.fixture';
import { combination, periods } from '../requisition/planner.fixture';
import { clearing, inputOf, memberOf, planned, type Given } from './direct-cost.fixture';
import { fusionDirectCostPlanner } from './planner';

// A direct cost that is gone from Procore, or approved no more, after it was booked in October.

const stood = planned({ input: { postedOn: '2026-10-29' } }).steps[0]?.entries ?? [];
const missingTo: NonNullable<PlannerInput['missingTo']> = {
  ...{ because: 'd9', entries: stood, totals: { released: '0', tax: '0' }, hasOrder: false, ownKeys: [] },
};
const gone = (given: Given = {}, chosen = true) =>
  fusionDirectCostPlanner(
    inputOf({
      ...given,
      wanted: { directCost: null, ...given.wanted },
      input: { ...(chosen ? { missingTo, postedOn: '2026-11-05' } : {}), ...given.input },
    }) satisfies PlannerInput<DirectCostWanted>,
  );
function planOf(result: ReturnType<typeof gone>) {
  if (!('plan' in result)) throw new Error(`expected a plan: ${JSON.stringify(result)}`);
  return result.plan;
}

test('the opposite of all that stands is booked, as a journal of its own, on the day of the choice', () => {
  const plan = planOf(gone());
  expect(memberOf(plan)).toMatchObject({
    ...{ document: 'directCost/5567123', accountingDate: '2026-11-05', period: 'Nov-26', journal: 'DC 5567123' },
    lines: [
      { account: '101.10.60530.000', amount: '-1000.00', lineId: '1' },
      { account: '101.10.60530.000', amount: '-200.00', lineId: '2' },
      { account: clearing, amount: '1200.00', lineId: '' },
    ],
  });
  expect(plan.steps).toMatchObject([{ because: 'd9', asks: ['live', 'decision'] }]);
  expect(plan.steps[0]?.entries.map(({ period }) => period)).toEqual(['2026-11', '2026-11', '2026-11']);
});

test('of what was adjusted before, what it comes to by now is taken back', () => {
  const less = stood.map((entry) => ({
    ...entry,
    amount: entry.item === '' ? '100.00' : entry.item.endsWith(':1') ? '-100.00' : '0.00',
    gross: '0',
  }));
  const plan = planOf(gone({ input: { missingTo: { ...missingTo, entries: [...stood, ...less] } } }));
  expect(memberOf(plan).lines.map(({ amount }) => amount)).toEqual(['-900.00', '-200.00', '1100.00']);
});

test('before anybody chose, nothing is wanted of it', () => {
  expect(planOf(gone({}, false)).steps).toMatchObject([{ step: 'cost', entries: [] }]);
});

test('the period of the day is closed: it waits, or goes to the next that is open, as the connection has it', () => {
  const closed = periods.map((one) => (one.name === 'Nov-26' ? { ...one, status: 'C' as const } : one));
  const next = [
    ...closed.filter(({ name }) => name !== 'Dec-26'),
    { ...periods[0], name: 'Dec-26', status: 'O', start: '2026-12-01', end: '2026-12-31' } as (typeof periods)[number],
  ];
  expect(gone({ periods: closed })).toMatchObject({ problems: [{ reason: 'periodClosed' }] });
  const moved = planOf(gone({ periods: next, settings: { outsidePeriod: 'firstOpenDay' } }));
  expect(memberOf(moved)).toMatchObject({ accountingDate: '2026-12-01', period: 'Dec-26' });
});

test('an account that was closed meanwhile is told', () => {
  const combinations = { [clearing]: { ...combination(clearing), enabled: false } };
  expect(gone({ combinations })).toMatchObject({ problems: [{ reason: 'accountInactive' }] });
});

test('what it needs is asked for in turn, and nothing of the cost itself', () => {
  const input = inputOf({ wanted: { directCost: null }, input: { missingTo } });
  expect(fusionDirectCostPlanner({ ...input, facts: { get: () => undefined } })).toMatchObject({
    need: [{ kind: 'ledger' }, { kind: 'periods' }, { kind: 'combination' }, { kind: 'combination' }],
  });
});

test('what is booked in another currency is taken back in it, by the type of today, or held where there is none', () => {
  const wanted = { bookedIn: 'CAD' };
  const plan = planOf(gone({ wanted, settings: { journals: { ...journals, conversionType: 'Spot' } } }));
  expect(memberOf(plan)).toMatchObject({ currency: 'CAD', conversionType: 'Spot', accountingDate: '2026-11-05' });
  expect(gone({ wanted, settings: { journals } })).toMatchObject({
    problems: [{ reason: 'currency', value: 'CAD', remedies: [{ path: 'posting.journals.conversionType' }] }],
  });
});
