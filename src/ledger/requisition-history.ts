import { causeKey } from '../domain/holds/cause-key';
import type { Problem } from '../domain/holds/hold-reason';
import { resume } from '../domain/holds/remedy';
import { minus, plus, sum } from '../domain/money/money';
import type { CommitmentHistory } from '../domain/requisition/commitment-history';
import { isFinalStage } from '../domain/posting/stages/sync-stage';
import type { Connection } from '../store/connections/connections';
import type { Scope } from '../store/scope';
import type { Tx } from '../store/unit-of-work';
import type { DocumentOfSeries, DocumentRow } from '../store/documents/documents';
import { goesFirst } from '../domain/requisition/checks/check-previous';

/** What counts as posted under lower numbers of the commitment, and which lower number is not final yet. */
export async function requisitionHistory(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  series: readonly DocumentOfSeries[],
): Promise<{ history: CommitmentHistory; problem: Problem | null }> {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null)
    throw new RangeError(`requisition ${document.sourceId} has no commitment`);
  const balance = await tx.openingBalances.find(connection, commitmentId);
  const confirmed = balance?.confirmedBy == null ? null : balance;
  const lastTaken = confirmed?.lastNumber ?? 0;
  const below = series.filter((other) => other.number !== null && other.number <= number);
  const lower = below.filter((other) => (other.number ?? 0) > lastTaken && other.number !== number);
  const { items: counted, rounding } = await tx.effects.toDate(connection, commitmentId, lastTaken, number);

  const lines: Record<string, { gross: string; withheld: string }> = {};
  for (const line of confirmed?.lines ?? []) lines[line.itemKey] = { gross: line.billed, withheld: line.withheld };
  for (const line of counted) {
    const before = lines[line.item] ?? { gross: '0', withheld: '0' };
    lines[line.item] = { gross: plus(before.gross, line.gross), withheld: plus(before.withheld, line.withheld) };
  }
  const payables = counted.map((line) => minus(line.gross, line.withheld));
  const taken = lower.find((other) => other.stage === 'takenOver');
  const left = lower.findLast((other) => other.stage === 'left');
  const postedAbove = await nearestPostedAbove(tx, document);
  return {
    history: {
      lines,
      certified: sum([confirmed?.certified ?? '0', ...payables, rounding]),
      known: confirmed !== null || lower.length === 0 || lower.some((other) => isFinal(connection, other)),
      openPredecessor: openPredecessor(connection, lower),
      ...(left === undefined ? {} : { leftBelow: { requisitionId: left.sourceId, number: left.number ?? 0 } }),
      ...(postedAbove === null ? {} : { postedAbove }),
    },
    problem:
      taken === undefined
        ? await coveredProblem(tx, commitmentId, below, lastTaken)
        : openingBalanceProblem(commitmentId, taken, balance !== null),
  };
}

/** Nothing that stands counts in an opening balance too. Numbers that it covers are closed; others are asked. */
async function coveredProblem(
  tx: Tx,
  commitmentId: string,
  below: readonly DocumentOfSeries[],
  lastTaken: number,
): Promise<Problem | null> {
  for (const { id, sourceId, number, stage } of below) {
    if (number === null || number > lastTaken || stage === null || stage === 'takenOver') continue;
    const effects = await tx.effects.of(id);
    if (effects.standing().isEmpty && effects.mayStand().isEmpty) continue;
    return {
      reason: 'openingBalance',
      kind: 'person',
      field: 'commitment_id',
      value: commitmentId,
      message: `The opening balance of the commitment covers number ${number}, of which something is posted from here and stands: it counts twice.`,
      remedies: [{ act: 'inErp', text: `Void what is posted of number ${number} from here`, andThen: resume }],
      causeKey: causeKey.requisition(sourceId),
    };
  }
  return null;
}

/** The highest number that a confirmed opening balance covers; 0: none. */
async function lastCovered(tx: Tx, scope: Scope, commitmentId: string): Promise<number> {
  const balance = await tx.openingBalances.find(scope, commitmentId);
  return balance?.confirmedBy == null ? 0 : balance.lastNumber;
}

/**
 * The nearest lower number that is approved and not final; else the nearest that was on its way and is not approved any
 * more; else the nearest that is not final.
 */
function openPredecessor(
  connection: Connection,
  lower: readonly DocumentOfSeries[],
): CommitmentHistory['openPredecessor'] {
  const approved = connection.settings.posting.approvedStatuses as readonly string[];
  const open = lower.filter((other) => !isFinal(connection, other)).reverse();
  const nearest =
    open.find((other) => approved.includes(other.sourceStatus)) ??
    open.find((other) => other.stage !== null) ??
    open[0];
  if (nearest === undefined) return null;
  const { sourceId: requisitionId, number, sourceStatus: status, stage } = nearest;
  const wasOnItsWay = stage !== null && !approved.includes(status);
  return { requisitionId, number: number ?? 0, status, ...(wasOnItsWay ? { wasOnItsWay } : {}) };
}

/** A withdrawn one is final once it is deleted: one that only left the approved statuses may come again. */
function isFinal({ settings }: Connection, { stage, isThere }: DocumentOfSeries): boolean {
  if (stage === 'withdrawn' && isThere) return false;
  return isFinalStage(stage, settings.posting.apPosting);
}

/**
 * Whether it is not the document's turn: a lower number came to be open meanwhile, a higher one came to be posted, or an
 * opening balance came to cover it. Asked under the lock of the series.
 */
export async function isOutOfTurn(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  series: readonly DocumentOfSeries[],
): Promise<boolean> {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null) return false;
  const covered = await lastCovered(tx, document, commitmentId);
  if (number <= covered) return true;
  // As the plan saw them: what the balance covers is nobody's predecessor.
  const lower = series.filter(
    (other) => other.number !== null && other.number < number && other.number > covered && other.stage !== 'takenOver',
  );
  const open = openPredecessor(connection, lower);
  if (open !== null && goesFirst(open, connection.settings.posting.approvedStatuses)) return true;
  return (await nearestPostedAbove(tx, document)) !== null;
}

/** Null also where something of the document itself stands, counts or was voided: that came first then. */
async function nearestPostedAbove(tx: Tx, document: DocumentRow) {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null) return null;
  const above = await tx.effects.nearestAbove(document, commitmentId, number);
  if (above === null) return null;
  const own = await tx.effects.of(document.id);
  const isNew = own.standing().isEmpty && own.mayStand().isEmpty;
  return isNew && own.all.every(({ posting }) => posting?.state !== 'voided') ? above : null;
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
