import { setTimeout as delay } from 'node:timers/promises';
import type { ProcoreChangeOrder } from '../../domain/procore/procore-change-orders';
import type { ConnectionContext } from '../context';
import type { ListedOlder } from './older-commitments';

/** Null: not all of a commitment that are approved are known with their lines, so nothing can be chosen for it yet. */
type OlderChangeOrders = readonly ProcoreChangeOrder[] | null;

const lookEveryMs = 1_000;
/** So long nothing more may be read before the rest is given up. */
const patienceMs = 90_000;

/**
 * Approved change orders of a commitment as its project's feed and their own passes last read them, in the order of their approval.
 * What a choice does not name would come onto the order as a change, so none may be missing.
 */
export async function changeOrdersShown(
  { store, connection }: Pick<ConnectionContext, 'store' | 'connection'>,
  { commitmentId, projectId }: Pick<ListedOlder, 'commitmentId' | 'projectId'>,
): Promise<OlderChangeOrders> {
  return store.inTenant(connection.tenantId, async (tx) => {
    const feed = await tx.feeds.find(connection, projectId, 'changeOrders');
    if (feed === null || feed.watermark === null) return null;
    const { read, unread } = await tx.changeOrders.approvedOf(connection, commitmentId);
    return unread.length > 0 ? null : read;
  });
}

/** Those of many commitments, by the commitment's id: waits while they are being read. What is missing in it was not. */
export async function untilChangeOrdersShown(
  context: Pick<ConnectionContext, 'store' | 'connection'>,
  commitments: readonly Pick<ListedOlder, 'commitmentId' | 'projectId'>[],
  report: (line: string) => void,
): Promise<ReadonlyMap<string, readonly ProcoreChangeOrder[]>> {
  const shown = new Map<string, readonly ProcoreChangeOrder[]>();
  let [movedAt, said] = [Date.now(), ''];
  for (;;) {
    const before = shown.size;
    for (const one of commitments) {
      if (shown.has(one.commitmentId)) continue;
      const read = await changeOrdersShown(context, one);
      if (read !== null) shown.set(one.commitmentId, read);
    }
    const left = commitments.length - shown.size;
    if (shown.size > before) movedAt = Date.now();
    if (left === 0 || Date.now() - movedAt > patienceMs) return shown;
    const line = `waiting until the change orders of ${left} commitments are read ("poll now --all --feed changeOrders" begins at once)`;
    if (line !== said) report(line);
    said = line;
    await delay(lookEveryMs);
  }
}
