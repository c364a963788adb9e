import type { CommitmentWanted } from '../../domain/commitment/commitment-wanted';
import type { AtGoLive } from '../../domain/commitment/at-go-live';
import { isCarried, olderLines } from '../../domain/commitment/older-lines';
import { documentKinds } from '../../domain/documents/document-kinds';
import type { StepResult } from '../../domain/posting/stages/pass';
import type { ProcoreCommitment } from '../../domain/procore/procore-commitments';
import { commitmentHash } from '../../ledger/commitment-content';
import type { Scope } from '../../store/scope';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';
import { seriesOf } from '../steps/standing/made-again';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { currentContent } from '../steps/current-content';
import type { KeptPlan } from '../steps/keep-plan';
import { createKnownBeside } from '../steps/known-beside';
import type { PlanSource } from '../steps/make-plan';
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
    targets: Targets,
  ): Promise<PlanSource<CommitmentWanted> | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(
      ref.tenantId,
      async (tx): Promise<PlanSource<CommitmentWanted> | { unplanned: Unplanned }> => {
        const current = await currentContent<ProcoreCommitment>(tx, ref);
        if ('unplanned' in current) return current;
        const { asOf, connection, document, content: commitment } = current;
        const contentHash = commitmentHash(commitment);
        const of = { connection, document, documentKind: documentKinds.commitment, targets };
        const unplanned = await beforePlanning(tx, of, { asOf, contentHash, series: await seriesOf(tx, document) });
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
          carried: atGoLive?.choice === 'balance' ? await carriedBy(tx, ref, commitment.id, atGoLive) : [],
        };
        return { connection, document, asOf, contentHash, wanted, ...beside };
      },
    );
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };
}

/** Lines of change orders that are part of what a person said is left. */
async function carriedBy(
  tx: Tx,
  scope: Scope,
  commitmentId: string,
  atGoLive: AtGoLive,
): Promise<CommitmentWanted['carried']> {
  const { read } = await tx.changeOrders.approvedOf(scope, commitmentId);
  return olderLines({ lineItems: [] }, read).filter(({ item }) => isCarried(atGoLive, item));
}
