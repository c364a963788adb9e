import { stringify } from 'lossless-json';
import type { Delivery } from './delivery';

export interface DeliveryTiming {
  /** A receiver must answer within this time (5,000 with Procore). */
  readonly timeLimitMs: number;
  /** Factor on the pauses between retries and on the 12 hours after which a queue is dropped; 0.001 makes 1 h 3.6 s. */
  readonly timeScale: number;
}

/** Characters of a receiver's answer that the log keeps. */
const KEPT_BODY = 1000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 3_600_000;
const DROP_AFTER_MS = 43_200_000;

interface Waiting {
  readonly delivery: Delivery;
  readonly headers: Readonly<Record<string, string>>;
}

/** One queue per address, one delivery at a time: a failure makes everything behind it wait. */
export class DestinationQueue {
  readonly #url: string;
  readonly #timing: DeliveryTiming;
  #waiting: Waiting[] = [];
  #failingSinceMs: number | null = null;
  #failures = 0;
  #running = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #abort = new AbortController();

  constructor(url: string, timing: DeliveryTiming) {
    this.#url = url;
    this.#timing = timing;
  }

  add(delivery: Delivery, headers: Readonly<Record<string, string>>): void {
    this.#waiting.push({ delivery, headers });
    if (this.#timer === undefined) {
      void this.#run();
    }
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    let next = this.#waiting[0];
    while (next !== undefined && !this.#closed) {
      const delivered = await this.#attempt(next);
      if (!delivered) {
        this.#pauseOrDrop();
        break;
      }
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      next = this.#waiting[0];
    }
    this.#running = false;
  }

  async #attempt({ delivery, headers }: Waiting): Promise<boolean> {
    const at = new Date().toISOString();
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: stringify(delivery.payload) ?? '',
        redirect: 'manual',
        signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(this.#timing.timeLimitMs)]),
      });
      const body = (await response.text()).slice(0, KEPT_BODY);
      const answer = { body, headers: Object.fromEntries(response.headers) };
      delivery.attempts.push({
        at,
        completedAt: new Date().toISOString(),
        status: response.status,
        error: null,
        ...answer,
      });
      if (!response.ok) {
        delivery.status = 'retrying';
        return false;
      }
    } catch (error) {
      // No answer, whatever the reason: the delivery log tells it and the queue tries again.
      const text = error instanceof Error ? error.message : String(error);
      const none = { status: null, body: null, headers: {} };
      delivery.attempts.push({ at, completedAt: new Date().toISOString(), error: text, ...none });
      delivery.status = 'retrying';
      return false;
    }
    delivery.status = 'succeeded';
    this.#failures = 0;
    this.#failingSinceMs = null;
    return true;
  }

  #pauseOrDrop(): void {
    if (this.#closed) {
      return;
    }
    const nowMs = Date.now();
    this.#failingSinceMs ??= nowMs;
    if (nowMs - this.#failingSinceMs >= DROP_AFTER_MS * this.#timing.timeScale) {
      for (const { delivery } of this.#waiting) {
        delivery.status = 'discarded';
      }
      this.#waiting = [];
      this.#failures = 0;
      this.#failingSinceMs = null;
      return;
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS) * this.#timing.timeScale;
    this.#failures += 1;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, pauseMs);
  }
}
