const dayMs = 86_400_000;
/** The ERP's clock and ours differ, and a run may end long after its rows were stamped. */
const overlapMs = 2 * 3_600_000;
/** What lies longer ago than this is not looked for: a feed that stood still for so long is a matter for people. */
const mostDays = 90;

/**
 * How many calendar days back, by the ERP's clock, a feed must ask for rows by their date of change so that nothing
 * after its last reading is missed. At least one, so that midnight takes nothing away; one that never read asks for all
 * the days allowed.
 */
export function daysToLookBack(lastRead: Date | null, now: Date): number {
  if (lastRead === null) return mostDays;
  const sinceMs = Math.max(0, now.getTime() - lastRead.getTime());
  return Math.min(mostDays, Math.ceil((sinceMs + overlapMs) / dayMs));
}
