import type { LedgerResult } from '../../../src/ledger/post-through-ledger';
import type { Store } from '../../../src/store/store';

/**
 * One attempt that goes on only step by step: it stops before and after each transaction, and before a call to the
 * ERP arrives and before its answer does. Killed, it does nothing any more, as a process after kill -9: no transaction, no call.
 */
export class Run {
  readonly id: string;
  readonly store: Store;
  result: LedgerResult | null = null;
  error: unknown = null;
  #killed = false;
  #waiting: { at: string; go: () => void; fail: (error: Error) => void } | null = null;
  #ended = false;
  readonly #done: Promise<void>;
  #progress: () => void = () => undefined;

  constructor(store: Store, id: string, afterCommit: () => Promise<void>, work: (run: Run) => Promise<LedgerResult>) {
    this.id = id;
    this.store = {
      ...store,
      inTenant: async (tenantId, transaction) => {
        await this.gate('transaction');
        const result = await store.inTenant(tenantId, transaction);
        await afterCommit();
        await this.gate('committed');
        return result;
      },
    };
    this.#done = work(this)
      .then(
        (result) => {
          this.result = result;
        },
        (error: unknown) => {
          this.error = error;
        },
      )
      .then(() => {
        this.#ended = true;
        this.#progress();
      });
  }

  get ended(): boolean {
    return this.#ended;
  }

  get killed(): boolean {
    return this.#killed;
  }

  gate(at: string): Promise<void> {
    if (this.#killed) return Promise.reject(new Error(`${this.id} was killed`));
    return new Promise((go, fail) => {
      this.#waiting = { at, go, fail };
      this.#progress();
    });
  }

  /** Goes on to the next stop, or to the end. */
  async step(): Promise<void> {
    await this.#stopped();
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    waiting.go();
    await this.#stopped();
  }

  /** Goes on until it stands at this kind of stop for the nth time from now; to the end when it never does. */
  async goTo(at: string, nth = 1): Promise<void> {
    for (let left = nth; left > 0 && !this.#ended;) {
      await this.step();
      if (this.#waiting?.at === at) left -= 1;
    }
  }

  async kill(): Promise<void> {
    await this.#stopped();
    this.#killed = true;
    this.#waiting?.fail(new Error(`${this.id} was killed`));
    await this.#done;
    this.result = null;
  }

  async #stopped(): Promise<void> {
    while (this.#waiting === null && !this.#ended) {
      await new Promise<void>((resolve) => (this.#progress = resolve));
    }
  }
}
