import { documentKinds } from '../../domain/documents/document-kinds';
import { isZero } from '../../domain/money/money';
import { bookedBy, type PostedEffects } from '../../domain/posting/books/posted-effects';
import { whyNotPlannedBeside, type Difference } from '../../domain/requisition/planned-beside';
import { previousRequisition } from '../../ledger/previous-requisition';
import type { RequisitionContent } from '../../ledger/requisition-content';
import type { DocumentOfSeries, DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { seriesOf } from '../../ledger/series-of';
import { requisitionHistory } from '../../ledger/requisition-history';

/** A higher number of the commitment that keeps something from being posted under it. */
export interface HigherNumber {
  readonly document: DocumentRow;
  readonly why: string;
}

/**
 * What keeps a difference of a requisition from being posted while higher numbers of its commitment are: each of them, planned again
 * beside it, must bill what is posted of it (accounting-changes 4). Null: nothing does, or no item comes to another sum by it. Asked
 * when it is planned and, under the lock of the series, right before it is `sent`: then what was heard of it must have been read.
 */
export async function higherNumberAgainst(
  tx: Tx,
  document: DocumentRow,
  difference: Difference,
  asked: 'planned' | 'sent',
): Promise<HigherNumber | null> {
  const { kind, commitmentId, number } = document;
  if (kind !== documentKinds.requisition.name || commitmentId === null || number === null) return null;
  const sums = [...bookedBy(difference.entries).values()];
  if (sums.every(({ gross, withheld }) => isZero(gross) && isZero(withheld))) return null;
  if ((await tx.effects.nearestAbove(document, commitmentId, number)) === null) return null;
  const series = await seriesOf(tx, document);
  const bills = await tx.effects.ofCommitment(document, commitmentId, [kind]);
  for (const higher of series) {
    const posted = bills.ofDocument(higher.id);
    if ((higher.number ?? 0) <= number || (posted.standing().isEmpty && posted.mayStand().isEmpty)) continue;
    const why = await whyNotBeside(tx, higher, { posted, series, difference, asked });
    if (why !== null) return { document: higher, why };
  }
  return null;
}

interface Beside {
  readonly posted: PostedEffects;
  readonly series: readonly DocumentOfSeries[];
  readonly difference: Difference;
  readonly asked: 'planned' | 'sent';
}

async function whyNotBeside(
  tx: Tx,
  higher: DocumentRow,
  { posted, series, difference, asked }: Beside,
): Promise<string | null> {
  const number = `Number ${higher.number ?? '?'} of the commitment is posted already`;
  const isSettled = posted.mayStand().all.every(({ posting }) => posting?.state === 'confirmed');
  if (!isSettled) return `${number}, and something more of it is on its way to the ERP.`;
  const snapshot = await tx.snapshots.load<RequisitionContent>(higher);
  if (snapshot?.content == null) return `${number}, and is not there in Procore any more.`;
  if (asked === 'sent' && BigInt(snapshot.hintNo) < BigInt(higher.hintNo)) {
    return `${number}, and is being read again from Procore.`;
  }
  const { requisition } = snapshot.content;
  const connection = await tx.connections.load(higher.connectionId);
  const { history, problem } = await requisitionHistory(tx, connection, higher, series);
  if (problem !== null) return `${number}. ${problem.message}`;
  const previous = await previousRequisition(tx, higher, requisition);
  return whyNotPlannedBeside({
    ...{ requisition, history, difference },
    previousRequisition: previous?.requisition ?? null,
    posted: posted.standing().byItem(),
  });
}
