import type { ProcorePort } from '../../clients/procore/procore-port';
import type { FullReading, ListPosition } from '../../domain/documents/feed-watermark';
import { watermarkOf } from '../../domain/documents/feed-watermark';
import type { Store } from '../../store/store';
import type { OfFeed } from './read-windows';

type Position = NonNullable<FullReading['commitments']>;

/**
 * Opening balances name commitments by their numbers. A list has no lines: what needs those shows the commitment. Goes on
 * from the page that it had come to.
 */
export async function readCommitments(
  { store, procore }: { readonly store: Store; readonly procore: ProcorePort },
  of: OfFeed,
): Promise<void> {
  for (;;) {
    const feed = await store.inTenant(of.tenantId, (tx) => tx.feeds.find(of, of.projectId, 'requisitions'));
    const watermark = watermarkOf(feed?.watermark);
    const { full } = watermark;
    if (feed === null || full?.commitments == null) return;
    const now = full.commitments;
    const answer = await procore.listCommitments({ projectId: of.projectId, type: now.list, page: now.page });
    await store.inTenant(of.tenantId, async (tx) => {
      await tx.commitments.noteAllListed(of, of.projectId, answer.items);
      const next: FullReading = { ...full, commitments: behind(now, answer) };
      await tx.feeds.moveWatermark(feed, { ...watermark, full: next });
    });
  }
}

function behind(
  { list, page, total }: Position,
  answer: { readonly total: number | null; readonly hasNext: boolean },
): ListPosition<Position['list']> | null {
  // What was deleted meanwhile has moved others up, to pages that were read.
  if (total !== null && answer.total !== null && answer.total < total) return { list, page: 1, total: answer.total };
  if (answer.hasNext) return { list, page: page + 1, total: answer.total };
  return list === 'WorkOrderContract' ? { list: 'PurchaseOrderContract', page: 1, total: null } : null;
}
