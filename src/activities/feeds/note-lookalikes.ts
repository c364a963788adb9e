import type { KindAtTarget, LookalikeFound } from '../../clients/erp-adapter';
import type { Lookalike } from '../../domain/posting/look';
import { toldAsStored } from '../../ledger/effects/told-to-port';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Scope } from '../../store/scope';
import type { ActivityPorts } from '../ports';

/** Invoices that one poll compares with others of their suppliers; the rest waits for the next. */
export const mostCompared = 200;
/** Noted group by group, so that what was read is not lost when a later read fails. */
const comparedAtOnce = 20;

/**
 * Notes for the reviewer, once for each delivered invoice, which others of its supplier look like the same one
 * (accounting 2), apart from the look that decides about sending: neither what is found here nor a failure stops anything.
 */
export async function noteLookalikes(
  { store }: Pick<ActivityPorts, 'store'>,
  scope: Scope,
  { kind, port }: KindAtTarget,
  postings: readonly PostingRow[],
): Promise<void> {
  const sent = postings.filter((posting) => posting.body !== null);
  for (let at = 0; at < sent.length; at += comparedAtOnce) {
    const some = sent.slice(at, at + comparedAtOnce);
    const told = (await Promise.all(some.map((posting) => toldAsStored(store, kind, posting)))).filter(
      (one) => one !== null,
    );
    const found = (await port.alike?.(told)) ?? [];
    for (const posting of some) await note(posting, found.filter((one) => one.like === posting.key).map(asNoted));
  }

  async function note(posting: PostingRow, lookalikes: readonly Lookalike[]): Promise<void> {
    await store.inTenant(scope.tenantId, async (tx) => {
      const document = await tx.documents.lock(posting.documentId);
      await tx.lookalikes.note(posting.id, lookalikes);
      if (lookalikes.length === 0) return;
      await tx.audit(document, `${posting.step}.lookalikes`, { key: posting.key, lookalikes });
    });
  }
}

function asNoted({ like: _, ...lookalike }: LookalikeFound): Lookalike {
  return lookalike;
}
