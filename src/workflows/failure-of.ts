import { ApplicationFailure, TimeoutFailure, type ActivityFailure } from '@temporalio/common';
import { failureTypes } from './names';

interface FailureFacts {
  /** One of the failure types of design 10, or `unknown`. */
  readonly type: string;
  /** When a throttle ends. */
  readonly retryAfterMs: number | null;
  /** In the words of whoever refused it, for a person; empty where nobody did. */
  readonly said: string;
}

/** Why an activity, or a workflow that was begun by this one, failed for good. */
export function failureOf(error: ActivityFailure | ApplicationFailure): FailureFacts {
  const cause = error instanceof ApplicationFailure ? error : error.cause;
  if (cause instanceof TimeoutFailure) return { type: failureTypes.unavailable, retryAfterMs: null, said: '' };
  if (!(cause instanceof ApplicationFailure)) return { type: 'unknown', retryAfterMs: null, said: '' };
  const [details] = cause.details ?? [];
  const retryAfterMs =
    typeof details === 'object' &&
    details !== null &&
    'retryAfterMs' in details &&
    typeof details.retryAfterMs === 'number'
      ? details.retryAfterMs
      : null;
  const type = cause.type ?? 'unknown';
  // What a fault of our own says may hold anything.
  const said = Object.values<string>(failureTypes).includes(type) ? cause.message : '';
  return { type, retryAfterMs, said };
}
