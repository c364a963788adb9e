import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Throttled } from '../../clients/http/client-error';
import type { CallShare } from '../../clients/http/call-share';
import { processAlive } from '../../local/stack/programs/process-alive';
import type { ErpCaller } from '../../store/connections/erp-callers';
import type { Store } from '../../store/store';
import { shareOf } from './share-of';

export interface ErpShareTimes {
  /** A process says so often that it calls, and hears of the others. */
  readonly beatMs: number;
  /** After so long every other process has heard of it: longer than a beat takes. */
  readonly heardMs: number;
  /** Where there are more processes than calls, one that had some for so long gives way. */
  readonly turnMs: number;
  /** A process that was silent for so long counts no more. Its own calls have stopped some time before. */
  readonly goneMs: number;
  /** Without a call for so long, a process leaves its part to the others. */
  readonly idleMs: number;
}

const usual: ErpShareTimes = { beatMs: 5_000, heardMs: 6_000, turnMs: 20_000, goneMs: 15_000, idleMs: 30_000 };

const comeBackMs = 10_000;

export interface ErpShareOf {
  readonly connectionId: string;
  /** The ERP, as connection.json calls it. */
  readonly system: string;
  /** Calls at once, of all processes together. */
  readonly limit: number;
  /** Told when the database cannot be asked: no call is made then, as without it none can be noted. */
  readonly report?: ((what: string, error: unknown) => void) | undefined;
  /** Default: one of this process. */
  readonly process?: string;
}

/**
 * This process's part of the calls that a connection may make of its ERP at once. Processes that call say so in the database every few seconds and
 * see who else does; a call costs no statement. A process that comes waits until the others have heard of it, one that stays
 * silent makes no calls; the ERP is spared, and nothing else rests on it.
 */
export function erpShare(
  { erpCallers }: Pick<Store, 'erpCallers'>,
  { connectionId, system, limit, report, process: name = nameOfThisProcess() }: ErpShareOf,
  times: ErpShareTimes = usual,
): CallShare {
  let seen: { readonly callers: readonly ErpCaller[]; readonly atMs: number } | null = null;
  let partSinceMs: number | null = null;
  let givesWay = false;
  let under = 0;
  let usedAtMs = 0;
  let looking: Promise<void> | null = null;
  let follower: Parameters<CallShare['follow']>[0] | null = null;
  const closed = new AbortController();

  const beat = async (): Promise<void> => {
    try {
      const saySeen = (isNew: boolean): Promise<readonly ErpCaller[]> =>
        erpCallers.saySeen(connectionId, name, { goneAfterMs: times.goneMs, isNew });
      let callers = await saySeen(seen === null);
      for (const { process: other } of callers.filter((one) => hasEnded(one.process))) {
        await erpCallers.leave(connectionId, other);
        callers = callers.filter((one) => one.process !== other);
      }
      const hasPart = shareOf(name, limit, callers, times.heardMs) > 0;
      if (!hasPart) partSinceMs = null;
      else partSinceMs ??= Date.now();
      // Others have none as long as this one goes on: it comes again as the last of them, when its calls are over.
      givesWay = callers.length > limit && partSinceMs !== null && Date.now() - partSinceMs >= times.turnMs;
      if (givesWay && follower?.running === 0) {
        callers = await saySeen(true);
        partSinceMs = null;
        givesWay = false;
      }
      seen = { callers, atMs: Date.now() };
    } catch (error) {
      report?.(`the processes that call the ERP of connection ${connectionId} cannot be asked for`, error);
    }
  };
  const leave = async (): Promise<void> => {
    seen = null;
    await erpCallers.leave(connectionId, name).catch(() => undefined);
  };
  const look = async (): Promise<void> => {
    while (!closed.signal.aborted && (under > 0 || Date.now() - usedAtMs <= times.idleMs)) {
      await beat();
      follower?.changed();
      await delay(waitMs(), undefined, { ref: false, signal: closed.signal }).catch(() => undefined);
    }
    await leave();
  };
  const startLooking = (): void => {
    looking ??= look().finally(() => {
      looking = null;
      // One began while it left.
      if (under > 0 && !closed.signal.aborted) startLooking();
    });
  };
  /** Soon after the others have heard of a process that has come, it is given its part. */
  const waitMs = (): number => {
    const own = seen?.callers.find((one) => one.process === name);
    const untilHeardMs = times.heardMs - (own?.forMs ?? 0);
    return untilHeardMs > 0 && untilHeardMs < times.beatMs ? untilHeardMs : times.beatMs;
  };

  return {
    calls: () => {
      if (seen === null || givesWay || closed.signal.aborted) return 0;
      const passedMs = Date.now() - seen.atMs;
      // Well before the others take it for gone.
      if (passedMs > (times.beatMs + times.goneMs) / 2) return 0;
      return shareOf(name, limit, seen.callers, times.heardMs);
    },
    begin: () => {
      under += 1;
      startLooking();
    },
    end: () => {
      under -= 1;
      usedAtMs = Date.now();
    },
    follow: (limit) => {
      follower = limit;
    },
    noneLeft: () =>
      new Throttled(`${system}: other processes make all the calls that this connection may make at once`, {
        system,
        operation: 'takeTurn',
        detail: { reason: 'ownLimit' },
        retryAfterMs: comeBackMs,
      }),
    close: async () => {
      closed.abort();
      await looking;
    },
  };
}

/** Tells processes of all machines apart, and on this machine those that have ended. */
function nameOfThisProcess(): string {
  return `${hostname()}/${process.pid}/${randomUUID()}`;
}

/** One of this machine that was killed: where it started again at once, nobody has to wait until it is taken for gone. */
function hasEnded(name: string): boolean {
  const [host, pid] = name.split('/');
  return host === hostname() && Number(pid) !== process.pid && !processAlive(Number(pid));
}
