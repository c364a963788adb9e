/** What every fault says of itself, whatever it does. */
export interface QueuedFault {
  /** Calls that it takes. */
  readonly count: number;
  /** Matching calls that it lets through first. */
  readonly skip: number;
}

export interface WaitingFault<Fault> {
  readonly id: number;
  readonly fault: Fault;
  readonly left: number;
  readonly hits: number;
}

/** Faults in the order in which they were asked for; the first that matches takes the call. */
export class FaultQueue<Fault extends QueuedFault, Call> {
  readonly #matches: (fault: Fault, call: Call) => boolean;
  #waiting: { id: number; fault: Fault; skip: number; left: number; hits: number }[] = [];
  #lastId = 0;

  constructor(matches: (fault: Fault, call: Call) => boolean) {
    this.#matches = matches;
  }

  add(fault: Fault): number {
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, fault, skip: fault.skip, left: fault.count, hits: 0 });
    return this.#lastId;
  }

  take(call: Call): Fault | undefined {
    for (const entry of this.#waiting) {
      if (entry.left === 0 || !this.#matches(entry.fault, call)) {
        continue;
      }
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      entry.hits += 1;
      return entry.fault;
    }
    return undefined;
  }

  /** Used-up faults stay listed with their hits, so that a test can prove that its fault was met. */
  list(): readonly WaitingFault<Fault>[] {
    return this.#waiting.map(({ id, fault, left, hits }) => ({ id, fault, left, hits }));
  }

  clear(): void {
    this.#waiting = [];
  }
}
