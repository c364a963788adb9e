import { isInForce } from '../../domain/commitment/in-force';
import type { ListedCommitment } from '../../domain/procore/procore-commitments';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { seenOf } from '../../ledger/commitment-content';
import { hintOrderOfListed } from '../commitment/hint-its-order';
import { noteListed } from './note-listed';

/** A list has no lines. Hints a commitment of which an order may have to be made or looked at; see `noteListed`. */
export async function noteCommitment(
  tx: Tx,
  connection: Connection,
  listed: ListedCommitment,
  askedAt: Date,
): Promise<boolean> {
  await tx.commitments.noteListed(connection, listed.projectId, listed);
  const name = { kind: 'commitment', sourceId: listed.id };
  if (connection.goLiveAt !== null) {
    await hintOrderOfListed(tx, connection, await tx.documents.find(connection, name), listed);
  }
  return noteListed(tx, connection, name, { listed, seen: seenOf(listed), isWanted: isInForce(listed), askedAt });
}
