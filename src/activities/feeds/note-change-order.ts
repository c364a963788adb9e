import { isApproved } from '../../domain/change-order/approved';
import type { ListedChangeOrder } from '../../domain/procore/procore-change-orders';
import { changeOrderSeen } from '../../ledger/change-order-content';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { noteListed } from './note-listed';

/**
 * A list has no lines. Hints a change order package of which lines may have to come onto an order, or stand there, and whose pass
 * finds out whether its contract is a commitment; see `noteListed`.
 */
export async function noteChangeOrder(
  tx: Tx,
  connection: Connection,
  listed: ListedChangeOrder,
  askedAt: Date,
): Promise<boolean> {
  const name = { kind: 'changeOrder', sourceId: listed.id };
  const isWanted = isApproved(listed);
  // Of one that was never approved nothing is to be ordered: it is no document yet.
  if (!isWanted && (await tx.documents.find(connection, name)) === null) return false;
  return noteListed(tx, connection, name, { listed, seen: changeOrderSeen(listed), isWanted, askedAt });
}
