import type { ConnectionContext } from '../../../src/application/context';
import { backfill } from '../../../src/application/feeds/backfill';
import { pauseFeeds, unpauseFeeds } from '../../../src/application/feeds/pause-feeds';
import { previewCadence, setCadence, showCadence } from '../../../src/application/feeds/set-cadence';
import { listProjects } from '../../../src/application/feeds/list-projects';
import { cadenceSchema } from '../../../src/config/cadence';
import { dayBeside } from '../../../src/domain/calendar/poll-times';
import { feedWorkflowId } from '../../../src/workflows/names';
import { testContext } from '../../stack/test-context';
import { addContracts } from '../support/added-contracts';
import { startRig, type Rig } from '../support/rig';

// When nothing is posted, and when feeds are polled: by the clock, by dates of Procore and by those of the ERP.

const item = { code: '26-010.S', total: '1000.00', withheld: '100.00' } as const;
const names = ['BLACKOUT', 'CALENDAR', 'BETWEEN'];
let rig: Rig;
let projectId: string;
beforeAll(async () => {
  rig = await startRig({
    shape: (folder) => {
      addContracts(
        folder,
        names.map((number) => ({ number, requisitions: [{ items: [item] }] })),
      );
    },
  });
  await rig.goLive(['4411']);
  projectId = (await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.projects.byName(rig.scope, '4411'))).id;
});
afterAll(() => rig.close());

const year = new Date().getUTCFullYear();
const always = { name: 'close', once: { from: '2026-01-01T00:00', to: `${String(year + 1)}-12-31T00:00` } };
const blackouts = (...all: object[]) => rig.changeSettings({ posting: { blackouts: all } });
const heldFor = async (name: string, reason: string): Promise<string> => {
  const { id, sourceId } = await rig.requisition(name, 1);
  await rig.until(`${name} held for ${reason}`, async () =>
    (await rig.holds()).some(({ document, hold }) => document.id === id && hold.reasons.join() === reason),
  );
  return sourceId;
};
const standingOf = async (name: string) => {
  const { id } = await rig.requisition(name, 1);
  const postings = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(id));
  return postings.map(({ step, state }) => `${step} ${state}`);
};

test('in a blackout nothing is posted, and the requisition says until when; where the setting changes it goes on', async () => {
  await blackouts(always);
  const { sourceId } = await rig.requisition('BLACKOUT', 1);
  await rig.hintOne(sourceId);
  await heldFor('BLACKOUT', 'blackout');
  const [held] = (await rig.holds()).filter(({ hold }) => hold.reasons.includes('blackout'));
  expect(held?.hold).toMatchObject({ kind: 'waiting' });
  expect(held?.problems[0]?.message).toBe(
    `Nothing is posted until ${String(year + 1)}-12-31T00:00:00.000Z, because of the blackout "close".`,
  );
  expect(await rig.document(sourceId)).toMatchObject({ stage: 'waiting' });
  expect(await standingOf('BLACKOUT')).toEqual([]);
  // It looks again by itself when the time is over.
  const { events = [] } = await rig.client.workflow
    .getHandle(`requisition/${rig.scope.connectionId}/${sourceId}`)
    .fetchHistory();
  const timer = events?.flatMap((one) => one.timerStartedEventAttributes ?? []).at(-1)?.startToFireTimeout;
  const leftMs = Date.parse(`${String(year + 1)}-12-31T00:00:00Z`) - Date.now();
  expect(Number(timer?.seconds) * 1000).toBeGreaterThan(leftMs - 60_000);
  expect(Number(timer?.seconds) * 1000).toBeLessThan(leftMs + 120_000);

  await blackouts();
  await rig.untilStage(sourceId, ['delivered']);
});

test("a blackout by the ERP's periods holds everything until their calendar was read, and then only around their ends", async () => {
  await blackouts({ name: 'month end', periodEnd: { daysBefore: 0, daysAfter: 0 } });
  const { sourceId } = await rig.requisition('CALENDAR', 1);
  await rig.hintOne(sourceId);
  await heldFor('CALENDAR', 'blackout');
  const today = new Date().toISOString().slice(0, 10);
  await rig.control('jde', 'PATCH', 'tables/F0008', {
    where: { FY: '26' },
    set: { D11J: julian(dayBeside(today, 9)) },
  });
  await rig.activities.refreshErpFacts(rig.scope);
  const { periodEnds, mayPost } = await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
    tx.connections.load(rig.scope.connectionId),
  );
  expect(periodEnds).toContain(dayBeside(today, 9));
  expect(mayPost).toBe(!periodEnds?.includes(today));
  // Asked for no more than every six hours.
  expect(await rig.activities.refreshErpFacts(rig.scope)).toMatchObject({ isNewCalendar: false });
  await blackouts();
  await rig.untilStage(sourceId, ['delivered']);
});

