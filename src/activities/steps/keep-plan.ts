import { nextStep, awaitedRuns } from '../../domain/posting/plan/next-step';
import type { Plan } from '../../domain/posting/plan/planned-step';
import type { StepResult } from '../../domain/posting/stages/pass';
import type { NewRetainageRelease } from '../../store/ledger/retainage-releases';
import type { Tx } from '../../store/unit-of-work';
import type { ActivityPorts } from '../ports';
import type { Stand } from './post-step';
import type { PostedAlready } from './posted-already';
import { keepRelease } from './standing/retainage-release';
import type { StepContext } from './step-context';

/** A plan as the pass carries it out: from which step on. */
export interface KeptPlan extends Stand {
  readonly planId: string;
}

export interface PlanToKeep extends Pick<StepContext, 'document' | 'documentKind'> {
  /** The connection's count before anything was read (store/version-rows.ts). */
  readonly asOf: string;
  readonly contentHash: string;
  readonly made: Plan;
  readonly posted: Exclude<PostedAlready, { kind: 'problem' }> | null;
  /** Left to AP by a plan that posts nothing. */
  readonly release: NewRetainageRelease | null;
}

/** Stores the plan as the document's current one. With nothing to post, the document is recorded and done. */
export async function keepPlan(ports: ActivityPorts, toKeep: PlanToKeep): Promise<StepResult<KeptPlan>> {
  const { store } = ports;
  const { document, documentKind, asOf, contentHash, made, posted, release } = toKeep;
  const { mappingVersion, totals, currency, facts } = made.head;
  const nothing = made.steps.length === 0;
  const doneStage = posted?.kind === 'done' ? posted.stage : nothing && posted === null ? 'recorded' : null;
  const cause = documentKind.cause(document.sourceId);
  const mends = doneStage === null || cause === null ? [] : [cause];
  const then = nextStep(made.steps, 0, () => null);
  const isNew = posted === null && doneStage === null;
  const runs =
    posted?.kind === 'awaits' ? posted.runs : isNew && then === null ? awaitedRuns(made.steps, () => null) : [];
  const keep = async (tx: Tx): Promise<StepResult<KeptPlan> | null> => {
    const locked = await tx.documents.lock(document.id);
    if (locked.hintNo !== document.hintNo) return null;
    // A run that took it in told it meanwhile what became of that: waiting as it was planned, it would go with the next one too.
    if (runs.length > 0 && locked.changedAt.getTime() !== document.changedAt.getTime()) return null;
    const { identified } = made;
    if (identified !== undefined) await tx.parties.identify(identified.partyId, identified.identity);
    const planId = await tx.plans.store(document, {
      hintNo: document.hintNo,
      asOf,
      mappingVersion,
      contentHash,
      body: made,
      ...(totals === null ? {} : { amounts: { ...totals, currency } }),
    });
    await tx.audit(document, nothing ? 'recorded' : 'planned', {
      planId,
      contentHash,
      mappingVersion,
      ...(totals === null ? {} : { totals, currency }),
      facts,
      notes: made.notes,
    });
    if (posted?.kind === 'awaits') {
      await tx.runs.await(document.id, runs, posted.stage);
      return { next: 'go', planId, stage: posted.stage, then: null };
    }
    if (posted?.kind === 'left') return { next: 'go', planId, stage: posted.stage, then: posted.then };
    if (doneStage === null) {
      if (runs.length > 0) await tx.runs.await(document.id, runs, 'waiting');
      return { next: 'go', planId, stage: runs.length > 0 ? 'waiting' : (locked.stage ?? 'checking'), then };
    }
    if (nothing) {
      await tx.effects.record(locked, made.recorded);
      await keepRelease(tx, locked, release);
    }
    await tx.documents.setStage(document.id, doneStage, false);
    return { next: 'close', stage: doneStage };
  };
  const kept = await store.inTenant(document.tenantId, (tx) => tx.mending(document, mends, () => keep(tx)));
  return kept.result ?? { next: 'again', why: 'changed' };
}
