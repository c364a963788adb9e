import { MockActivityEnvironment } from '@temporalio/testing';
import { shareLeftToDocuments } from './in-bulk';

test.each([
  ['pollFeed', 0.2],
  ['goLive', 0.2],
  ['rebuildLedger', 0.2],
  ['reconcile', 0.2],
  ['costCodePublish', 0.5],
  ['requisition', 0],
  ['vendor', 0],
])(
  'an activity of the workflow %s leaves this share of the limits to documents: %s',
  async (workflowType, expected) => {
    const environment = new MockActivityEnvironment({ workflowType });
    await expect(environment.run(() => Promise.resolve(shareLeftToDocuments()))).resolves.toBe(expected);
  },
);

test.each([
  ['sweepVendors', 0.2],
  ['applyVendorImport', 0.5],
])('of the workflow supplierImport the activity %s leaves %s', async (activityType, expected) => {
  const environment = new MockActivityEnvironment({ workflowType: 'supplierImport', activityType });
  await expect(environment.run(() => Promise.resolve(shareLeftToDocuments()))).resolves.toBe(expected);
});

test('whoever asks from outside of activities waits for the answer himself', () => {
  expect(shareLeftToDocuments()).toBe(0);
});
