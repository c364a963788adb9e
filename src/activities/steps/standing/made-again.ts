import { causeKey } from '../../../domain/holds/cause-key';
import type { Problem } from '../../../domain/holds/hold-reason';
import { counts, isSaidBy } from '../../../domain/posting/stages/sync-stage';
import type { DocumentOfSeries, DocumentRow } from '../../../store/documents/documents';
import type { Tx } from '../../../store/unit-of-work';
import type { Targets } from '../step-context';
import { standingPostings } from './withdrawn-problem';

/** The decision that both may stand names the other document so. */
function subjectOf(other: DocumentRow): string {
  return `${other.kind}/${other.sourceId}`;
}

/**
 * Another document of the series with the same number of which something stands, or may come to stand: deleted in Procore and
 * made again, one number is two documents, and only one of them may be paid. Null: there is none, or a person decided.
 */
export async function madeAgain(
  tx: Tx,
  document: DocumentRow,
  { targets, series }: { readonly targets: Targets; readonly series: readonly DocumentOfSeries[] },
): Promise<DocumentRow | null> {
  const twins = series.filter((other) => other.number === document.number && other.id !== document.id);
  if (twins.length === 0) return null;
  const isSent = standingPostings(await tx.runs.postingsOf(document.id), targets).length > 0;
  for (const other of twins) {
    // Of two that are only named yet, the one that was known first goes on.
    const namedCounts = !isSent && other.createdAt < document.createdAt;
    if (!(await stands(tx, other, targets, namedCounts))) continue;
    if ((await tx.decisions.find(document.id, 'notDuplicate', subjectOf(other))) === null) return other;
  }
  return null;
}

async function stands(tx: Tx, other: DocumentRow, targets: Targets, namedCounts: boolean): Promise<boolean> {
  if (counts(other.stage)) return true;
  const postings = await tx.runs.postingsOf(other.id);
  // What is only named is sent by nobody once its document was withdrawn.
  const isNamed = namedCounts && isSaidBy('pass', other.stage);
  return (
    standingPostings(postings, targets).length > 0 || (isNamed && postings.some((one) => one.state === 'reserved'))
  );
}

export function madeAgainProblem(document: DocumentRow, other: DocumentRow): Problem {
  return {
    reason: 'possibleDuplicate',
    kind: 'person',
    field: 'number',
    value: subjectOf(other),
    message:
      `The commitment has another requisition of the number ${document.number ?? '?'}, ${other.sourceId} ` +
      `(${other.stage ?? other.sourceStatus}), of which something stands in the ERP or may stand there. Deleted in Procore and ` +
      'made again, it would be paid twice.',
    remedies: [
      { act: 'seeDocument', document: { kind: other.kind, sourceId: other.sourceId } },
      {
        act: 'byHand',
        text: `Void in the ERP what stands of ${other.sourceId}, and confirm it there: this one then goes on by itself`,
      },
      { act: 'decide', choice: 'notDuplicate' },
    ],
    causeKey: causeKey.requisition(other.sourceId),
    facts: { sameNumberAs: subjectOf(other) },
  };
}
