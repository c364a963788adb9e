import type { Response } from 'express';
import { numberOf } from '../../http/json-value';
import { sendJson } from '../../http/send-json';
import type { LimitState } from './rate-limiter';

export function setLimitHeaders(response: Response, state: LimitState): void {
  response
    .set('X-Rate-Limit-Limit', String(state.limit))
    .set('X-Rate-Limit-Remaining', String(state.remaining))
    .set('X-Rate-Limit-Reset', String(state.resetUnixSeconds));
}

export function answerThrottled(response: Response, state: LimitState, now: Date): void {
  setLimitHeaders(response, state);
  response.set('Retry-After', String(Math.max(1, state.resetUnixSeconds - Math.floor(now.getTime() / 1000))));
  const message = "You've surpassed the maximum number of requests allowed. Please try again later.";
  sendJson(response, 429, { code: numberOf(429), message });
}
