import { documentKinds } from '../../domain/documents/document-kinds';
import { acceptedReasons } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import type { StepResult, PassEnd } from '../../domain/posting/stages/pass';
import { causeKey } from '../../domain/holds/cause-key';
import { isIdentifiedElsewhere, missingIdentity } from '../../domain/requisition/item-key';
import type { RequisitionWanted } from '../../domain/requisition/requisition-wanted';
import type { DocumentRow } from '../../store/documents/documents';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { contentHash as hashOf, type RequisitionContent } from '../../ledger/requisition-content';
import type { ActivityPorts } from '../ports';
import type { KeptPlan } from '../steps/keep-plan';
import type { PlanSource } from '../steps/make-plan';
import { createCompiledMappings } from '../steps/compiled-mappings';
import { orderedOf } from '../steps/ordered-of';
import { postedUnderWhat } from '../steps/posted-under-what';
import { beforePlanning, endUnplanned, type Unplanned } from '../steps/before-planning';
import type { Targets } from '../steps/step-context';
import { commitmentGone, noVendor } from './plan-problems';
import { requisitionHistory } from './requisition-history';

type RequisitionSource = PlanSource<RequisitionWanted> | { readonly unplanned: Unplanned };

/**
 * Reads, in one transaction, what a requisition's plan follows from. Ends the pass where there is nothing to plan: the
 * content is stale, everything is posted already, or something more basic is wrong.
 */
export function createReadPlanSource(ports: ActivityPorts) {
  const { store } = ports;
  const mappings = createCompiledMappings();

  return async function readPlanSource(
    ref: DocumentRef,
    targets: Targets,
  ): Promise<PlanSource<RequisitionWanted> | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(ref.tenantId, async (tx): Promise<RequisitionSource> => {
      const asOf = await tx.versionRows.clockNow(ref);
      const connection = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.find(ref, { kind: 'requisition', sourceId: ref.sourceId });
      if (document === null) throw new RangeError(`requisition ${ref.sourceId} was never seen`);
      const snapshot = await tx.snapshots.load<RequisitionContent>(document);
      if (snapshot === null || snapshot.content === null || BigInt(snapshot.hintNo) < BigInt(document.hintNo)) {
        return { unplanned: { end: { next: 'again', why: 'changed' } } };
      }
      const { requisition, changeOrderLines } = snapshot.content;
      const contentHash = hashOf(requisition, changeOrderLines ?? {});
      const of = { connection, document, documentKind: documentKinds.requisition, targets };
      const unplanned = await beforePlanning(tx, of, { asOf, contentHash });
      if (unplanned !== null) return { unplanned };
      const held = (problem: Problem) => ({ unplanned: { document, asOf, problems: [problem] } });
      const commitment = await tx.commitments.load(ref, requisition.commitmentId, Infinity);
      const project = await tx.projects.find(ref, document.projectId);
      if (commitment === null) return held(commitmentGone(requisition.commitmentId));
      const atGoLive = await tx.commitmentChoices.of(ref, commitment.id, commitment.createdAt);
      if (atGoLive?.choice === 'leave' && (await tx.postings.of(document.id)).length === 0) {
        return { unplanned: { end: await left(tx, document) } };
      }
      const previous = await previousOf(tx, ref, requisition.previousRequisitionId);
      // Read anew since this pass identified its items: compared by other ids, every line would look new.
      if (previous !== null && requisition.items.some(isIdentifiedElsewhere) && !isIdentified(previous)) {
        return { unplanned: { end: { next: 'again', why: 'changed' } } };
      }
      const vendorId = requisition.vendorId ?? commitment.vendorId;
      if (vendorId === null) return held(noVendor(commitment.number ?? commitment.id));
      const { history, problem } = await requisitionHistory(tx, connection, document);
      if (problem !== null) return held(problem);
      const effects = await tx.effects.of(document.id);
      const under = await postedUnderWhat(tx, effects, 'voucher');
      const mappingVersion = under?.mappingVersion ?? (await tx.mappings.version(ref));
      const party = await tx.parties.ofVendor(ref, vendorId);
      const decisions = await tx.decisions.of(document.id);
      const wanted: RequisitionWanted = {
        sourceId: document.sourceId,
        requisition,
        commitment,
        previousRequisition: previous?.requisition ?? null,
        history,
        atGoLive,
        ordered: await orderedOf(tx, ref, requisition.commitmentId),
        project: { id: document.projectId, number: project?.number ?? null, name: project?.name ?? '' },
        changeOrderLines: changeOrderLines ?? {},
        mapping: await mappings(tx, ref, mappingVersion),
        mappingVersion,
        vendor: { partyId: party.id, linked: party.erpNumber !== null, supplierNumber: party.erpNumber },
        accepted: acceptedReasons(decisions, contentHash),
      };
      const settings = under?.settings;
      const hasPostings = (await tx.runs.postingsOf(document.id)).length > 0;
      return { connection, document, asOf, contentHash, wanted, effects, hasPostings, decisions, settings };
    });
    return 'unplanned' in read ? { end: await endUnplanned(ports, read.unplanned) } : read;
  };

  /** A person left its commitment: nothing of it is posted from here. */
  async function left(tx: Tx, document: DocumentRow): Promise<PassEnd> {
    const cause = causeKey.requisition(document.sourceId);
    await tx.mending(document, [cause], () => tx.documents.setStage(document.id, 'left', false));
    return { next: 'close', stage: 'left' };
  }

  async function previousOf(
    tx: Tx,
    ref: DocumentRef,
    requisitionId: string | null,
  ): Promise<RequisitionContent | null> {
    if (requisitionId === null) return null;
    const document = await tx.documents.find(ref, { kind: 'requisition', sourceId: requisitionId });
    const snapshot = document === null ? null : await tx.snapshots.load<RequisitionContent>(document);
    return snapshot?.content ?? null;
  }
}

/** Other calls were asked for the ids of its items, where it does not give them itself. */
function isIdentified({ requisition, changeOrderLines }: RequisitionContent): boolean {
  return changeOrderLines !== null || requisition.items.every((item) => missingIdentity(item) === null);
}
