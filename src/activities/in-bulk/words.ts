import type { BulkAnswer } from '../../clients/procore/calls/sync-answer';
import { asClientError } from '../../ledger/refusals/error-kind';

/** Rows that one bulk call carries; Procore takes at most 1,000. */
export const rowsAtOnce = 500;

/** Procore's words by what they are about: an origin id, the id of a record, or `''`: the whole call. */
export type Words = Map<string, string>;

/** A call that is refused as a whole fails its rows and not the run. Null: it was. */
export async function bulk(words: Words, call: () => Promise<BulkAnswer>): Promise<BulkAnswer | null> {
  try {
    const answer = await call();
    for (const { id, originId, words: said } of answer.refused) words.set(originId ?? id ?? '', said);
    return answer;
  } catch (error) {
    words.set('', refusalWords(error));
    return null;
  }
}

/** As `bulk`, for a call about one record. */
export async function refusedInWords(words: Words, key: string, call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    words.set(key, refusalWords(error));
  }
}

/** Throws what is no refusal. */
function refusalWords(error: unknown): string {
  const known = asClientError(error);
  if (known?.kind !== 'Rejected') throw error;
  return known.saidTexts().join('; ') || known.message;
}
