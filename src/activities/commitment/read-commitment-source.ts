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
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import { createCompiledMappings } from '../steps/compiled-mappings';
import type { KeptPlan } from '../steps/keep-plan';
import type { PlanSource } from '../steps/make-plan';
import { postedUnderWhat } from '../steps/posted-under-what';
import type { Targets } from '../steps/step-context';
import { commitmentWithoutVendor } from './commitment-problems';

/**
 * Reads, in one transaction, what a commitment's plan follows from. Ends the pass where there is nothing to plan: the content is
 * stale, its order stands already, or something more basic is wrong.
 */
export function createReadCommitmentSource(ports: ActivityPorts) {
  const { store } = ports;
  const mappings = createCompiledMappings();

  return async function readCommitmentSource(
    ref: DocumentRef,
    targets: Targets,
  ): Promise<PlanSource<CommitmentWanted> | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(
      ref.tenantId,
      async (tx): Promise<PlanSource<CommitmentWanted> | { unplanned: Unplanned }> => {
        const asOf = await tx.versionRows.clockNow(ref);
        const connection = await tx.connections.load(ref.connectionId);
        const document = await tx.documents.find(ref, { kind: 'commitment', sourceId: ref.sourceId });
        if (document === null) throw new RangeError(`commitment ${ref.sourceId} was never seen`);
        const snapshot = await tx.snapshots.load<ProcoreCommitment>(document);
        if (snapshot === null || snapshot.content === null || BigInt(snapshot.hintNo) < BigInt(document.hintNo)) {
          return { unplanned: { end: { next: 'again', why: 'changed' } } };
        }
        const commitment = snapshot.content;
        const contentHash = commitmentHash(commitment);
        const of = { connection, document, documentKind: documentKinds.commitment, targets };
        const unplanned = await beforePlanning(tx, of, { asOf, contentHash });
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
        const project = await tx.projects.find(ref, document.projectId);
        const under = await postedUnderWhat(tx, effects, 'order');
        const mappingVersion = under?.mappingVersion ?? (await tx.mappings.version(ref));
        const party = await tx.parties.ofVendor(ref, commitment.vendorId);
        const wanted: CommitmentWanted = {
          sourceId: document.sourceId,
          commitment,
          project: { id: document.projectId, number: project?.number ?? null, name: project?.name ?? '' },
          mapping: await mappings(tx, ref, mappingVersion),
          mappingVersion,
          vendor: { partyId: party.id, linked: party.erpNumber !== null, supplierNumber: party.erpNumber },
          atGoLive,
          carried: atGoLive?.choice === 'balance' ? await carriedBy(tx, ref, commitment.id, atGoLive) : [],
        };
        const hasPostings = (await tx.runs.postingsOf(document.id)).length > 0;
        const decisions = await tx.decisions.of(document.id);
        const settings = under?.settings;
        return { connection, document, asOf, contentHash, wanted, effects, hasPostings, decisions, settings };
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
