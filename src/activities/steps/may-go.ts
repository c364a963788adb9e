import { seriesSubject } from '../../domain/documents/document-kinds';
import { isChoice } from '../../domain/holds/choice';
import type { PlannedStep } from '../../domain/posting/plan/planned-step';
import type { DocumentRow } from '../../store/documents/documents';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { isOutOfTurn } from '../../ledger/requisition-history';
import { madeAgain, seriesOf } from './standing/made-again';
import type { StepContext } from './step-context';

type Asker = Pick<StepContext, 'document' | 'targets'>;

/** What a step asks under the locks, right before sending, besides what is always asked. */
export async function mayGo(
  tx: Tx,
  context: Asker,
  { asks, because }: Pick<PlannedStep, 'asks' | 'because'>,
): Promise<boolean> {
  const { document } = context;
  const needs = asks.some((asked) => asked !== 'decision');
  const connection = needs ? await tx.connections.load(document.connectionId) : null;
  for (const asked of asks) {
    switch (asked) {
      case 'live':
        if (connection?.mayPost !== true) return false;
        break;
      case 'predecessor':
        if (connection === null || !(await isItsTurn(tx, connection, context))) return false;
        break;
      case 'decision': {
        const decisions = await tx.decisions.of(document.id);
        if (!(await isStillChosen(tx, document, decisions, because))) return false;
        break;
      }
    }
  }
  return true;
}

/** A later choice replaced it, or a higher number came to be posted, which took what is missing with it. */
async function isStillChosen(
  tx: Tx,
  { id, commitmentId, number, tenantId, connectionId }: DocumentRow,
  decisions: readonly { readonly id: string; readonly kind: string }[],
  because: string | undefined,
): Promise<boolean> {
  const newest = decisions.find(({ kind }) => isChoice(kind) || kind === 'reopen');
  if (newest?.id !== because) return false;
  if (commitmentId === null || number === null) return true;
  if ((await tx.postings.of(id)).some((one) => one.because === because && one.state !== 'reserved')) return true;
  return (await tx.effects.nearestAbove({ tenantId, connectionId }, commitmentId, number)) === null;
}

async function isItsTurn(tx: Tx, connection: Connection, { document, targets }: Asker): Promise<boolean> {
  const series = await seriesOf(tx, document);
  if (await isOutOfTurn(tx, connection, document, series)) return false;
  return (await madeAgain(tx, document, { targets, series })) === null;
}

/** The rows that are locked first: what puts the documents of a series one after the other. */
export function locksOf(
  { commitmentId }: Pick<DocumentRow, 'commitmentId'>,
  { asks }: Pick<PlannedStep, 'asks'>,
): readonly string[] {
  return asks.includes('predecessor') && commitmentId !== null ? [seriesSubject(commitmentId)] : [];
}
