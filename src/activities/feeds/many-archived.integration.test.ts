import { randomUUID } from 'node:crypto';
import { openArchive, type Archive } from '../../../test/stack/archived-requisitions';
import { createTestStore, testProjectId, type TestStore } from '../../../test/stack/test-store';
import { getMetrics } from '../../api/get-metrics';
import { takeInEvents } from '../../api/take-in-events';
import { causeKey } from '../../domain/holds/cause-key';
import { resume } from '../../domain/holds/remedy';
import { Metrics } from '../../telemetry/metrics';
import { createFetchRequisition } from '../requisition/fetch-requisition';
import { createPollRequisitions } from './poll-requisitions';
import { windowedSource, type WindowedSource } from './windowed-source.fixture';

let acme: TestStore;
let source: WindowedSource;
let past: Archive;
beforeEach(async () => {
  acme = await createTestStore();
  source = windowedSource(acme);
  past = await openArchive(acme);
});
afterEach(async () => {
  await past.close();
  await acme.close();
});

const minute = 60_000;
const ago = (ms: number): Date => new Date(Math.floor((Date.now() - ms) / 1000) * 1000);
const scope = () => ({ tenantId: acme.tenantId, connectionId: acme.connectionId, projectId: testProjectId });
async function poll(): Promise<readonly string[]> {
  source.calls.length = 0;
  await createPollRequisitions(source.ports)(scope());
  return [...source.calls];
}

test.each([
  ['few', 1],
  ['more than a page', 150],
])(
  'an idle poll after %s changes makes as many calls beside 100,000 posted requisitions as beside 100',
  async (_what, changes) => {
    for (let index = 0; index < changes; index += 1) source.put(index + 1, ago(8 * minute - index * 1_000));
    await poll();
    await past.add(acme, testProjectId, 100);
    const beside100 = await poll();
    await past.add(acme, testProjectId, 100_000);
    expect(await poll()).toEqual(beside100);
    expect(beside100.length).toBeLessThanOrEqual(2);
  },
  120_000,
);

test('beside 100,000 posted requisitions nothing that goes on all the time reads a table from end to end', async () => {
  for (let index = 1; index <= 3; index += 1) source.put(index, ago(index * minute));
  await poll();
  await past.add(acme, testProjectId, 100_000);
  const before = await past.wholeReadings();

  source.put(4, ago(1_000));
  await poll();
  await createFetchRequisition(source.ports)({ ...scope(), kind: 'requisition', sourceId: '4' });
  const { store, tenantId } = acme;
  const event = { resource: 'Requisitions', resourceId: '4', projectId: testProjectId, eventType: 'update' };
  await store.webhookInbox.store(
    acme,
    { eventId: randomUUID(), ...event, eventAt: new Date().toISOString(), userId: null },
    Buffer.from('x'),
  );
  await takeInEvents(store, { tenantId, failedBefore: false });
  await store.outbox.drain(100, () => Promise.resolve());
  const metrics = new Metrics();
  getMetrics({ store, metrics });
  await metrics.scrape();
  await store.inTenant(tenantId, async (tx) => {
    const page = { limit: 100, after: null };
    const [document] = (await tx.lists.documents(acme, {}, page)).rows;
    await tx.lists.holds(acme, {}, page);
    const watched = { system: 'jde', kind: 'voucher', restingStages: ['posted'] } as const;
    expect(await tx.standings.hasResting(acme, watched)).toBe(true);
    expect(await tx.standings.leftTooLong(acme, watched, 14)).toEqual([]);
    expect(await tx.standings.resting(acme, watched, [{ key: 'archived-7' }])).toHaveLength(1);
    const asOf = await tx.versionRows.clockNow(acme);
    const cause = causeKey.account('4411');
    await tx.holds.open(await tx.documents.load(document?.id ?? ''), {
      problems: [
        {
          field: 'x',
          value: 'x',
          reason: 'accountMissing',
          kind: 'person',
          message: 'x',
          remedies: [resume],
          causeKey: cause,
        },
      ],
      asOf,
    });
    expect(await tx.mended(acme, [cause])).toBe(1);
  });
  expect(await past.wholeReadings()).toEqual(before);
}, 120_000);
