import type { Fault } from './fault';

export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  /** The name in the call and the default name of what it runs. */
  readonly orchestrations: readonly string[];
  readonly table: string | undefined;
}

interface Waiting {
  readonly id: number;
  readonly fault: Fault;
  skip: number;
  left: number;
  hits: number;
}

/** Faults in the order in which they were asked for; the first that matches takes the call. */
export class FaultQueue {
  #waiting: Waiting[] = [];
  #lastId = 0;

  add(fault: Fault): number {
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, fault, skip: fault.skip, left: fault.count, hits: 0 });
    return this.#lastId;
  }

  take(target: FaultTarget): Fault | undefined {
    for (const entry of this.#waiting) {
      if (entry.left === 0 || !matches(entry.fault.match, target)) {
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
  list(): readonly { id: number; fault: Fault; left: number; hits: number }[] {
    return this.#waiting.map(({ id, fault, left, hits }) => ({ id, fault, left, hits }));
  }

  clear(): void {
    this.#waiting = [];
  }
}

function matches({ method, path, orchestration, table }: Fault['match'], target: FaultTarget): boolean {
  return (
    (method === undefined || method.toUpperCase() === target.method) &&
    (path === undefined || new RegExp(path).test(target.path)) &&
    (orchestration === undefined || target.orchestrations.includes(orchestration)) &&
    (table === undefined || table === target.table)
  );
}
