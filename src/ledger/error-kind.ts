import type { ClientError, ClientErrorKind } from '../clients/http/client-error';

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
