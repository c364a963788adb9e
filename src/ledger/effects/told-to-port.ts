import type { Posted } from '../../clients/erp-adapter';
import type { EarlierPosting, PostingKind } from '../../domain/posting/posting-kind';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Store } from '../../store/store';

/** A posting as its port is told of it, with the body that is meant. */
export function toldToPort(
  row: Pick<PostingRow, 'key' | 'kind' | 'reference' | 'facts' | 'firstSentAt'> & Partial<Pick<PostingRow, 'sends'>>,
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
    ...(row.sends === undefined ? {} : { sends: row.sends }),
  };
}

/** With the body that was sent, or is waited for; null when there is none. */
export async function toldAsStored(
  { sealed }: Pick<Store, 'sealed'>,
  kind: PostingKind,
  posting: PostingRow,
): Promise<Posted | null> {
  if (posting.body === null) return null;
  return toldToPort(posting, kind.parse(await sealed.open<unknown>(posting.tenantId, 'posting', posting.body)));
}
