import { compileMapping, type CompiledMapping } from '../../domain/coding/resolve-coding';
import { documentKinds } from '../../domain/documents/document-kinds';
import { causeKey } from '../../domain/holds/cause-key';
import { acceptedReasons } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import type { StepResult } from '../../domain/posting/pass';
import type { Plan } from '../../domain/posting/planned-step';
import type { PostedEffects } from '../../domain/posting/posted-effects';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { RequisitionWanted } from '../../domain/requisition/requisition-wanted';
import type { Connection } from '../../store/connections/connections';
import type { DocumentRow } from '../../store/documents/documents';
import type { Decision } from '../../store/holds/decisions';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRef } from '../../workflows/messages';
import { contentHash as hashOf, type RequisitionContent } from '../../ledger/requisition-content';
import { endWithHold } from '../end-with-hold';
import type { ActivityPorts } from '../ports';
import type { KeptPlan } from '../steps/keep-plan';
import { leftTooLong } from '../steps/left-too-long';
import { madeAgain, madeAgainProblem } from '../steps/made-again';
import { postedAlready } from '../steps/posted-already';
import type { Targets } from '../steps/step-context';
import { commitmentGone, databaseRestored, notLive, noVendor, paused } from './plan-problems';
import { requisitionHistory } from './requisition-history';

/** What a plan follows from, before the ERP is asked. */
export interface PlanSource {
  readonly connection: Connection;
  readonly document: DocumentRow;
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
  readonly contentHash: string;
  readonly wanted: RequisitionWanted;
  /** What is posted of it. */
  readonly effects: PostedEffects;
  /** Something of it was named to be posted once, whatever became of that. */
  readonly hasPostings: boolean;
  /** What persons decided about it. */
  readonly decisions: readonly Decision[];
  /** The ERP's settings that its voucher was posted under; undefined: the newest count. */
  readonly settings: unknown;
}

/**
 * Reads, in one transaction, what a requisition's plan follows from. Ends the pass where there is nothing to plan: the
 * content is stale, everything is posted already, or something more basic is wrong.
 */
