import type { Problem } from '../domain/hold-reason';
import type { PassEnd, StepResult } from '../domain/pass';
import { accountsNeeded, planRequisition as plan, type SourceFacts } from '../domain/plan-requisition';
import type { RequisitionPlan } from '../domain/requisition-plan';
import { compileMapping, type CompiledMapping } from '../domain/resolve-coding';
import { causeKey } from '../domain/cause-key';
import type { SyncStage } from '../domain/sync-stage';
import type { Connection } from '../store/connections';
import type { DocumentRow } from '../store/documents';
import type { Party } from '../store/parties';
import type { DocumentRef } from '../workflows/messages';
import { changedAmounts, unsettledStep } from './changed-after-posting';
import { endWithHold } from './end-with-hold';
import { ErpFacts } from './erp-facts/read-erp-facts';
import { erpVoidedProblem } from './erp-voided-problem';
import { postedAlready, postedUnder, type PostedAlready, type StepsAfterPosting } from './posted-already';
import type { ActivityPorts } from './ports';
import { contentHash, type RequisitionContent } from './requisition-content';
import { requisitionHistory } from './requisition-history';

export interface PlannedSteps {
  readonly planId: string;
  readonly steps: {
    readonly order: boolean;
    readonly voucher: boolean;
    readonly confirm: boolean;
  } & StepsAfterPosting;
  /** Where the document stands when the last of the steps is done. */
  readonly finalStage: SyncStage;
}

export type PlanOutcome =
  StepResult<PlannedSteps> | { readonly next: 'link'; readonly partyId: string; readonly end: PassEnd };

interface Source {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly asOf: string;
  readonly hash: string;
  readonly facts: SourceFacts;
  readonly party: Party;
}

