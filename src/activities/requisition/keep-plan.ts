import { causeKey } from '../../domain/holds/cause-key';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { NewRetainageRelease } from '../../store/ledger/retainage-releases';
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
    if (nothing) {
      await store.countedLines.countLines(trx, locked, made.lines);
      await keepRelease(ports, trx, locked, release);
    }
    await store.documents.setStage(trx, document.id, doneStage, false);
    await store.holds.releaseByCause(trx, store.sealed, document, [cause], ports.actor);
    return { next: 'close', stage: doneStage };
  });
}
