import { cadenceSchema } from '../../config/cadence';
import { followsPeriodEnds } from '../../domain/calendar/cadence';
import { dayBeside } from '../../domain/calendar/poll-times';
import type { Connection } from '../../store/connections/connections';
import type { Feed } from '../../store/connections/feeds';
import type { ActivityPorts } from '../ports';

const readEveryMs = 6 * 3_600_000;
/** What ended longer ago is followed by nothing: the most days after a period's end, and a month besides. */
const keptDays = 90;

/** Reads the ERP's calendar where a cadence or a blackout follows it. True: it is another than before. */
export async function readPeriodEnds(
  ports: ActivityPorts,
  connection: Connection,
  feeds: readonly Pick<Feed, 'cadence'>[],
): Promise<boolean> {
  const { periodEnds: before, periodEndsAt, settings } = connection;
  const isFollowed =
    settings.posting.blackouts.some((blackout) => 'periodEnd' in blackout) ||
    feeds.some(({ cadence }) => followsPeriodEnds(cadenceSchema.parse(cadence)));
  if (!isFollowed) return false;
  const now = new Date();
  if (periodEndsAt !== null && now.getTime() - periodEndsAt.getTime() < readEveryMs) return false;
  const erp = await ports.erp(connection);
  const since = dayBeside(now.toISOString().slice(0, 10), -keptDays);
  const ends = ((await erp.periodEnds?.()) ?? []).filter((day) => day >= since);
  await ports.store.inTenant(connection.tenantId, (tx) => tx.connections.setPeriodEnds(connection, ends));
  return JSON.stringify(ends) !== JSON.stringify(before);
}
