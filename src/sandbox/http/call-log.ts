const KEPT_CALLS = 1000;

export interface LoggedCall {
  readonly kind: string;
  readonly at: string;
  /** Null when the connection ended without an answer. */
  status: number | null;
  fault: string | null;
  durationMs: number | null;
}

/** Counts by kind, and the last calls one by one: never their bodies or headers, which hold secrets. */
export class CallLog {
  #counts = new Map<string, number>();
  #calls: LoggedCall[] = [];
  #running = 0;
  #maxConcurrent = 0;

  get running(): number {
    return this.#running;
  }

  begin(kind: string): LoggedCall {
    this.#running += 1;
    this.#maxConcurrent = Math.max(this.#maxConcurrent, this.#running);
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const call: LoggedCall = { kind, at: new Date().toISOString(), status: null, fault: null, durationMs: null };
    this.#calls.push(call);
    if (this.#calls.length > KEPT_CALLS) {
      this.#calls.shift();
    }
    return call;
  }

  end(call: LoggedCall, status: number | null, fault: string | null): void {
    this.#running -= 1;
    call.status = status;
    call.fault = fault;
    call.durationMs = Date.now() - Date.parse(call.at);
  }

  report(): { counts: Record<string, number>; total: number; maxConcurrent: number; calls: readonly LoggedCall[] } {
    const entries = [...this.#counts].sort(([left], [right]) => (left < right ? -1 : 1));
    return {
      counts: Object.fromEntries(entries),
      total: entries.reduce((total, [, count]) => total + count, 0),
      maxConcurrent: this.#maxConcurrent,
      calls: this.#calls,
    };
  }

  clear(): void {
    this.#counts = new Map();
    this.#calls = [];
    this.#maxConcurrent = this.#running;
  }
}
