import type { Problem } from '../../domain/holds/hold-reason';
import type { StepResult } from '../../domain/posting/stages/pass';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { DocumentOfSeries, DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { KeptPlan } from './keep-plan';
import { leftTooLong } from './standing/left-too-long';
import { madeAgain, madeAgainProblem } from './standing/made-again';
import { notPosting } from './not-posting';
import { postedAlready } from './posted-already';
import type { StepContext } from './step-context';

/** Why a pass ends without a plan. */
export type Unplanned =
  | { readonly end: StepResult<KeptPlan> }
  | {
      readonly document: DocumentRow;
      readonly asOf: string;
      readonly problems: readonly Problem[];
      /** What is posted keeps its stage, final for later numbers, whatever is held up to people about it. */
      readonly stage?: SyncStage | undefined;
      readonly wakeAfterMs?: number;
    };

/** What a pass follows from: the connection's count before anything was read, and what the document says. */
interface Read {
  readonly asOf: string;
  readonly contentHash: string;
  /** `seriesOf` the document. */
  readonly series: readonly DocumentOfSeries[];
  /** What its plan follows from beside its content is another by now: it is planned anew, whatever is posted. */
  readonly isMoved?: boolean;
}

/**
 * Whether there is something to plan; null: there is. Everything is posted already, or goes on where it was left, or something
 * more basic keeps it from being posted.
 */
export async function beforePlanning(
  tx: Tx,
  of: Pick<StepContext, 'connection' | 'document' | 'documentKind' | 'targets'>,
  { asOf, contentHash, series, isMoved = false }: Read,
): Promise<Unplanned | null> {
  const { connection, document, documentKind, targets } = of;
  const held = (problem: Problem, stage?: SyncStage): Unplanned => ({ document, asOf, problems: [problem], stage });
  const posted = isMoved ? null : await postedAlready(tx, of, contentHash);
  if (posted?.kind === 'done') {
    const cause = documentKind.cause(document.sourceId);
    const isNews = document.stage !== posted.stage;
    await tx.mending(document, isNews && cause !== null ? [cause] : [], () =>
      tx.documents.setStage(document.id, posted.stage, false),
    );
    const overdue = await leftTooLong(tx, of);
    if (overdue !== null) return held(overdue, posted.stage);
    return { end: { next: 'close', stage: posted.stage } };
  }
  if (posted?.kind === 'problem') return { document, asOf, problems: posted.problems };
  const stopped = notPosting(connection);
  if (stopped !== null) return { document, asOf, ...stopped };
  const other = await madeAgain(tx, document, { targets, series });
  if (other !== null) {
    await lookAtOther(tx, document, other);
    return held(madeAgainProblem(document, other));
  }
  if (posted?.kind !== 'left' && posted?.kind !== 'awaits') return null;
  const planId = await renewed(tx, document, posted.planId, { asOf, contentHash });
  if (posted.kind === 'awaits') {
    const cause = documentKind.cause(document.sourceId);
    const isNews = document.stage !== posted.stage;
    await tx.mending(document, isNews && cause !== null ? [cause] : [], () =>
      tx.runs.await(document.id, posted.runs, posted.stage),
    );
    return { end: { next: 'close', stage: posted.stage } };
  }
  return { end: { next: 'go', planId, stage: posted.stage, then: posted.then } };
}

export async function endUnplanned(ports: ActivityPorts, unplanned: Unplanned): Promise<StepResult<KeptPlan>> {
  if ('end' in unplanned) return unplanned.end;
  const { document, asOf, problems, stage, wakeAfterMs } = unplanned;
  return endWithHold(ports, document, {
    problems,
    asOf,
    ...(stage === undefined ? {} : { stage }),
    ...(wakeAfterMs === undefined ? {} : { wakeAfterMs }),
  });
}

/** That it was made again is the first news of a deletion that no event told. Once only: else both wake each other for ever. */
async function lookAtOther(tx: Tx, document: DocumentRow, other: DocumentRow): Promise<void> {
  if (other.newsAt === null || other.newsAt < document.createdAt) await tx.documents.hint(other);
}

/** The ledger sends nothing for a plan that is weeks old or older than the newest hint; what it says still holds. */
async function renewed(
  tx: Tx,
  document: DocumentRow,
  planId: string,
  { asOf, contentHash }: Pick<Read, 'asOf' | 'contentHash'>,
): Promise<string> {
  const { mappingVersion, plan: body } = await tx.plans.load(planId);
  return tx.plans.store(document, { hintNo: document.hintNo, asOf, mappingVersion, contentHash, body });
}
