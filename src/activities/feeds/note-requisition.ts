import type { ProcoreRequisition } from '../../domain/procore/procore-documents';
import { listedHash, mayEndHold, seenOf, type RequisitionContent } from '../../ledger/requisition-content';
import { hintWaitingFor } from '../steps/hint-waiting';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';

/**
 * Stores what a list says of a requisition and hints it when that may have to be posted, in one transaction. `askedAt` is when
 * the list was asked for: what was read or heard after that counts, and the list says nothing. `isNews`
 * whatever is known of it: it could not be read before. Gives whether it was hinted.
 */
export async function noteRequisition(
  tx: Tx,
  connection: Connection,
  requisition: ProcoreRequisition,
  { askedAt, isNews }: { readonly askedAt: Date; readonly isNews: boolean },
): Promise<boolean> {
  const name = { kind: 'requisition', sourceId: requisition.id };
  const noted = await tx.sightings.note(connection, name, askedAt, seenOf(requisition));
  if (typeof noted === 'string') return false;
  const { before, document } = noted;
  const known = await tx.snapshots.load<RequisitionContent>(document);
  const hash = listedHash(requisition);
  const changed =
    isNews ||
    known === null ||
    known.contentHash !== hash ||
    before.sourceStatus !== requisition.status ||
    // While it is held or on its way, whatever a hold may name counts.
    (before.open && known.content !== null && mayEndHold(known.content.requisition, requisition));
  if (!changed) return false;

  const approved = connection.settings.posting.approvedStatuses.some((status) => status === requisition.status);
  const concerns = approved || document.open || document.stage !== null;
  const hint = connection.goLiveAt !== null && concerns && document.stage !== 'takenOver';
  // It was gone, and nobody was told yet.
  if (connection.goLiveAt === null && document.stage === 'withdrawn') {
    await tx.documents.setStage(document.id, null, false);
  }
  const hintNo = hint ? await tx.documents.hintOfAnswer(document) : document.hintNo;
  await tx.snapshots.store(document, {
    hintNo,
    contentHash: hash,
    content: { requisition, changeOrderLines: null } satisfies RequisitionContent,
  });
  // On nobody's way by itself, it may all the same be what other numbers wait for.
  if (connection.goLiveAt !== null) await hintWaitingFor(tx, document);
  return hint;
}
