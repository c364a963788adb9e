import { ApplicationFailure, TimeoutFailure, type ActivityFailure } from '@temporalio/common';
import { failureTypes } from './names';

/** Why an activity failed for good: one of the failure types of design 10, or `unknown`; and when a throttle ends. */
export function failureOf(error: ActivityFailure): { type: string; retryAfterMs: number | null } {
  if (error.cause instanceof TimeoutFailure) return { type: failureTypes.unavailable, retryAfterMs: null };
  if (!(error.cause instanceof ApplicationFailure)) return { type: 'unknown', retryAfterMs: null };
  const [details] = error.cause.details ?? [];
  const retryAfterMs =
    typeof details === 'object' &&
    details !== null &&
    'retryAfterMs' in details &&
    typeof details.retryAfterMs === 'number'
      ? details.retryAfterMs
      : null;
  return { type: error.cause.type ?? 'unknown', retryAfterMs };
}
