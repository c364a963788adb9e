import type { KindAtTarget } from '../../clients/erp-adapter';
import { keptBy } from '../../domain/holds/cause-key';
import type { Look } from '../../domain/posting/look';
import type { PostingRow } from '../../store/ledger/posting-row';
import type { Scope } from '../../store/scope';
import type { Store } from '../../store/store';
import { asClientError } from './error-kind';
import { toldAsStored } from '../effects/told-to-port';

const leaseMs = 60_000;
/** Of one that cannot be looked for now. */
const lookAgainMs = 300_000;

/**
 * Closes names under which the last call was refused, behind the hold that tells a person so: once nothing of the call can
 * arrive any more, and a search finds nothing of it. Who waits for what they kept goes on. Of the connection, or of one
 * document. Gives after how long to try again; null when there is no other to be closed.
 */
export async function closeRefused(
  store: Store,
  scope: Scope,
  kindAt: (posting: PostingRow) => KindAtTarget | undefined,
  documentId?: string,
): Promise<number | null> {
  const refused = await store.inTenant(scope.tenantId, (tx) => tx.standings.refused(scope, documentId));
  const waits = refused.filter((one) => !one.settled).map((one) => Math.max(one.settleLeftMs, 1000));
  for (const posting of refused.filter((one) => one.settled && !one.leased)) {
    const at = kindAt(posting);
    if (at === undefined) continue;
    const leased = await store.inTenant(scope.tenantId, (tx) => tx.postings.takeLease(posting, null, leaseMs));
    if (leased === null) continue;
    try {
      const told = await toldAsStored(store, at.kind, leased);
      const [look] = told === null ? [] : await at.port.look([told]);
      if (look !== undefined && isNowhere(look)) await closeName(store, leased);
    } catch (error) {
      // An ERP that is away keeps none of the others.
      if (asClientError(error) === null) throw error;
      waits.push(lookAgainMs);
    } finally {
      await store.inTenant(scope.tenantId, (tx) => tx.postings.releaseLease(leased));
    }
  }
  return waits.length === 0 ? null : Math.min(...waits);
}

function isNowhere({ found, running, unclear, waits }: Look): boolean {
  return found.length === 0 && !running && unclear === undefined && waits === undefined;
}

/** Nothing of it stands, and nothing of it can arrive any more: this name is never sent again. */
export async function closeName(store: Store, posting: PostingRow): Promise<void> {
  const { step, key, ordinal } = posting;
  await store.inTenant(posting.tenantId, async (tx) => {
    const { result: document } = await tx.mending(posting, keptBy(posting), async () => {
      const locked = await tx.documents.lock(posting.documentId);
      return (await tx.postings.move(posting, 'rejected', { leaseMs: null })) === null ? null : locked;
    });
    if (document !== null) await tx.audit(document, `${step}.rejected`, { key, ordinal });
  });
}
