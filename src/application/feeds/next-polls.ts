import { randomUUID } from 'node:crypto';
import type { ScheduleSpec } from '@temporalio/client';
import { cadenceSchema, type Cadence } from '../../config/cadence';
import { followsBillingPeriods, followsPeriodEnds, type BillingDates } from '../../domain/calendar/cadence';
import { calendarFacts, pollTimes } from '../../domain/calendar/poll-times';
import type { Project } from '../../store/connections/projects';
import type { ConnectionContext } from '../context';

/** ISO 8601, UTC; and the time zone in which they were meant. */
export interface NextPolls {
  readonly timeZone: string;
  readonly times: readonly string[];
}

/** What a cadence follows, as it is in Procore and the ERP at this moment; null: it does not follow that. */
export interface CalendarRead {
  readonly billingPeriods: readonly BillingDates[] | null;
  readonly periodEnds: readonly string[] | null;
}

export async function readCalendar(
  { connection, ports }: ConnectionContext,
  projectId: string,
  cadence: Cadence,
): Promise<CalendarRead> {
  return {
    billingPeriods: followsBillingPeriods(cadence)
      ? await (await ports.procore(connection)).billingDates({ projectId })
      : null,
    periodEnds: followsPeriodEnds(cadence) ? ((await (await ports.erp(connection)).periodEnds?.()) ?? []) : null,
  };
}

/**
 * The next ten times of a cadence, as Temporal itself works them out, over changes of the clocks too: a schedule that is paused
 * and starts nothing is made, asked and deleted.
 */
export async function nextPolls(
  { connection, withTemporal }: ConnectionContext,
  project: Project,
  { cadence, calendar, from }: { readonly cadence: Cadence; readonly calendar: CalendarRead; readonly from?: Date },
): Promise<NextPolls> {
  const { timeZone } = connection.settings.posting;
  const { billingPeriods, periodEnds } = calendar;
  const facts = calendarFacts(
    { timeZone, periodEnds, project: { timeZone: project.timeZone, billingPeriods } },
    from ?? new Date(),
  );
  const times = pollTimes(cadence, facts);
  const spec = {
    ...times,
    ...('jitter' in times ? { jitter: 0 } : {}),
    ...(from === undefined ? {} : { startAt: from }),
  };
  const next = await withTemporal(async (client) => {
    const handle = await client.schedule.create({
      scheduleId: `preview/${connection.connectionId}/${randomUUID()}`,
      spec: spec as ScheduleSpec,
      state: { paused: true, note: 'asked for its times only; deleted at once' },
      action: { type: 'startWorkflow', workflowType: 'none', taskQueue: 'none', args: [] },
    });
    try {
      return (await handle.describe()).info.nextActionTimes;
    } finally {
      await handle.delete();
    }
  });
  return {
    timeZone: 'timezone' in times ? times.timezone : facts.timeZone,
    times: next.slice(0, 10).map((at) => at.toISOString()),
  };
}

/** Of a stored cadence. */
export function storedCadence(stored: unknown): Cadence {
  return cadenceSchema.parse(stored);
}
