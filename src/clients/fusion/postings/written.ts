import { LosslessNumber } from 'lossless-json';
import { ClientError, NotSent, Rejected, Unavailable } from '../../http/client-error';

/** An amount or an id as a number of JSON, to its last digit. */
export function num(text: string): LosslessNumber {
  return new LosslessNumber(text);
}

/** What Fusion calls a thing it made. Null where the answer does not say. */
export function memberOf(answer: unknown, name: string): string | null {
  const value =
    typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Actions answer 200 also when they failed: the result says so (reference 6.3). */
export function mustSucceed(operation: string, answer: unknown, isSuccess: (result: string) => boolean): void {
  const result = memberOf(answer, 'result') ?? '';
  if (isSuccess(result)) return;
  throw new Rejected(
    `fusion ${operation}: answered 200, and its result is a refusal; Fusion's words are kept with the posting`,
    {
      system: 'fusion',
      operation,
      status: 200,
      detail: { reason: 'actionFailed' },
      said: result === '' ? [] : [result],
    },
  );
}

/** A read that a write needs first. When it fails nothing was written, and the error must say so. */
export async function beforeSending<T>(operation: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof ClientError && !(cause instanceof Unavailable)) throw cause;
    const facts = { system: 'fusion', operation, detail: { reason: 'readBeforeWriteFailed' }, cause };
    throw new NotSent(`fusion ${operation}: nothing was sent, what stands could not be read before`, facts);
  }
}

/** What stands is not what the look had found: it is looked at again before anything is sent. */
export function changedMeanwhile(operation: string, why: string): NotSent {
  const facts = { system: 'fusion', operation, detail: { reason: 'changedMeanwhile' } };
  return new NotSent(`fusion ${operation}: nothing was sent, ${why}`, facts);
}

/**
 * What a refused act on something means that was just read: made a moment ago, it can be in a list and not yet to be had by its
 * link or name (reference 5.3). Nothing was done, and it comes.
 */
export function notYetThere(operation: string, error: unknown): unknown {
  const isAbsent = error instanceof Rejected && error.detail['reason'] === 'notFound';
  return isAbsent
    ? changedMeanwhile(operation, 'what was read just before is not to be had by its link or name')
    : error;
}