/** Makes the plan: exactly what would be posted; or holds the document with every reason why not, at once. */
export function createPlanRequisition(ports: ActivityPorts) {
  const { store } = ports;
  const mappings = new Map<string, CompiledMapping>();

  return async function planRequisition(ref: DocumentRef): Promise<PlanOutcome> {
    const source = await readSource(ref);
    if ('end' in source) return source.end;
    const { connection, document, asOf, facts, party } = source;

    const needed = accountsNeeded(facts);
    const erpFacts = new ErpFacts(
      store,
      connection,
      () => ports.erp(connection),
      connection.settings.timing.factMaxAgeMs,
    );
    const accounts = await erpFacts.accounts(needed.accounts);
    const businessUnits = await erpFacts.businessUnits(needed.businessUnits);
    const companies = await erpFacts.companies([...new Set(businessUnits.map((unit) => unit.company))]);
    const suppliers = party.erpNumber === null ? [] : await erpFacts.suppliers([party.erpNumber], () => party.id);

    const outcome = plan({
      ...facts,
      accounts,
      businessUnits,
      companies,
      supplier: suppliers[0] ?? null,
      vendor: { partyId: party.id, linked: party.erpNumber !== null },
      today: dayIn(connection.settings.posting.timeZone),
      acceptedOverContract: false,
      revision: 1,
    });
    if ('problems' in outcome) {
      const end = await endWithHold(ports, document, { problems: outcome.problems, asOf });
      return party.erpNumber === null && end.next === 'hold' ? { next: 'link', partyId: party.id, end } : end;
    }
    const changed = await store.inTenant(
      document.tenantId,
      async (trx) =>
        (await changedAmounts(trx, store, document, outcome.plan)) ??
        (await unsettledStep(trx, store, document, outcome.plan)),
    );
    if (changed !== null) return endWithHold(ports, document, { problems: [changed], asOf });
    const posted = await store.inTenant(document.tenantId, (trx) =>
      postedUnder(trx, store, connection, document, { planId: '', plan: outcome.plan }),
    );
    if (posted?.kind === 'voided') {
      return endWithHold(ports, document, { problems: [erpVoidedProblem(posted.erpKey, posted.stage)], asOf });
    }
    return keepPlan(source, outcome.plan, posted);
  };

  async function readSource(ref: DocumentRef): Promise<Source | { end: StepResult<PlannedSteps> }> {
    const read = await store.inTenant(ref.tenantId, async (trx) => {
      const asOf = await store.versionRows.clockNow(trx, ref);
      const connection = await store.connections.loadConnection(trx, ref.connectionId);
      const document = await store.documents.findDocument(trx, ref, { kind: 'requisition', sourceId: ref.sourceId });
      if (document === null) throw new RangeError(`requisition ${ref.sourceId} was never seen`);
      const snapshot = await store.snapshots.loadSnapshot<RequisitionContent>(trx, store.sealed, document);
      if (snapshot === null || snapshot.content === null || BigInt(snapshot.hintNo) < BigInt(document.hintNo)) {
        return { end: { next: 'again' } as const };
      }
      const { requisition, changeOrderLines } = snapshot.content;
      const hash = contentHash(requisition, changeOrderLines ?? {});
      const posted = await postedAlready(trx, store, connection, document, hash);
      if (posted?.kind === 'done') {
        const cause = causeKey.requisition(document.sourceId);
        const isNews = document.stage !== posted.stage;
        if (isNews) await store.versionRows.touch(trx, document, [cause]);
        await store.documents.setStage(trx, document.id, posted.stage, false);
        if (isNews) await store.holds.releaseByCause(trx, store.sealed, document, [cause], ports.actor);
        return { end: { next: 'close', stage: posted.stage } as const };
      }
      const held = (problem: Problem) => ({ document, asOf, problem });
      if (posted?.kind === 'voided') return held(erpVoidedProblem(posted.erpKey, posted.stage));
      if (connection.goLiveAt === null) return held(notLive());
      if (connection.pausedReason !== null) return held(paused(connection.pausedReason));
      if (posted?.kind === 'left') {
        const steps = { order: false, voucher: false, confirm: false, ...posted.steps };
        const planId = await renewed(trx, document, { planId: posted.planId, asOf, hash });
        return { end: { next: 'go', planId, steps, finalStage: posted.stage } as const };
      }

      const commitment = await store.commitments.loadCommitment(
        trx,
        store.sealed,
        ref,
        requisition.commitmentId,
        Infinity,
      );
      const project = await store.projects.findProject(trx, ref, document.projectId);
      if (commitment === null) return held(commitmentGone(requisition.commitmentId));
      const vendorId = requisition.vendorId ?? commitment.vendorId;
      if (vendorId === null) return held(noVendor(commitment.number ?? commitment.id));
      const { history, problem } = await requisitionHistory(trx, store, connection, document);
      if (problem !== null) return held(problem);
      const mappingVersion = await store.mappings.mappingVersion(trx, ref);
      const facts: SourceFacts = {
        requisition,
        commitment,
        previousRequisition: history.known ? null : await previousOf(trx, ref, requisition.previousRequisitionId),
        history,
        project: { id: document.projectId, number: project?.number ?? null, name: project?.name ?? '' },
        changeOrderLines: changeOrderLines ?? {},
        mapping: await compiled(trx, ref, mappingVersion),
        mappingVersion,
        settings: connection.settings.posting,
      };
      const party = await store.parties.partyOfVendor(trx, ref, vendorId);
      return { connection, document, asOf, hash, facts, party };
    });
    if (!('problem' in read)) return read;
    return { end: await endWithHold(ports, read.document, { problems: [read.problem], asOf: read.asOf }) };
  }

  /** The ledger sends nothing for a plan that is weeks old or older than the newest hint; what it says still holds. */
  async function renewed(
    trx: Parameters<typeof requisitionHistory>[0],
    document: DocumentRow,
    { planId, asOf, hash }: { planId: string; asOf: string; hash: string },
  ): Promise<string> {
    const { mappingVersion, plan: body } = await store.plans.loadPlan(trx, store.sealed, document.tenantId, planId);
    const { hintNo } = document;
    return store.plans.storePlan(trx, store.sealed, document, {
      hintNo,
      asOf,
      mappingVersion,
      contentHash: hash,
      body,
    });
  }

  async function previousOf(
    trx: Parameters<typeof requisitionHistory>[0],
    ref: DocumentRef,
    requisitionId: string | null,
  ): Promise<SourceFacts['previousRequisition']> {
    if (requisitionId === null) return null;
    const document = await store.documents.findDocument(trx, ref, { kind: 'requisition', sourceId: requisitionId });
    if (document === null) return null;
    const snapshot = await store.snapshots.loadSnapshot<RequisitionContent>(trx, store.sealed, document);
    return snapshot?.content?.requisition ?? null;
  }

  async function compiled(
    trx: Parameters<typeof requisitionHistory>[0],
    ref: DocumentRef,
    version: number,
  ): Promise<CompiledMapping> {
    const key = `${ref.connectionId}/${version}`;
    const known = mappings.get(key);
    if (known !== undefined) return known;
    const made = compileMapping(await store.mappings.loadMapping(trx, ref, version));
    // Versions never change; only the newest few are still asked for.
    if (mappings.size > 20) mappings.clear();
    mappings.set(key, made);
    return made;
  }

  /** Stores the plan as the document's current one. With nothing to post, the document is recorded and done. */
  async function keepPlan(
    source: Source,
    made: RequisitionPlan,
    posted: Exclude<PostedAlready, { kind: 'voided' }> | null,
  ): Promise<PlanOutcome> {
    const { connection, document, asOf, hash } = source;
    const { voucherProcessing, apPosting } = connection.settings.posting;
    const steps = {
      order: made.order !== null,
      voucher: made.voucher !== null || made.journal !== null,
      confirm: made.voucher !== null && voucherProcessing !== 'leave',
      cancelOrder: false,
      writeBack: connection.settings.procore.writeBack,
    };
    const nothing = !steps.order && !steps.voucher;
    const doneStage = posted?.kind === 'done' ? posted.stage : nothing ? 'recorded' : null;
    return store.inTenant(document.tenantId, async (trx) => {
      const cause = causeKey.requisition(document.sourceId);
      if (doneStage !== null) await store.versionRows.touch(trx, document, [cause]);
      const locked = await store.documents.lockDocument(trx, document.id);
      if (locked.hintNo !== document.hintNo) return { next: 'again' };
      const planId = await store.plans.storePlan(trx, store.sealed, document, {
        hintNo: document.hintNo,
        asOf,
        mappingVersion: made.mappingVersion,
        contentHash: hash,
        body: made,
      });
      await store.documents.setAmounts(trx, document.id, made.totals);
      await store.audit.appendAudit(trx, document.tenantId, {
        actor: ports.actor,
        act: nothing ? 'recorded' : 'planned',
        connectionId: document.connectionId,
        documentKind: document.kind,
        sourceId: document.sourceId,
        facts: {
          planId,
          contentHash: hash,
          mappingVersion: made.mappingVersion,
          totals: made.totals,
          dates: made.dates,
          invoiceNumber: made.invoiceNumber,
          notes: made.notes,
        },
      });
      if (posted?.kind === 'left') {
        const left = { order: false, voucher: false, confirm: false, ...posted.steps };
        return { next: 'go', planId, steps: left, finalStage: posted.stage };
      }
      if (doneStage === null) {
        const finalStage = steps.voucher || apPosting ? 'delivered' : 'ordered';
        return { next: 'go', planId, steps, finalStage };
      }
      if (nothing) await store.countedLines.countLines(trx, locked, made.lines);
      await store.documents.setStage(trx, document.id, doneStage, false);
      await store.holds.releaseByCause(trx, store.sealed, document, [cause], ports.actor);
      return { next: 'close', stage: doneStage };
    });
  }
}

/** Today in the books' time zone, `YYYY-MM-DD`. */
function dayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
}

function notLive(): Problem {
  return {
    reason: 'notLive',
    kind: 'waiting',
    field: 'go-live',
    value: '',
    message: 'The connection has not gone live: nothing is posted yet.',
    fix: 'ml-connector connection go-live',
    causeKey: causeKey.connection(),
  };
}

function paused(reason: string): Problem {
  return {
    reason: 'paused',
    kind: 'waiting',
    field: 'connection',
    value: reason,
    message: `The connection is paused: ${reason}.`,
    fix: 'It goes on when the connection is unpaused.',
    causeKey: causeKey.connection(),
  };
}

function commitmentGone(commitmentId: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'commitment_id',
    value: commitmentId,
    message: `Procore does not show the commitment ${commitmentId}: it was deleted, or the service account may not see it.`,
    fix: 'Give the service account read permission on Commitments in this project, then resume.',
  };
}

function noVendor(commitmentNumber: string): Problem {
  return {
    reason: 'vendorUnknown',
    kind: 'person',
    field: 'vendor_id',
    value: '',
    message: `Neither the requisition nor its commitment ${commitmentNumber} names a vendor.`,
    fix: 'Set the contract company on the commitment in Procore.',
  };
}