test('a blackout that begins between order and voucher lets the order stand and sends no voucher before it is over', async () => {
  const inBatches = (await rig.table('F0411Z1')).length;
  await rig.control('jde', 'POST', 'faults', {
    ...{ kind: 'slow', delayMs: 1_500, count: 1 },
    match: { orchestration: 'PC_CREATE_PO' },
  });
  const { sourceId } = await rig.requisition('BETWEEN', 1);
  await rig.hintOne(sourceId);
  await rig.until('the order is sent', async () => (await standingOf('BETWEEN')).includes('order sent'));
  await blackouts(always);
  await heldFor('BETWEEN', 'blackout');
  expect(await standingOf('BETWEEN')).toEqual(['order confirmed', 'voucher reserved']);
  expect(await rig.table('F0411Z1')).toHaveLength(inBatches);
  await blackouts();
  await rig.untilStage(sourceId, ['delivered']);
  expect(await standingOf('BETWEEN')).toEqual(['order confirmed', 'voucher confirmed']);
});

const onRig = (): Promise<ConnectionContext> =>
  testContext(
    rig.test,
    { identity: 'I. Engineer', role: 'operator' },
    { withTemporal: (work) => work(rig.client), procore: rig.procorePort, erp: rig.erp },
  );
const cadence = (value: unknown) => cadenceSchema.parse(value);
const schedule = (feed = 'requisitions') =>
  rig.client.schedule.getHandle(feedWorkflowId(rig.scope.connectionId, projectId, feed)).describe();
const nextOf = async (value: unknown, from?: string) => {
  const wanted = {
    feed: 'requisitions',
    cadence: cadence(value),
    ...(from === undefined ? {} : { from: new Date(from) }),
  } as const;
  const { next } = await previewCadence(await onRig(), '4411', wanted);
  return next;
};
const nextSpring = `${String(year + 1)}-03-01T00:00:00Z`;

test('the next ten times are those of the clock on the wall, over the change to summer time too', async () => {
  const next = await nextOf({ endOfWeek: { day: 'friday', at: '17:00' }, timeZone: 'America/Chicago' }, nextSpring);
  const hours = next?.times.map((time) => time.slice(11, 16));
  expect(next?.times).toHaveLength(10);
  expect(new Set(hours)).toEqual(new Set(['23:00', '22:00']));
  expect(hours?.[0]).toBe('23:00');
  expect(hours?.at(-1)).toBe('22:00');
  // Nothing is left of having asked.
  const ids: string[] = [];
  for await (const { scheduleId } of rig.client.schedule.list()) ids.push(scheduleId);
  expect(ids.filter((id) => id.startsWith('preview/'))).toEqual([]);
});

test('a daily window is polled within it only', async () => {
  const next = await nextOf({ daily: { from: '06:00', to: '07:00', every: '30m' }, timeZone: 'UTC' });
  expect(new Set(next?.times.map((time) => time.slice(11, 16)))).toEqual(new Set(['06:00', '06:30', '07:00']));
});

test('a project is polled by the due dates of its billing periods; when Procore moves one, the schedule follows', async () => {
  const today = new Date().toISOString().slice(0, 10);
  await billingPeriod({ end: dayBeside(today, 30), due: dayBeside(today, 40) });
  const wanted = { milestones: { billingPeriods: 'due', offsetDays: -2, at: '06:00' }, timeZone: 'UTC' };
  const { next } = await setCadence(await onRig(), '4411', { feed: 'requisitions', cadence: cadence(wanted) });
  const dueOf = (days: number) => `${dayBeside(today, days)}T06:00:00.000Z`;
  expect(next?.times).toContain(dueOf(38));
  await rig.reconcile();
  expect((await schedule()).info.nextActionTimes.map((at) => at.toISOString())).toContain(dueOf(38));

  await billingPeriod({ end: dayBeside(today, 30), due: dayBeside(today, 45) });
  await rig.activities.discoverProjects(rig.scope);
  await rig.activities.syncSchedules(rig.scope);
  const times = (await schedule()).info.nextActionTimes.map((at) => at.toISOString());
  expect(times).toContain(dueOf(43));
  expect(times).not.toContain(dueOf(38));
});

