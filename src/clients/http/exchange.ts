import type { Agent, Dispatcher } from 'undici';

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
  /** Heeded only until the request starts: after that the answer is waited for. */
  readonly signalBeforeStart?: AbortSignal | undefined;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly bytes: Buffer;
}

/** The bytes never came back whole. `started` false: provably nothing of the request was written to a socket. */
export class ExchangeFailed extends Error {
  readonly started: boolean;
  readonly status: number | undefined;
  readonly tooLarge: boolean;

  constructor(cause: unknown, facts: { started: boolean; status: number | undefined; tooLarge: boolean }) {
    super('the exchange ended without a whole answer', { cause });
    this.name = 'ExchangeFailed';
    this.started = facts.started;
    this.status = facts.status;
    this.tooLarge = facts.tooLarge;
  }

  /** The time limit's signal gives a DOMException of this name as its reason. */
  get limitPassed(): boolean {
    return (this.cause as { readonly name?: unknown } | undefined)?.name === 'TimeoutError';
  }
}

/** One request, one whole answer. Written on undici's dispatch, because only there is it told when a request starts. */
export function exchange(agent: Agent, request: ExchangeRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let started = false;
    let settled = false;
    let tooLarge = false;
    let status: number | undefined;
    let headers: Record<string, string> = {};
    let setCookies: readonly string[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    const chunks: Buffer[] = [];
    let byteCount = 0;

    const fail = (cause: unknown): void => {
      if (settled) return;
      settled = true;
      stopListening();
      reject(new ExchangeFailed(cause, { started, status, tooLarge }));
    };
    // undici cannot abort a request that waits for its socket; the caller is answered at once all the same, and
    // onRequestStart below keeps the request from leaving later.
    const onAbort = (): void => {
      const reason = request.signal.reason as Error;
      fail(reason);
      controller?.abort(reason);
    };
    const onAbortBeforeStart = (): void => {
      if (!started) fail(request.signalBeforeStart?.reason);
    };
    const stopListening = (): void => {
      request.signal.removeEventListener('abort', onAbort);
      request.signalBeforeStart?.removeEventListener('abort', onAbortBeforeStart);
    };

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        controller = given;
        if (settled) {
          given.abort(new Error('the caller no longer waits'));
        } else if (started) {
          // A request that undici puts on a second socket after the first died may have been executed already.
          given.abort(new Error('the socket was lost after the request had started'));
        } else {
          started = true;
        }
      },
      onResponseStart(_given, statusCode, incoming) {
        if (statusCode < 200) return;
        status = statusCode;
        ({ headers, setCookies } = plainHeaders(incoming));
      },
      onResponseData(given, chunk) {
        byteCount += chunk.length;
        if (byteCount > request.maxAnswerBytes) {
          tooLarge = true;
          given.abort(new Error(`the answer is larger than ${String(request.maxAnswerBytes)} bytes`));
          return;
        }
        chunks.push(chunk);
      },
      onResponseEnd() {
        if (settled) return;
        settled = true;
        stopListening();
        resolve({ status: status ?? 0, headers, setCookies, bytes: Buffer.concat(chunks) });
      },
      onResponseError(_given, error) {
        fail(error);
      },
    };

    const aborted = [request.signal, request.signalBeforeStart].find((signal) => signal?.aborted);
    if (aborted !== undefined) {
      fail(aborted.reason);
      return;
    }
    request.signal.addEventListener('abort', onAbort, { once: true });
    request.signalBeforeStart?.addEventListener('abort', onAbortBeforeStart, { once: true });
    try {
      agent.dispatch(
        {
          origin: request.url.origin,
          path: `${request.url.pathname}${request.url.search}`,
          method: request.method,
          headers: request.headers,
          body: request.body,
          idempotent: false,
        },
        handler,
      );
    } catch (error) {
      // Arguments that undici refuses (a header with a line break, a closed agent) are found before any socket.
      fail(error);
    }
  });
}

function plainHeaders(incoming: Readonly<Record<string, string | string[] | undefined>>): {
  headers: Record<string, string>;
  setCookies: readonly string[];
} {
  const headers: Record<string, string> = {};
  let setCookies: readonly string[] = [];
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined) continue;
    if (name.toLowerCase() === 'set-cookie') setCookies = Array.isArray(value) ? value : [value];
    else headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { headers, setCookies };
}
