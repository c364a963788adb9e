import { dayBeside } from '../../calendar/poll-times';
import { shortHash } from '../../text/short-hash';

/** A change of an account that a supplier is paid to, as a note tells it. */
export interface NotedChange {
  /** Masked. */
  readonly account: string;
  readonly kind: string;
  /** `YYYY-MM-DD`, by the ERP's clock. */
  readonly changedOn: string;
  readonly stamp: string;
}

/** How far the feed that notes changes of bank details has come. */
export interface BankNotesWatermark {
  /** ISO 8601, of the database: the last look; null: there was none. */
  readonly until: string | null;
  /** By stamp the day of each change that is done with, whether a note of it still stands or not. */
  readonly seen: Readonly<Record<string, string>>;
}

/** Longer than any look goes back. */
const keptDays = 100;

export function bankNotesWatermark(stored: unknown): BankNotesWatermark {
  const none = { until: null, seen: {} };
  return typeof stored === 'object' && stored !== null ? { ...none, ...(stored as Partial<BankNotesWatermark>) } : none;
}

export function withSeen(
  before: BankNotesWatermark,
  changes: readonly NotedChange[],
  today: string,
): BankNotesWatermark {
  const kept = Object.entries(before.seen).filter(([, changedOn]) => changedOn >= dayBeside(today, -keptDays));
  const added = changes.map(({ stamp, changedOn }) => [stamp, changedOn] as const);
  return { ...before, seen: Object.fromEntries([...kept, ...added]) };
}

/** Without those of which a note stands. */
export function notNoted<Change extends NotedChange>(
  notes: string | null,
  changes: readonly Change[],
): readonly Change[] {
  return changes.filter(({ stamp }) => notes?.includes(markOf(stamp)) !== true);
}

/** What people wrote stays as it is; each change is a line behind it. */
export function withNotes(notes: string | null, changes: readonly NotedChange[], erp: string): string {
  const lines = changes.map(
    ({ account, kind, changedOn, stamp }) =>
      `Bank account ${account} (${kind}) was entered or changed in ${erp} on ${changedOn}. Call the company on a number that was known before. ${markOf(stamp)}`,
  );
  return [...(notes === null || notes === '' ? [] : [notes]), ...lines].join('\n');
}

/** By this a note is known again, whatever Procore or people do to the blanks around it. */
function markOf(stamp: string): string {
  return `[bank ${shortHash(stamp, 8)}]`;
}
