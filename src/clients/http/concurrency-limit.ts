import type { CallShare } from './call-share';

interface Waiter {
  readonly admit: () => void;
}

/** A process that for so long may make no call at all, as others make them, gives its place back. */
const patienceMs = 60_000;

/**
 * At most `limit` calls at once; the others wait in the order they came. With a share, those of this process are what it is left
 * of the limit of all processes.
 */
export class ConcurrencyLimit {
  readonly #limit: number;
  readonly #share: CallShare | undefined;
  readonly #waiting: Waiter[] = [];
  #running = 0;

  constructor(limit: number, share?: CallShare) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(`concurrency limit must be a whole number of at least 1, not ${String(limit)}`);
    }
    this.#limit = limit;
    this.#share = share;
    share?.follow(this);
  }

  /** Of its share: it may be another one. */
  changed(): void {
    this.#admitWaiting();
  }

  get running(): number {
    return this.#running;
  }

  /**
   * Rejects with the signal's reason when it is aborted before the call's turn, with `Throttled` when other processes make all
   * calls for too long; a call that began is not interrupted.
   */
  async run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.#share?.begin();
    try {
      await this.#enter(signal);
      try {
        return await call();
      } finally {
        this.#leave();
      }
    } finally {
      this.#share?.end();
    }
  }

  get #isFree(): boolean {
    return this.#running < (this.#share?.calls() ?? this.#limit);
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#waiting.length === 0 && this.#isFree) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = (reason: Error): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        done();
        reject(reason);
      };
      const onAbort = (): void => giveUp(signal?.reason as Error);
      const patience =
        this.#share &&
        setInterval(() => {
          if (this.#running === 0 && this.#share?.calls() === 0) giveUp(this.#share.noneLeft());
        }, patienceMs);
      const done = (): void => {
        signal?.removeEventListener('abort', onAbort);
        clearInterval(patience);
      };
      const waiter: Waiter = {
        admit: () => {
          done();
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #leave(): void {
    this.#running -= 1;
    this.#admitWaiting();
  }

  // Who is let in has the place at once: no newcomer can overtake those who wait.
  #admitWaiting(): void {
    while (this.#waiting.length > 0 && this.#isFree) {
      this.#running += 1;
      this.#waiting.shift()?.admit();
    }
  }
}
