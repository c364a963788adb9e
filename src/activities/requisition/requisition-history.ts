import { causeKey } from '../../domain/holds/cause-key';
import type { Problem } from '../../domain/holds/hold-reason';
import { minus, plus, sum } from '../../domain/money/money';
import type { CommitmentHistory } from '../../domain/requisition/commitment-history';
import { isFinalStage } from '../../domain/posting/sync-stage';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';

/** What counts as posted under lower numbers of the commitment, and which lower number is not final yet. */
export async function requisitionHistory(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
): Promise<{ history: CommitmentHistory; problem: Problem | null }> {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null)
    throw new RangeError(`requisition ${document.sourceId} has no commitment`);
  const balance = await tx.openingBalances.find(connection, commitmentId);
  const confirmed = balance?.confirmedBy == null ? null : balance;
  const lastTaken = confirmed?.lastNumber ?? 0;
  const lower = (await tx.documents.ofCommitment(connection, document.kind, commitmentId)).filter(
    (other) => other.number !== null && other.number < number && other.number > lastTaken,
  );
  const counted = await tx.effects.itemsToDate(connection, commitmentId, lastTaken, number);

  const lines: Record<string, { gross: string; withheld: string }> = {};
  for (const line of confirmed?.lines ?? []) lines[line.itemKey] = { gross: line.billed, withheld: line.withheld };
  for (const line of counted) {
    const before = lines[line.item] ?? { gross: '0', withheld: '0' };
    lines[line.item] = { gross: plus(before.gross, line.gross), withheld: plus(before.withheld, line.withheld) };
  }
  const payables = counted.map((line) => minus(line.gross, line.withheld));
  const taken = lower.find((other) => other.stage === 'takenOver');
  return {
    history: {
      lines,
      certified: plus(confirmed?.certified ?? '0', sum(payables)),
      known:
        confirmed !== null ||
        lower.length === 0 ||
        lower.some((other) => isFinalStage(other.stage, connection.settings.posting.apPosting)),
      openPredecessor: openPredecessor(connection, lower),
    },
    problem: taken === undefined ? null : openingBalanceProblem(commitmentId, taken, balance !== null),
  };
}

/** The nearest lower number that is approved and not final; else the nearest that is not final. */
export function openPredecessor(
  connection: Connection,
  lower: readonly DocumentRow[],
): CommitmentHistory['openPredecessor'] {
  const { approvedStatuses, apPosting } = connection.settings.posting;
  const open = lower.filter((other) => !isFinalStage(other.stage, apPosting)).reverse();
  const approved = open.find((other) => approvedStatuses.some((status) => status === other.sourceStatus));
  const nearest = approved ?? open[0];
  if (nearest === undefined) return null;
  return { requisitionId: nearest.sourceId, number: nearest.number ?? 0, status: nearest.sourceStatus };
}

function openingBalanceProblem(commitmentId: string, taken: DocumentRow, imported: boolean): Problem {
  return {
    reason: 'openingBalance',
    kind: 'person',
    field: 'commitment_id',
    value: commitmentId,
    message:
      `Requisition number ${taken.number ?? '?'} of the commitment was taken over at go-live, but its opening balance ` +
      (imported ? 'is not confirmed, or ends before that number.' : 'was not imported.'),
    remedies: [{ act: imported ? 'confirmOpeningBalance' : 'importOpeningBalance', commitmentId }],
    causeKey: causeKey.openingBalance(commitmentId),
  };
}