export function createReadPlanSource(ports: ActivityPorts) {
  const { store } = ports;
  const mappings = new Map<string, CompiledMapping>();

  return async function readPlanSource(
    ref: DocumentRef,
    targets: Targets,
  ): Promise<PlanSource | { end: StepResult<KeptPlan> }> {
    const read = await store.inTenant(ref.tenantId, async (tx) => {
      const asOf = await tx.versionRows.clockNow(ref);
      const connection = await tx.connections.load(ref.connectionId);
      const document = await tx.documents.find(ref, { kind: 'requisition', sourceId: ref.sourceId });
      if (document === null) throw new RangeError(`requisition ${ref.sourceId} was never seen`);
      const snapshot = await tx.snapshots.load<RequisitionContent>(document);
      if (snapshot === null || snapshot.content === null || BigInt(snapshot.hintNo) < BigInt(document.hintNo)) {
        return { end: { next: 'again', why: 'changed' } as const };
      }
      const { requisition, changeOrderLines } = snapshot.content;
      const contentHash = hashOf(requisition, changeOrderLines ?? {});
      const of = { connection, document, documentKind: documentKinds.requisition, targets };
      // What is posted keeps its stage, final for later numbers, whatever is held up to people about it.
      const held = (problems: readonly Problem[], stage?: SyncStage) => ({ document, asOf, problems, stage });
      const posted = await postedAlready(tx, of, contentHash);
      if (posted?.kind === 'done') {
        const cause = causeKey.requisition(document.sourceId);
        const isNews = document.stage !== posted.stage;
        await tx.mending(document, isNews ? [cause] : [], () =>
          tx.documents.setStage(document.id, posted.stage, false),
        );
        const overdue = await leftTooLong(tx, of);
        if (overdue !== null) return held([overdue], posted.stage);
        return { end: { next: 'close', stage: posted.stage } as const };
      }
      if (posted?.kind === 'problem') return held(posted.problems);
      if (connection.goLiveAt === null) return held([notLive()]);
      if (connection.rebuildReason !== null) return held([databaseRestored(connection.rebuildReason)]);
      if (connection.pausedReason !== null) return held([paused(connection.pausedReason)]);
      const other = await madeAgain(tx, document, targets);
      if (other !== null) {
        await lookAtOther(tx, document, other);
        return held([madeAgainProblem(document, other)]);
      }
      if (posted?.kind === 'left') {
        const planId = await renewed(tx, document, { planId: posted.planId, asOf, contentHash });
        return { end: { next: 'go', planId, stage: posted.stage, then: posted.then } as const };
      }

      const commitment = await tx.commitments.load(ref, requisition.commitmentId, Infinity);
      const project = await tx.projects.find(ref, document.projectId);
      if (commitment === null) return held([commitmentGone(requisition.commitmentId)]);
      const vendorId = requisition.vendorId ?? commitment.vendorId;
      if (vendorId === null) return held([noVendor(commitment.number ?? commitment.id)]);
      const { history, problem } = await requisitionHistory(tx, connection, document);
      if (problem !== null) return held([problem]);
      const effects = await tx.effects.of(document.id);
      const under = await postedUnderWhat(tx, effects);
      const mappingVersion = under?.mappingVersion ?? (await tx.mappings.version(ref));
      const party = await tx.parties.ofVendor(ref, vendorId);
      const decisions = await tx.decisions.of(document.id);
      const wanted: RequisitionWanted = {
        sourceId: document.sourceId,
        requisition,
        commitment,
        previousRequisition: await previousOf(tx, ref, requisition.previousRequisitionId),
        history,
        project: { id: document.projectId, number: project?.number ?? null, name: project?.name ?? '' },
        changeOrderLines: changeOrderLines ?? {},
        mapping: await compiled(tx, ref, mappingVersion),
        mappingVersion,
        vendor: { partyId: party.id, linked: party.erpNumber !== null, supplierNumber: party.erpNumber },
        accepted: acceptedReasons(decisions, contentHash),
      };
      const settings = under?.settings;
      const hasPostings = (await tx.runs.postingsOf(document.id)).length > 0;
      return { connection, document, asOf, contentHash, wanted, effects, hasPostings, decisions, settings };
    });
    if (!('problems' in read)) return read;
    const { document, asOf, problems, stage } = read;
    return { end: await endWithHold(ports, document, { problems, asOf, ...(stage ? { stage } : {}) }) };
  };

  /** That it was made again is the first news of a deletion that no event told. Once only: else both wake each other for ever. */
  async function lookAtOther(tx: Tx, document: DocumentRow, other: DocumentRow): Promise<void> {
    if (other.newsAt === null || other.newsAt < document.createdAt) await tx.documents.hint(other);
  }

  /** The ledger sends nothing for a plan that is weeks old or older than the newest hint; what it says still holds. */
  async function renewed(
    tx: Tx,
    document: DocumentRow,
    { planId, asOf, contentHash }: { planId: string; asOf: string; contentHash: string },
  ): Promise<string> {
    const { mappingVersion, plan: body } = await tx.plans.load(planId);
    const { hintNo } = document;
    return tx.plans.store(document, {
      hintNo,
      asOf,
      mappingVersion,
      contentHash,
      body,
    });
  }

  async function previousOf(
    tx: Tx,
    ref: DocumentRef,
    requisitionId: string | null,
  ): Promise<RequisitionWanted['previousRequisition']> {
    if (requisitionId === null) return null;
    const document = await tx.documents.find(ref, { kind: 'requisition', sourceId: requisitionId });
    if (document === null) return null;
    const snapshot = await tx.snapshots.load<RequisitionContent>(document);
    return snapshot?.content?.requisition ?? null;
  }

  async function compiled(tx: Tx, ref: DocumentRef, version: number): Promise<CompiledMapping> {
    const key = `${ref.connectionId}/${version}`;
    const known = mappings.get(key);
    if (known !== undefined) return known;
    const made = compileMapping(await tx.mappings.load(ref, version));
    // Versions never change; only the newest few are still asked for.
    if (mappings.size > 20) mappings.clear();
    mappings.set(key, made);
    return made;
  }
}

/**
 * Once its voucher stands, a document is compared under the mapping and the settings that posted it, so that newer ones rebook
 * nothing; before that the newest count (accounting-changes 3). Null: it does not stand.
 */
async function postedUnderWhat(
  tx: Tx,
  effects: PostedEffects,
): Promise<{ readonly mappingVersion: number; readonly settings: unknown } | null> {
  const planId = effects.standing().newest('voucher')?.posting?.planId;
  if (planId == null) return null;
  const { mappingVersion, plan } = await tx.plans.load<Plan>(planId);
  return { mappingVersion, settings: plan.settings };
}