test("a project is polled beside the ends of the ERP's periods", async () => {
  const day = dayBeside(new Date().toISOString().slice(0, 10), 9);
  const wanted = { fiscalPeriod: { offsetDays: 3, at: '18:30' }, timeZone: 'UTC' };
  const { next } = await setCadence(await onRig(), '4411', { feed: 'requisitions', cadence: cadence(wanted) });
  expect(next?.times).toContain(`${dayBeside(day, 3)}T18:30:00.000Z`);
  await rig.reconcile();
  expect((await schedule()).info.nextActionTimes.map((at) => at.toISOString())).toEqual(next?.times);
});

test('a feed that is paused stays so however often schedules are made, and is polled again when a person says so', async () => {
  await setCadence(await onRig(), '4411', { feed: 'requisitions', cadence: cadence({ every: '15m' }) });
  await pauseFeeds(await onRig(), { project: '4411', feed: 'requisitions' }, ' cleaning up ');
  await rig.reconcile();
  expect((await schedule()).state).toMatchObject({ paused: true, note: 'ml-connector: cleaning up' });
  const shown = async () =>
    (await listProjects(await onRig())).projects
      .find(({ id }) => id === projectId)
      ?.feeds.find(({ name }) => name === 'requisitions');
  expect(await shown()).toMatchObject({ pausedNote: 'cleaning up' });
  // Temporal's database was lost.
  await rig.client.schedule.getHandle(feedWorkflowId(rig.scope.connectionId, projectId, 'requisitions')).delete();
  await rig.reconcile();
  expect((await schedule()).state).toMatchObject({ paused: true });

  await unpauseFeeds(await onRig(), { project: '4411', feed: 'requisitions' });
  await rig.reconcile();
  expect((await schedule()).state).toMatchObject({ paused: false });
  expect(await shown()).toMatchObject({ paused: null, pausedNote: null });
});

test('a schedule that somebody paused in Temporal stays paused when schedules are made', async () => {
  const handle = rig.client.schedule.getHandle(feedWorkflowId(rig.scope.connectionId, projectId, 'requisitions'));
  await handle.pause('by hand');
  await rig.reconcile();
  expect((await schedule()).state).toMatchObject({ paused: true, note: 'by hand' });
  await handle.unpause();
});

test('a backfill reads again what changed since then, and comes to nothing where nothing did', async () => {
  const until = async () => {
    const feed = await rig.test.store.inTenant(rig.scope.tenantId, (tx) =>
      tx.feeds.find(rig.scope, projectId, 'requisitions'),
    );
    return (feed?.watermark as { readonly until: string }).until;
  };
  const { sourceId } = await rig.requisition('BLACKOUT', 1);
  await rig.poll('4411');
  const before = { until: await until(), hintNo: (await rig.document(sourceId)).hintNo };
  const polled = await backfill(
    await onRig(),
    { project: '4411', feed: 'requisitions' },
    new Date('2026-01-01T00:00:00Z'),
  );
  expect(polled).toMatchObject({ triggered: [expect.stringContaining('/requisitions')], missing: [] });
  expect(await until()).toBe('2026-01-01T00:00:00.000Z');
  const { seen } = await rig.poll('4411');
  expect(seen).toBeGreaterThanOrEqual(names.length);
  expect(Date.parse(await until())).toBeGreaterThanOrEqual(Date.parse(before.until));
  expect((await rig.document(sourceId)).hintNo).toBe(before.hintNo);
  await expect(backfill(await onRig(), { project: '4411', feed: 'sweep' }, new Date(0))).rejects.toThrow(
    '--feed sweep',
  );
});

test('a cadence is shown with its next times', async () => {
  const shown = await showCadence(await onRig(), '4411', 'requisitions');
  expect(shown).toMatchObject({ cadence: { every: '15m' }, nextUnknown: null });
  expect(shown.next?.times).toHaveLength(10);
});

async function billingPeriod({ end, due }: { readonly end: string; readonly due: string }): Promise<void> {
  const id = '88000000000001';
  const place = `projects/${projectId}/billing_periods`;
  const known = (await rig.control('procore', 'GET', 'records/billing_periods')) as Record<
    string,
    { readonly id: string }[]
  >;
  const isThere = Object.values(known)
    .flat()
    .some((one) => one.id === id);
  const times = { created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z' };
  const dates = { start_date: '2026-11-01', end_date: end, due_date: due };
  await (isThere
    ? rig.control('procore', 'PATCH', `${place}/${id}`, dates)
    : rig.control('procore', 'POST', place, {
        id,
        project_id: projectId,
        position: 99,
        status: 'open',
        ...dates,
        ...times,
      }));
}

/** As the tables of the sandbox have it: compact. */
function julian(day: string): string {
  return day.replaceAll('-', '');
}
