import type { ListedWithoutPackage } from '../../domain/change-order/without-package';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { noteChangeOrder } from './note-change-order';

/** Of one that is in a package that package is the document, unless it was one itself before. */
export async function noteWithoutPackage(
  tx: Tx,
  connection: Connection,
  listed: ListedWithoutPackage,
  askedAt: Date,
): Promise<boolean> {
  const { id: sourceId, packageId } = listed;
  const isOther =
    packageId !== null && (await tx.documents.find(connection, { kind: 'changeOrder', sourceId })) === null;
  return isOther ? false : noteChangeOrder(tx, connection, listed, askedAt);
}
