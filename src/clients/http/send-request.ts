import { readAnswerBody, type AcceptedBody, type AnswerBody } from './answer-body';
import { ClientError, NotSent, Rejected, type ClientErrorFacts } from './client-error';
import { exchange, ExchangeFailed, type ExchangeRequest, type RawAnswer } from './exchange';
import type { CallObservation, HttpConnection } from './http-connection';
import { lostAnswer, type CallEffect } from './lost-answer';
import { notSentReason } from './not-sent-reason';
import { encodeRequestBody, type RequestBody } from './request-body';

export interface HttpRequest {
  /** What the call is for, in our own words; stands in errors, logs and metrics. */
  readonly operation: string;
  readonly effect: CallEffect;
  readonly method: ExchangeRequest['method'];
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: RequestBody | undefined;
  /** Default `json`. */
  readonly accept?: AcceptedBody | undefined;
  /** Overrides the connection's limit for this call. */
  readonly limitMs?: number | undefined;
  /** Others wait for its answer too (a login): it goes on when the work of whoever began it is canceled. */
  readonly shared?: boolean | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; `set-cookie` is apart because its values cannot be joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: AnswerBody;
  readonly correlationId: string | undefined;
  readonly durationMs: number;
}

/**
 * One request, one whole answer of any status, or a classified error; of a read that is given up the cancellation's own
 * reason. No retry, no redirect is followed. An answer
 * whose body is not what was asked for comes back only with a status that is an error anyway; under a 2xx it is a
 * lost answer, because a proxy may have spoken in the system's place.
 */
export async function sendRequest(connection: HttpConnection, request: HttpRequest): Promise<HttpAnswer> {
  const startedAt = performance.now();
  try {
    const answer = await answerOrError(connection, request, startedAt);
    report(connection, request, startedAt, { status: answer.status, outcome: 'answered', id: answer.correlationId });
    return answer;
  } catch (error) {
    if (error instanceof ClientError) {
      const { status, kind, correlationId } = error;
      report(connection, request, startedAt, { status, outcome: kind, id: correlationId });
    } else if (request.effect === 'read' && connection.cancellation()?.aborted === true) {
      report(connection, request, startedAt, { status: undefined, outcome: 'givenUp', id: undefined });
    }
    throw error;
  }
}

async function answerOrError(connection: HttpConnection, request: HttpRequest, startedAt: number): Promise<HttpAnswer> {
  const raw = await rawAnswer(connection, request);
  const correlationId = raw.headers['x-request-id'];
  const body = readAnswerBody(raw.bytes, raw.headers['content-type'], request.accept ?? 'json');
  if (body.kind === 'foreign' && raw.status >= 200 && raw.status < 300) {
    throw lostAnswer(request.effect, `answered ${String(raw.status)} with ${body.description}`, {
      system: connection.system,
      operation: request.operation,
      status: raw.status,
      correlationId,
      detail: { reason: 'foreignAnswer' },
    });
  }
  const { status, headers, setCookies } = raw;
  return { status, headers, setCookies, body, correlationId, durationMs: performance.now() - startedAt };
}

async function rawAnswer(connection: HttpConnection, request: HttpRequest): Promise<RawAnswer> {
  const limitMs = request.limitMs ?? connection.requestLimitMs;
  const limit = AbortSignal.timeout(limitMs);
  const canceled = request.shared === true ? undefined : connection.cancellation();
  const encoded = request.body === undefined ? null : encodeRequestBody(request.body);
  try {
    return await exchange(connection.agent, {
      url: request.url,
      method: request.method,
      headers: {
        accept: request.accept === undefined || request.accept === 'json' ? 'application/json' : '*/*',
        ...(encoded === null ? {} : { 'content-type': encoded.contentType }),
        ...request.headers,
      },
      body: encoded?.text ?? null,
      maxAnswerBytes: connection.maxAnswerBytes,
      signal: canceled === undefined || request.effect === 'write' ? limit : AbortSignal.any([limit, canceled]),
      signalBeforeStart: request.effect === 'write' ? canceled : undefined,
    });
  } catch (error) {
    if (!(error instanceof ExchangeFailed)) throw error;
    if (canceled?.aborted !== true || error.cause !== canceled.reason) {
      throw classified(connection, request, error, limitMs);
    }
    // The reason itself, since the caller's runtime knows its own cancellation by it.
    throw request.effect === 'read' ? canceled.reason : notSentWhenCanceled(connection, request, canceled.reason);
  }
}

function notSentWhenCanceled(connection: HttpConnection, { operation }: HttpRequest, cause: unknown): NotSent {
  const { system } = connection;
  const sentence = `${system} ${operation}: nothing was sent, the work it belongs to was canceled before`;
  return new NotSent(sentence, { system, operation, detail: { reason: 'canceled' }, cause });
}

function classified(
  connection: HttpConnection,
  request: HttpRequest,
  failure: ExchangeFailed,
  limitMs: number,
): ClientError {
  const { system } = connection;
  const facts: ClientErrorFacts = { system, operation: request.operation, cause: failure.cause };
  if (!failure.started) {
    const { code, text } = notSentReason(failure.cause, request.url.host);
    const sentence = `${system} ${request.operation}: nothing was sent, ${text}`;
    return new NotSent(sentence, { ...facts, detail: { reason: code } });
  }
  const answered = { ...facts, status: failure.status };
  if (failure.tooLarge) {
    const sentence = `the answer is larger than the limit of ${String(connection.maxAnswerBytes)} bytes`;
    const detail = { reason: 'answerTooLarge', limitBytes: connection.maxAnswerBytes };
    return request.effect === 'read'
      ? new Rejected(`${system} ${request.operation}: ${sentence}; ask for less at once`, { ...answered, detail })
      : lostAnswer('write', sentence, { ...answered, detail });
  }
  const { reason, text } = lossOf(failure, request, limitMs);
  return lostAnswer(request.effect, text, { ...answered, detail: { reason } });
}

function lossOf(failure: ExchangeFailed, request: HttpRequest, limitMs: number): { reason: string; text: string } {
  if (failure.limitPassed) {
    return { reason: 'requestLimit', text: `no whole answer from ${request.url.host} within ${String(limitMs)} ms` };
  }
  return failure.status === undefined
    ? { reason: 'connectionLost', text: `${request.url.host} closed the connection before it answered` }
    : { reason: 'answerCut', text: `the answer of ${request.url.host} broke off` };
}

function report(
  connection: HttpConnection,
  request: HttpRequest,
  startedAt: number,
  end: { status: number | undefined; outcome: CallObservation['outcome']; id: string | undefined },
): void {
  connection.observe({
    system: connection.system,
    operation: request.operation,
    status: end.status ?? null,
    outcome: end.outcome,
    durationMs: performance.now() - startedAt,
    correlationId: end.id ?? null,
  });
}
