import type { Request, RequestHandler } from 'express';

const KEPT_CALLS = 1000;

export interface LoggedCall {
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  /** Null when the connection ended without an answer. */
  readonly status: number | null;
  readonly fault: string | null;
  readonly durationMs: number;
}

/** Counts of all calls by `METHOD route`, and the last of them one by one. A route is the path with `:id` for numbers. */
export class CallLog {
  #counts = new Map<string, number>();
  #calls: LoggedCall[] = [];
  #lastNumber = 0;
  readonly #faults = new WeakMap<Request, string>();

  middleware(): RequestHandler {
    return (request, response, next) => {
      const startedAt = new Date();
      response.once('close', () => {
        this.#add(request, response.writableFinished ? response.statusCode : null, startedAt);
      });
      next();
    };
  }

  noteFault(request: Request, kind: string): void {
    this.#faults.set(request, kind);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)));
  }

  calls(): readonly LoggedCall[] {
    return this.#calls;
  }

  clear(): void {
    this.#counts = new Map();
    this.#calls = [];
  }

  #add(request: Request, status: number | null, startedAt: Date): void {
    const path = request.originalUrl.split('?', 1)[0] ?? '';
    const route = path.replace(/\/\d+(?=\/|$)/g, '/:id');
    const key = `${request.method} ${route}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#lastNumber += 1;
    this.#calls.push({
      number: this.#lastNumber,
      at: startedAt.toISOString(),
      method: request.method,
      path: request.originalUrl,
      route,
      status,
      fault: this.#faults.get(request) ?? null,
      durationMs: Date.now() - startedAt.getTime(),
    });
    if (this.#calls.length > KEPT_CALLS) {
      this.#calls.shift();
    }
  }
}
