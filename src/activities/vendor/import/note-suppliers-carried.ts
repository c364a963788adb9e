import type { Scope } from '../../../store/scope';
import type { CarriedByItself } from '../../../workflows/messages';
import type { ActivityPorts } from '../../ports';
import { pendingSuppliers } from './pending-suppliers';

/** What was noted as changed by that look is carried, or told by a plan. What a later look found waits on. */
export function createNoteSuppliersCarried(ports: ActivityPorts) {
  const { store } = ports;
  return async function noteSuppliersCarried({ due, asOf, ...scope }: Scope & CarriedByItself): Promise<void> {
    await store.inTenant(scope.tenantId, async (tx) => {
      const { feed, watermark } = await pendingSuppliers(tx, scope);
      if (feed === null) return;
      const isLater = watermark.until !== null && watermark.until > asOf;
      const pending = isLater ? watermark.pending : [];
      await tx.feeds.moveWatermark(feed, { ...watermark, pending, wholeAt: due === 'all' ? asOf : watermark.wholeAt });
    });
  };
}
