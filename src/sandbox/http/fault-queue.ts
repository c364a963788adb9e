import type { Fault } from './fault';

export interface WaitingFault {
  readonly id: number;
  readonly fault: Fault;
  readonly left: number;
  readonly hits: number;
}

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** Faults in the order in which they were asked for; the first that matches takes the call. */
export class FaultQueue {
  #waiting: { id: number; fault: Fault; skip: number; left: number; hits: number }[] = [];
  #lastId = 0;

  add(fault: Fault): number {
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, fault, skip: fault.skip, left: fault.count, hits: 0 });
    return this.#lastId;
  }

  take(target: FaultTarget): Fault | undefined {
    for (const entry of this.#waiting) {
      if (entry.left === 0 || !matches(entry.fault, target)) {
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
  list(): readonly WaitingFault[] {
    return this.#waiting.map(({ id, fault, left, hits }) => ({ id, fault, left, hits }));
  }

  clear(): void {
    this.#waiting = [];
  }
}

function matches(fault: Fault, target: FaultTarget): boolean {
  const { method, path, query, body } = fault.match;
  return (
    (method === undefined || method.toUpperCase() === target.method) &&
    (path === undefined || new RegExp(path).test(target.path)) &&
    (query === undefined || new RegExp(query).test(target.query)) &&
    (body === undefined || new RegExp(body).test(target.body))
  );
}
