import type { InForce } from '../../domain/calendar/blackout';
import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import type { Connection } from '../../store/connections/connections';

// What keeps a connection from posting anything at all.

/** Null: it may post. */
export function notPosting({
  goLiveAt,
  rebuildReason,
  pausedReason,
  blackout,
}: Pick<Connection, 'goLiveAt' | 'rebuildReason' | 'pausedReason' | 'blackout'>): {
  readonly problems: readonly Problem[];
  readonly wakeAfterMs?: number;
} | null {
  if (goLiveAt === null) return { problems: [notLive()] };
  if (rebuildReason !== null) return { problems: [databaseRestored(rebuildReason)] };
  if (pausedReason !== null) return { problems: [paused(pausedReason)] };
  return blackout === null ? null : { problems: [blackedOut(blackout)], wakeAfterMs: blackoutLeftMs(blackout) };
}

function notLive(): Problem {
  return {
    reason: 'notLive',
    kind: 'waiting',
    field: 'go-live',
    value: '',
    message: 'The connection has not gone live: nothing is posted yet.',
    remedies: [{ act: 'goLive' }],
    causeKey: causeKey.connection(),
  };
}

function paused(reason: string): Problem {
  return {
    reason: 'paused',
    kind: 'waiting',
    field: 'connection',
    value: reason,
    message: `The connection is paused: ${reason}.`,
    remedies: [{ act: 'unpause' }],
    causeKey: causeKey.connection(),
  };
}

function blackedOut({ name, until }: InForce): Problem {
  return {
    reason: 'blackout',
    kind: 'waiting',
    field: 'posting.blackouts',
    value: name,
    message:
      until === null
        ? `Nothing is posted, because of the blackout "${name}": the ERP's calendar, which says when it is over, was not read yet.`
        : `Nothing is posted until ${until.toISOString()}, because of the blackout "${name}".`,
    remedies: [
      { act: 'byItself', text: 'It goes on by itself when that time is over' },
      { act: 'changeSetting', path: 'posting.blackouts', to: 'other times', onlyIf: 'it is to be posted sooner' },
    ],
    causeKey: causeKey.connection(),
  };
}

const calendarLookAgainMs = 900_000;
/** All that waited does not come at one moment. */
const spreadMs = 60_000;

/** When a document that waits for the end of a blackout looks again. */
function blackoutLeftMs({ until }: InForce, now: Date = new Date()): number {
  if (until === null) return calendarLookAgainMs;
  return Math.max(0, until.getTime() - now.getTime()) + 1000 + Math.floor(Math.random() * spreadMs);
}

function databaseRestored(reason: string): Problem {
  return {
    reason: 'paused',
    kind: 'waiting',
    field: 'database',
    value: '',
    message: `Nothing is posted, because the database is a restored one: ${reason}.`,
    remedies: [{ act: 'rebuildLedger' }],
    causeKey: causeKey.connection(),
  };
}
