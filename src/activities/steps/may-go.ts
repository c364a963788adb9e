import { seriesSubject } from '../../domain/documents/document-kinds';
import { isChoice } from '../../domain/holds/choice';
import type { Entry } from '../../domain/posting/books/entry';
import type { Plan, PlannedStep } from '../../domain/posting/plan/planned-step';
import type { Difference } from '../../domain/requisition/planned-beside';
import type { DocumentRow } from '../../store/documents/documents';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import { isOutOfTurn } from '../../ledger/requisition-history';
import { begunBy } from '../../ledger/document-stands';
import { higherNumbers } from '../requisition/under-higher';
import { madeAgain } from './standing/made-again';
import { seriesOf } from '../../ledger/series-of';
import { itemsOfOthers, orderedOf } from './ordered-of';
import type { StepContext } from './step-context';

export interface Asker extends Pick<StepContext, 'document' | 'targets'> {
  /** What a choice moves in all, and what was shown to be missing above it then; absent: nothing that counts under other numbers. */
  readonly moves?: Difference & Pick<Plan, 'above'>;
}

/** What a step asks under the locks, right before sending, besides what is always asked. */
export async function mayGo(
  tx: Tx,
  context: Asker,
  { asks, because, entries }: Pick<PlannedStep, 'asks' | 'because' | 'entries'>,
): Promise<boolean> {
  const { document, moves } = context;
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
      case 'alone':
        if (await isOrderedByAnother(tx, document, entries)) return false;
        break;
      case 'bankChange':
        if (!(await tx.bankChanges.mayApply(document.sourceId))) return false;
        break;
      case 'decision': {
        const decisions = await tx.decisions.of(document.id);
        if (!(await isStillChosen(tx, document, { decisions, because, moves }))) return false;
        break;
      }
    }
  }
  return true;
}

interface OfChoice {
  readonly decisions: readonly { readonly id: string; readonly kind: string }[];
  readonly because: string | undefined;
  readonly moves: Asker['moves'] | undefined;
}

/** Not where a later choice replaced it, nor where higher numbers came to say something else beside what it moves than was shown. */
async function isStillChosen(tx: Tx, document: DocumentRow, { decisions, because, moves }: OfChoice): Promise<boolean> {
  const newest = decisions.find(({ kind }) => isChoice(kind) || kind === 'reopen');
  if (newest?.id !== because) return false;
  if (moves === undefined || begunBy(await tx.postings.of(document.id), because) !== undefined) return true;
  const { against, above } = await higherNumbers(tx, document, moves, 'sent');
  return against === null && above.join() === (moves.above ?? []).join();
}

async function isItsTurn(tx: Tx, connection: Connection, { document, targets }: Asker): Promise<boolean> {
  const series = await seriesOf(tx, document);
  if (await isOutOfTurn(tx, connection, document, series)) return false;
  return (await madeAgain(tx, document, { targets, series })) === null;
}

/** A change order that joined a package, say, was planned in the same moment as the package. */
async function isOrderedByAnother(
  tx: Tx,
  { id, commitmentId, ...scope }: DocumentRow,
  entries: readonly Entry[],
): Promise<boolean> {
  if (commitmentId === null) return false;
  const others = new Set(itemsOfOthers(await orderedOf(tx, scope, commitmentId), id));
  return entries.some(({ item }) => others.has(item));
}

/** The rows that are locked first: what puts the documents of a series one after the other. */
export function locksOf(
  { commitmentId }: Pick<DocumentRow, 'commitmentId'>,
  { asks }: Pick<PlannedStep, 'asks'>,
): readonly string[] {
  return (asks.includes('predecessor') || asks.includes('alone')) && commitmentId !== null
    ? [seriesSubject(commitmentId)]
    : [];
}
