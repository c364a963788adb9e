import { MockActivityEnvironment } from '@temporalio/testing';
import { isInBulk } from './in-bulk';

test.each([
  ['pollFeed', true],
  ['goLive', true],
  ['rebuildLedger', true],
  ['reconcile', true],
  ['requisition', false],
  ['vendor', false],
])('an activity of the workflow %s asks in bulk: %s', async (workflowType, expected) => {
  const environment = new MockActivityEnvironment({ workflowType });
  await expect(environment.run(() => Promise.resolve(isInBulk()))).resolves.toBe(expected);
});

test('whoever asks from outside of activities waits for the answer himself', () => {
  expect(isInBulk()).toBe(false);
});
