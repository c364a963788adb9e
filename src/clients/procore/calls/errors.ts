import { Rejected, Throttled, Unauthorised, type ClientError, type ClientErrorFacts } from '../../http/client-error';
import { lostAnswer, type CallEffect } from '../../http/lost-answer';
import { retryAfterMs } from '../../http/retry-after';
import type { HttpAnswer } from '../../http/send-request';
import { readErrorBody, type ProcoreErrorBody } from './error-body';
import { forbiddenAdvice } from './forbidden-advice';

/** Procore's spike window; asked for when a 429 names no time. */
const spikeWindowMs = 10_000;

/**
 * What an answer that is no success means for the caller.
 * https://developers.procore.com/documentation/error-reference , /rate-limiting , /troubleshooting
 */
export function procoreErrorOf(
  answer: HttpAnswer,
  call: { readonly operation: string; readonly effect: CallEffect },
  nowMs: number,
): ClientError {
  const { status, correlationId } = answer;
  const body = readErrorBody(answer.body.kind === 'json' ? answer.body.value : undefined);
  const facts: ClientErrorFacts = {
    system: 'procore',
    operation: call.operation,
    status,
    correlationId,
    said: body.said,
    detail: detailOf(body),
  };
  const name = `procore ${call.operation}`;

  if (status === 401) {
    const advice = 'check client id, client secret and environment, and that the app is not revoked';
    return new Unauthorised(`${name}: Procore does not accept the credentials (401); ${advice}`, facts);
  }
  if (status === 429) {
    const waitMs = throttleWaitMs(answer.headers, nowMs);
    const sentence = `${name}: Procore's call limit is reached (429); again in ${String(Math.ceil(waitMs / 1000))} s`;
    return new Throttled(sentence, { ...facts, retryAfterMs: waitMs });
  }
  if (answer.body.kind === 'foreign') {
    const detail = { reason: 'foreignAnswer' };
    // Procore itself answers a missing company header in plain text; reading again would not help.
    if (call.effect === 'read' && status >= 400 && status < 500 && ![403, 404, 408].includes(status)) {
      const advice = 'if a proxy stands between, check that it passes the header Procore-Company-Id';
      const sentence = `${name}: refused (${String(status)}) with ${answer.body.description}; ${advice}`;
      return new Rejected(sentence, { ...facts, detail });
    }
    return lostAnswer(call.effect, `answered ${String(status)} with ${answer.body.description}`, {
      ...facts,
      detail,
      retryAfterMs: retryAfterMs(answer.headers, nowMs),
    });
  }
  if (status === 403) {
    const advice = forbiddenAdvice(body.said);
    const sentence = `${name}: Procore forbids it (403): ${advice.text}`;
    const forbidden = { ...facts, detail: { ...facts.detail, reason: advice.reason } };
    return advice.reason === 'appNotConnected'
      ? new Unauthorised(sentence, forbidden)
      : new Rejected(sentence, forbidden);
  }
  if (status === 404) {
    const sentence = `${name}: Procore has no such record, or does not show it to this account (404)`;
    return new Rejected(sentence, { ...facts, detail: { ...facts.detail, reason: 'notFound' } });
  }
  if (status === 408) {
    return lostAnswer(call.effect, 'Procore found the request too big to answer in time (408)', facts);
  }
  if (status >= 400 && status < 500) {
    return new Rejected(`${name}: Procore refuses it (${String(status)})${refusalOf(status, body)}`, facts);
  }
  return lostAnswer(call.effect, `Procore is not able to answer (${String(status)})`, {
    ...facts,
    retryAfterMs: retryAfterMs(answer.headers, nowMs),
  });
}

/** `Retry-After` where Procore sends it, else its reset time, measured by Procore's own clock. */
export function throttleWaitMs(headers: Readonly<Record<string, string>>, nowMs: number): number {
  const asked = retryAfterMs(headers, nowMs);
  if (asked !== undefined) return asked;
  const reset = headers['x-rate-limit-reset'];
  if (reset === undefined || !/^\d{1,12}$/.test(reset)) return spikeWindowMs;
  const serverNowMs = Date.parse(headers['date'] ?? '');
  const waitMs = Number(reset) * 1000 - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs);
  // Reset times have whole seconds: at 0 the window may still have a part of one left.
  return Math.min(Math.max(waitMs, 1_000), 60 * 60 * 1000);
}

function detailOf(body: ProcoreErrorBody): Record<string, readonly string[]> {
  return {
    ...(body.fields.length > 0 ? { fields: body.fields } : {}),
    ...(body.codes.length > 0 ? { codes: body.codes } : {}),
  };
}

function refusalOf(status: number, body: ProcoreErrorBody): string {
  const texts = body.said.join(' ');
  if (/not editable because it has been synced/i.test(texts)) {
    return ': the record is locked because another integration has set its origin_id';
  }
  if (/must have an open billing period/i.test(texts)) {
    return ': the project has no open billing period; ask the project administrator to open one';
  }
  if (/missing procore-company-id/i.test(texts)) return ': the company id did not arrive; a proxy may drop the header';
  if (body.fields.length > 0) return `; fields: ${body.fields.join(', ')}`;
  return status === 409 ? ': it exists already, or another request holds the record' : '';
}
