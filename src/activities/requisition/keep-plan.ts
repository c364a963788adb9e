import { causeKey } from '../../domain/holds/cause-key';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { NewRetainageRelease } from '../../store/ledger/retainage-releases';
import type { Tx } from '../../store/unit-of-work';
import type { PlanOutcome } from './planned-steps';
import type { PostedAlready } from './posted-already';
import type { ActivityPorts } from '../ports';
import type { PlanSource } from './read-plan-source';
import { keepRelease } from './retainage-release';

/** Stores the plan as the document's current one. With nothing to post, the document is recorded and done. */
export async function keepPlan(
  ports: ActivityPorts,
  source: PlanSource,
  made: RequisitionPlan,
  posted: Exclude<PostedAlready, { kind: 'problem' }> | null,
  /** Left to AP by a plan that posts nothing. */
  release: NewRetainageRelease | null,
): Promise<PlanOutcome> {
  const { store } = ports;
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
  const doneStage = posted?.kind === 'done' ? posted.stage : nothing && posted === null ? 'recorded' : null;
  const mends = doneStage === null ? [] : [causeKey.requisition(document.sourceId)];
  const keep = async (tx: Tx): Promise<PlanOutcome | null> => {
    const locked = await tx.documents.lock(document.id);
    if (locked.hintNo !== document.hintNo) return null;
    const planId = await tx.plans.store(document, {
      hintNo: document.hintNo,
      asOf,
      mappingVersion: made.mappingVersion,
      contentHash: hash,
      body: made,
    });
    await tx.documents.setAmounts(document.id, made.totals);
    await tx.audit(document, nothing ? 'recorded' : 'planned', {
      planId,
      contentHash: hash,
      mappingVersion: made.mappingVersion,
      totals: made.totals,
      dates: made.dates,
      invoiceNumber: made.invoiceNumber,
      notes: made.notes,
    });
    if (posted?.kind === 'left') {
      const left = { order: false, voucher: false, confirm: false, ...posted.steps };
      return { next: 'go', planId, steps: left, finalStage: posted.stage };
    }
    if (doneStage === null) {
      const finalStage = steps.voucher || apPosting ? 'delivered' : 'ordered';
      return { next: 'go', planId, steps, finalStage };
    }
    if (nothing) {
      await tx.countedLines.count(locked, made.lines);
      await keepRelease(tx, locked, release);
    }
    await tx.documents.setStage(document.id, doneStage, false);
    return { next: 'close', stage: doneStage };
  };
  const kept = await store.inTenant(document.tenantId, (tx) => tx.mending(document, mends, () => keep(tx)));
  return kept.result ?? { next: 'again' };
}
