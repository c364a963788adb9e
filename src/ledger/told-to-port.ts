import type { Posted } from '../clients/erp-adapter';
import type { EarlierPosting } from '../domain/posting/posting-kind';
import type { PostingRow } from '../store/ledger/posting-row';

/** A posting as its port is told of it, with the body that is meant. */
export function toldToPort(
  row: Pick<PostingRow, 'key' | 'kind' | 'reference' | 'facts' | 'firstSentAt'>,
  body: unknown,
  earlier?: ReadonlyMap<string, EarlierPosting>,
): Posted {
  return {
    key: row.key,
    kind: row.kind,
    body,
    reference: row.reference,
    facts: row.facts ?? {},
    ...(earlier === undefined ? {} : { earlier }),
    firstSentAt: row.firstSentAt?.toISOString() ?? null,
  };
}
