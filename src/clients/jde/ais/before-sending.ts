import { ClientError, NotSent, Unavailable } from '../../http/client-error';

/** A read that a write needs first. When it fails or is given up nothing was written, and the error must say so. */
export async function beforeSending<T>(operation: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof ClientError && !(cause instanceof Unavailable)) throw cause;
    const detail = { reason: 'readBeforeWriteFailed' };
    throw new NotSent(`jde ${operation}: nothing was sent, what stands could not be read before`, {
      system: 'jde',
      operation,
      detail,
      cause,
    });
  }
}

/** What stands is not what the search had found: the ledger looks again before anything is sent. */
export function changedMeanwhile(operation: string): NotSent {
  return new NotSent(`jde ${operation}: nothing was sent, what stands has changed since it was searched`, {
    system: 'jde',
    operation,
    detail: { reason: 'changedMeanwhile' },
  });
}
