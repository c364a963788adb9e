import { stepActivities } from '../domain/posting/plan/steps';
import { activitySummaries, timerSummaries } from './activity-summaries';
import { holdDetails, waitDetails } from './hold-details';

const document = { tenantId: 't', connectionId: 'acme', kind: 'requisition', sourceId: '58820', projectId: '1' };

test('a hold says in the Temporal UI for whom it waits, until when, and the commands that come next', () => {
  const held = { kind: 'person', reasons: ['unmappedCostCode', 'periodClosed'], wakeAfterMs: null } as const;
  const details = holdDetails(document, held);
  expect(details).toContain('**Held**, waits for a person:\n');
  expect(details).toContain('- **unmappedCostCode**: a cost code has no account');
  expect(details).toContain('1. `ml-connector hold show --connection acme requisition/58820`');
  expect(details).toContain('`ml-connector hold resume --connection acme requisition/58820`');
  expect(holdDetails(document, { ...held, kind: 'waiting', wakeAfterMs: 1_800_000 })).toContain(
    'waits for something that comes by itself; looks again by itself within 30 min:',
  );
});

test('a wait says that nobody has to act, and never a shorter time than it takes', () => {
  expect(waitDetails(document, { why: 'the database was away', afterMs: 60_000 })).toContain('within 60 s');
  expect(waitDetails(document, { why: 'x', afterMs: 91_000 })).toContain('within 2 min');
  expect(waitDetails(document, { why: 'x', afterMs: 7_300_000 })).toContain('within 3 h');
});

test('each activity and timer says in plain words what it does: one line, no digit, so no amount and no id', () => {
  expect(Object.keys(activitySummaries)).toEqual(expect.arrayContaining(Object.values(stepActivities)));
  for (const summary of [...Object.values(activitySummaries), ...Object.values(timerSummaries)]) {
    expect(summary).toMatch(/^[a-z][A-Za-z ,:;']{10,100}$/);
  }
});
