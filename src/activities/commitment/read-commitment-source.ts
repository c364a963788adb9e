import type { CommitmentWanted } from '../../domain/commitment/commitment-wanted';
import type { AtGoLive } from '../../domain/commitment/at-go-live';
import { postedByLine } from '../../domain/commitment/billed-by-line';
import { billedOfChangeOrder, billedOfLines } from '../../domain/commitment/billed-of-lines';
import { isCarried, itemOfLine, olderLines } from '../../domain/commitment/older-lines';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { StepResult } from '../../domain/posting/stages/pass';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { commitmentHash } from '../../ledger/commitment-content';
import type { DocumentRow } from '../../store/documents/documents';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { seriesOf } from '../../ledger/series-of';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { currentContent } from '../steps/current-content';
import type { KeptPlan } from '../steps/keep-plan';
import { createKnownBeside } from '../steps/known-beside';
import type { PlanSource } from '../steps/make-plan';
import { orderedOf } from '../steps/ordered-of';
import type { Targets } from '../steps/step-context';
import { commitmentWithoutVendor } from './commitment-problems';

/**
 * Reads, in one transaction, what a commitment's plan follows from. Ends the pass where there is nothing to plan: the content is
 * stale, its order stands already, or something more basic is wrong.
 */
export function createReadCommitmentSource(ports: ActivityPorts) {
  const { store } = ports;
  const knownBeside = createKnownBeside();

  return async function readCommitmentSource(
    ref: DocumentRef,
    { targets, relievesOrders }: PlannedIn,
  ): Promise<PlanSource<CommitmentWanted> | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(
      ref.tenantId,
      async (tx): Promise<PlanSource<CommitmentWanted> | { unplanned: Unplanned }> => {
        const current = await currentContent<ProcoreCommitment>(tx, ref);
        if ('unplanned' in current) return current;
        const { asOf, connection, document, content: commitment } = current;
        const contentHash = commitmentHash(commitment);
        const of = { connection, document, documentKind: documentKinds.commitment, targets };
        const relief = relievesOrders ? await reliefOf(tx, ref, commitment.id) : null;
        const isMoved = relief !== null && (await hasMoved(tx, document, relief.bills));
        const series = await seriesOf(tx, document);
        const unplanned = await beforePlanning(tx, of, { asOf, contentHash, series, isMoved });
        if (unplanned !== null) return { unplanned };
        if (commitment.vendorId === null) {
          const problems = [commitmentWithoutVendor(commitment.number ?? commitment.id)];
          return { unplanned: { document, asOf, problems } };
        }
        const atGoLive = await tx.commitmentChoices.of(ref, commitment.id, commitment.createdAt);
        const effects = await tx.effects.of(document.id);
        if (atGoLive?.choice === 'leave' && effects.mayStand().isEmpty) {
          await tx.documents.setStage(document.id, 'left', false);
          return { unplanned: { end: { next: 'close', stage: 'left' } } };
        }
        const { vendorId } = commitment;
        const { known, ...beside } = await knownBeside(tx, document, { vendorId, effects, last: 'order' });
        const wanted: CommitmentWanted = {
          ...known,
          commitment,
          atGoLive,
          carried: await carriedBy(tx, ref, commitment.id, atGoLive),
          ...(atGoLive?.choice === 'link' ? { billedBefore: await billedBefore(tx, ref, commitment.id) } : {}),
          ...(relief === null ? {} : { relief }),
        };
        return { connection, document, asOf, contentHash, wanted, ...beside };
      },
    );
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };
}

interface PlannedIn {
  readonly targets: Targets;
  /** What is posted of its requisitions is followed by its order. */
  readonly relievesOrders: boolean;
}

async function reliefOf(tx: Tx, scope: Scope, commitmentId: string): Promise<Required<CommitmentWanted>['relief']> {
  return {
    ordered: await orderedOf(tx, scope, commitmentId),
    bills: await tx.effects.ofCommitment(scope, commitmentId, [documentKinds.requisition.name]),
  };
}

/** Whether other bills are posted than its plan follows from. */
async function hasMoved(tx: Tx, { planId }: DocumentRow, bills: PostedEffects): Promise<boolean> {
  if (planId === null) return false;
  const { follows } = (await tx.plans.load<Plan>(planId)).plan;
  return follows !== undefined && follows !== postedByLine(bills);
}

/** What was billed before going live, by line of the contract and of change orders. Null: of some of it nobody knows whose. */
async function billedBefore(
  tx: Tx,
  scope: Scope,
  commitmentId: string,
): Promise<Readonly<Record<string, string>> | null> {
  const balance = await tx.openingBalances.find(scope, commitmentId);
  if (balance === null) return {};
  const ofContract = billedOfLines(balance, []);
  if (ofContract === null) return null;
  const billed = [...ofContract].map(([id, amount]) => [itemOfLine(id), amount] as const);
  for (const changeOrder of (await tx.changeOrders.approvedOf(scope, commitmentId)).read) {
    const ofLines = billedOfChangeOrder(balance, changeOrder);
    if (ofLines === null) return null;
    billed.push(...[...ofLines].map(([id, amount]) => [itemOfLine(`CO-${id}`), amount] as const));
  }
  return Object.fromEntries(billed);
}

/** Lines of change orders that are part of what a person said is left, or that stand on the order that was linked. */
async function carriedBy(
  tx: Tx,
  scope: Scope,
  commitmentId: string,
  atGoLive: AtGoLive | null,
): Promise<CommitmentWanted['carried']> {
  if (atGoLive?.choice !== 'balance' && atGoLive?.choice !== 'link') return [];
  const { read } = await tx.changeOrders.approvedOf(scope, commitmentId);
  return olderLines({ lineItems: [] }, read).filter(({ item }) => isCarried(atGoLive, item));
}
