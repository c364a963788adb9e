import { refusedForNow } from '../../domain/posting/call-outcome';
import type { ClientError, ClientErrorKind } from '../../clients/http/client-error';
import type { Answer } from '../../store/ledger/posting-attempts';

const kinds: ReadonlySet<string> = new Set<ClientErrorKind>([
  'Rejected',
  'Throttled',
  'Unavailable',
  'Unauthorised',
  'NotSent',
  'OutcomeUnknown',
]);

/** Activities know clients only by their types; what a client threw is known by its `kind`. */
export function asClientError(error: unknown): ClientError | null {
  if (!(error instanceof Error) || !('kind' in error) || typeof error.kind !== 'string') return null;
  return kinds.has(error.kind) ? (error as ClientError) : null;
}

/** How a call that did not succeed is written down. */
export function answerOf(error: unknown): Answer {
  const known = asClientError(error);
  if (known === null) return { outcome: 'OutcomeUnknown', reference: null, detail: null, said: [] };
  const outcome = known.passes ? refusedForNow : known.kind;
  return { outcome, reference: null, detail: known.message, said: known.saidTexts() };
}
