/** What is known of a hook since its deliveries were last compared. */
export interface ComparedHook {
  readonly madeAt: Date;
  readonly comparedAt: Date | null;
  readonly amiss: 'gone' | 'refused' | null;
  readonly lastMissedAt: Date | null;
  readonly undelivered: number;
}

const hour = 3_600_000;
/** A company with many projects has each hook compared every few hours. */
const comparedWithinMs = 48 * hour;
const missedWithinMs = 24 * hour;

/** Why a hook cannot be relied on now; null: nothing that Procore lists is missing. */
export function silenceOf(hook: ComparedHook, now: Date): string | null {
  const age = (at: Date): number => now.getTime() - at.getTime();
  if (hook.amiss === 'gone') return 'it is gone in Procore';
  if (hook.amiss === 'refused') return 'Procore does not show its deliveries to the service account';
  if (age(hook.comparedAt ?? hook.madeAt) > comparedWithinMs) {
    return 'its deliveries were not compared for two days';
  }
  if (hook.undelivered > 0) return `Procore has not delivered ${String(hook.undelivered)} events`;
  if (hook.lastMissedAt !== null && age(hook.lastMissedAt) < missedWithinMs) {
    return `events that Procore lists had not arrived at ${hook.lastMissedAt.toISOString()}`;
  }
  return null;
}
