import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Throttled } from '../../clients/http/client-error';
import type { SharedSlots } from '../../clients/http/shared-slots';
import type { HeldSlot } from '../../store/connections/erp-call-slots';
import type { Store } from '../../store/store';

export interface SlotTimes {
  /** After so long without a word the slot of a process that died falls back. */
  readonly leaseMs: number;
  /** So long a process keeps a slot before it gives it up to another that wants one; and an idle one at all. */
  readonly turnMs: number;
  readonly lookAgainMs: number;
  /** A call waits no longer for a slot: its activity ends, and the workflow waits in its place. */
  readonly patienceMs: number;
}

export interface SlotsOf {
  readonly connectionId: string;
  readonly system: string;
  /** Calls at once, of all processes together. */
  readonly limit: number;
  /** The process. Default this one. */
  readonly holder?: string;
}

const usual: SlotTimes = { leaseMs: 6_000, turnMs: 2_000, lookAgainMs: 250, patienceMs: 20_000 };
const comeBackMs = 10_000;
const thisProcess = randomUUID();

interface Slot {
  readonly held: HeldSlot;
  since: number;
  isBusy: boolean;
  isLost: boolean;
}

/**
 * The slots of one connection. A process keeps those that it took for a turn, so that a call rarely costs a statement; who
 * waits in another process has one when a turn is over. A process that stood still for longer than its lease makes one call
 * too many: the limit spares the ERP, and nothing else rests on it.
 */
export function sharedErpSlots(
  { erpCallSlots }: Pick<Store, 'erpCallSlots'>,
  { connectionId, system, limit, holder = thisProcess }: SlotsOf,
  { leaseMs, turnMs, lookAgainMs, patienceMs }: SlotTimes = usual,
): SharedSlots {
  const slots = new Set<Slot>();
  /** One asks the database for all that wait here. */
  let asking: Promise<void> | null = null;
  let restsUntil = 0;

  const drop = async (slot: Slot): Promise<void> => {
    slots.delete(slot);
    await erpCallSlots.giveBack(slot.held).catch(() => undefined);
  };
  /** What a database that is away cannot tell is taken for kept: it falls back by itself. */
  const keep = (slot: Slot, isInUse: boolean): Promise<boolean> =>
    erpCallSlots.keep(slot.held, leaseMs, isInUse).catch(() => true);
  const hold = async (slot: Slot): Promise<void> => {
    if (!(await keep(slot, true))) slot.isLost = true;
  };
  const timer = setInterval(
    () => {
      for (const slot of slots) {
        if (slot.isBusy) void hold(slot);
        else if (Date.now() - slot.since > turnMs) void drop(slot);
      }
    },
    Math.min(leaseMs / 3, turnMs),
  );
  timer.unref();

  const takeFree = (): boolean => {
    const free = [...slots].find((slot) => !slot.isBusy);
    if (free !== undefined) free.isBusy = true;
    return free !== undefined;
  };
  const ask = async (): Promise<void> => {
    const restMs = restsUntil - Date.now();
    if (restMs > 0) return delay(restMs);
    const held = await erpCallSlots.take({ connectionId, holder }, { limit, leaseMs, wantedMs: 4 * lookAgainMs });
    if (held === null) return delay(lookAgainMs);
    slots.add({ held, since: Date.now(), isBusy: false, isLost: false });
  };
  /** While it is asked whether another process wants the slot, nobody takes it. */
  const endTurn = async (slot: Slot): Promise<void> => {
    const isKept = !slot.isLost && (await keep(slot, false));
    slot.since = Date.now();
    slot.isBusy = false;
    if (isKept) return;
    // Whoever wants one looks again in the meantime.
    restsUntil = Date.now() + 2 * lookAgainMs;
    await drop(slot);
  };

  return {
    take: async (signal) => {
      const giveUpAt = Date.now() + patienceMs;
      for (;;) {
        signal?.throwIfAborted();
        if (takeFree()) return;
        if (Date.now() > giveUpAt) throw noneFree(system);
        asking ??= ask().finally(() => (asking = null));
        await asking;
      }
    },
    giveBack: () => {
      const slot = [...slots].find((one) => one.isBusy);
      if (slot === undefined) return;
      if (slot.isLost || Date.now() - slot.since > turnMs) void endTurn(slot);
      else slot.isBusy = false;
    },
    close: async () => {
      clearInterval(timer);
      await Promise.all([...slots].map(drop));
    },
  };
}

function noneFree(system: string): Throttled {
  const sentence = `${system}: other processes make all the calls that this connection may make at once`;
  return new Throttled(sentence, {
    system,
    operation: 'takeSlot',
    detail: { reason: 'ownLimit' },
    retryAfterMs: comeBackMs,
  });
}
