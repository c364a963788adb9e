import { isApprovedCost } from '../../domain/direct-cost/approved';
import { documentKinds } from '../../domain/documents/document-kinds';
import type {
  ListedDirectCost,
  ListedDirectCostLine,
  ProcoreDirectCost,
} from '../../domain/procore/procore-direct-costs';
import { equals } from '../../domain/money/money';
import { directCostSeen } from '../../ledger/direct-cost-content';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { noteListed } from './note-listed';

const kind = documentKinds.directCost.name;

/** A list has no lines. Hints a direct cost of which something may have to be booked, or is; see `noteListed`. */
export async function noteDirectCost(
  tx: Tx,
  connection: Connection,
  listed: ListedDirectCost,
  askedAt: Date,
): Promise<boolean> {
  const name = { kind, sourceId: listed.id };
  const isWanted = isApprovedCost(listed);
  // Of one that was never approved nothing is to be booked: it is no document yet.
  if (!isWanted && (await tx.documents.find(connection, name)) === null) return false;
  const seen = directCostSeen(listed);
  // A line that is deleted changes the total, whether or not it moves the time of change.
  const isOtherTotal = ({ claimed }: DocumentRow): boolean =>
    claimed !== null && seen.claimed !== null && !equals(claimed, seen.claimed);
  return noteListed(tx, connection, name, { listed, seen, isWanted, askedAt, isNews: isOtherTotal });
}

/** Hints the direct cost of a line that was read otherwise, or not at all; whether it was. */
export async function noteDirectCostLine(
  tx: Tx,
  connection: Connection,
  { id, directCostId, updatedAt }: ListedDirectCostLine,
): Promise<boolean> {
  if (connection.goLiveAt === null) return false;
  const document = await tx.documents.find(connection, { kind, sourceId: directCostId });
  // What was never read is read anew by the pass that is to come.
  const snapshot = document === null ? null : await tx.snapshots.load<ProcoreDirectCost>(document);
  if (document === null || snapshot?.content == null) return false;
  const known = snapshot.content.lineItems.find((line) => line.id === id);
  const isNews = known?.updatedAt == null || Date.parse(known.updatedAt) !== Date.parse(updatedAt);
  const isHeard = BigInt(snapshot.hintNo) < BigInt(document.hintNo);
  if (!isNews || isHeard) return false;
  await tx.documents.hint(document);
  return true;
}
