import { seriesSubject } from '../../domain/documents/document-kinds';
import type { PlannedStep } from '../../domain/posting/planned-step';
import type { Tx } from '../../store/unit-of-work';
import { openPredecessor } from '../requisition/requisition-history';
import { madeAgain } from './made-again';
import type { StepContext } from './step-context';

type Asker = Pick<StepContext, 'document' | 'targets'>;

/** What a step asks under the locks, right before sending, besides what is always asked. */
export async function mayGo(tx: Tx, context: Asker, { asks, because }: PlannedStep): Promise<boolean> {
  for (const asked of asks) {
    switch (asked) {
      case 'live':
        if (!(await tx.connections.mayPost(context.document.connectionId))) return false;
        break;
      case 'predecessor':
        if (await waitsForPredecessor(tx, context)) return false;
        if ((await madeAgain(tx, context.document, context.targets)) !== null) return false;
        break;
      case 'decision': {
        const decisions = await tx.decisions.of(context.document.id);
        if (!decisions.some((decision) => decision.id === because)) return false;
        break;
      }
    }
  }
  return true;
}

/** Whether an earlier number of the series came to be open meanwhile. */
async function waitsForPredecessor(tx: Tx, { document }: Asker): Promise<boolean> {
  const { commitmentId, number, connectionId } = document;
  if (commitmentId === null || number === null) return false;
  const connection = await tx.connections.load(connectionId);
  const lower = (await tx.documents.ofCommitment(connection, document.kind, commitmentId)).filter(
    (other) => other.number !== null && other.number < number && other.stage !== 'takenOver',
  );
  const open = openPredecessor(connection, lower);
  return open !== null && connection.settings.posting.approvedStatuses.some((status) => status === open.status);
}

/** The rows that are locked first: what puts the documents of a series one after the other. */
export function locksOf({ document }: Asker, { asks }: PlannedStep): readonly string[] {
  return asks.includes('predecessor') && document.commitmentId !== null ? [seriesSubject(document.commitmentId)] : [];
}
