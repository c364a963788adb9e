import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { Refusal } from '../domain/refusal';
import type { ClientErrorKind } from '../clients/http/client-error';
import { asClientError } from '../ledger/refusals/error-kind';
import { isDatabaseAway } from '../telemetry/is-database-away';
import { failureTypes } from '../workflows/names';

/** A throttle longer than this is waited for by the workflow, not by the activity (design 5). */
const longestRetryDelayMs = 60_000;

/** What Temporal does with each kind of client error. */
const retryable: Readonly<Record<ClientErrorKind, boolean>> = {
  Rejected: false,
  Throttled: true,
  Unavailable: true,
  Unauthorised: false,
  NotSent: true,
  OutcomeUnknown: true,
};

/** The one place where a client error, a refusal of ours or an absent database becomes a failure that workflows know by its type. */
export function toFailure(error: unknown): unknown {
  if (error instanceof Refusal) return ApplicationFailure.nonRetryable(error.message, 'Refused');
  const known = asClientError(error);
  if (known === null && isDatabaseAway(error)) {
    const message = 'the database was away, or could not do the work';
    return ApplicationFailure.create({ message, type: failureTypes.databaseAway, cause: error as Error });
  }
  if (known === null) return error;
  const retryAfterMs = 'retryAfterMs' in known && typeof known.retryAfterMs === 'number' ? known.retryAfterMs : null;
  const tooLong = retryAfterMs !== null && retryAfterMs > longestRetryDelayMs;
  return ApplicationFailure.create({
    message: known.message,
    type: known.kind,
    nonRetryable: !retryable[known.kind] || tooLong,
    ...(retryAfterMs === null || tooLong ? {} : { nextRetryDelay: retryAfterMs }),
    details: [{ system: known.system, operation: known.operation, status: known.status ?? null, retryAfterMs }],
    ...(known.kind === 'Throttled' ? { category: ApplicationFailureCategory.BENIGN } : {}),
    cause: known,
  });
}
