import type { Problem } from '../../domain/holds/hold-reason';
import type { PostingBody } from '../../domain/jde/posting-body';
import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { PostingRow } from '../../store/ledger/posting-row';
import { erpVoidedProblem } from './erp-voided-problem';
import { effectHash } from '../../ledger/effect-hash';
import { taxProblem } from './tax-read-back';

export type PostedAlready =
  | { readonly kind: 'done'; readonly stage: SyncStage }
  | { readonly kind: 'left'; readonly stage: SyncStage; readonly planId: string; readonly steps: StepsAfterPosting }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What may be left to do when everything is posted. */
export interface StepsAfterPosting {
  readonly cancelOrder: boolean;
  readonly writeBack: boolean;
}

/**
 * What is left to do for a document whose present content is posted in full; null when it is not. Without this, a second
 * look at a posted document would be judged by periods, accounts and mappings of a later day.
 */
export async function postedAlready(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  contentHash: string,
): Promise<PostedAlready | null> {
  const { planId } = document;
  if (planId === null || (await tx.plans.contentHashOf(planId)) !== contentHash) return null;
  const { plan } = await tx.plans.load<RequisitionPlan>(planId);
  return postedUnder(tx, connection, document, { planId, plan });
}

/** The same for a plan: also a new one, of a document that was set back to what is posted of it. */
export async function postedUnder(
  tx: Tx,
  connection: Connection,
  document: DocumentRow,
  { planId, plan }: { readonly planId: string; readonly plan: RequisitionPlan },
): Promise<PostedAlready | null> {
  const { apPosting, voucherProcessing, orderCommitment } = connection.settings.posting;
  const postings = await tx.postings.of(document.id);
  if (!(await isWhatThePlanSays(tx, connection, plan, postings))) return null;
  const confirmed = (step: string) => postings.filter((one) => one.step === step && one.state === 'confirmed').at(-1);

  const voucher = confirmed('voucher');
  const erpStage = voucher?.erpStage;
  if (voucher !== undefined && (erpStage === 'voided' || erpStage === 'gone')) {
    return { kind: 'problem', problem: erpVoidedProblem(voucher.erpKey, erpStage) };
  }
  const taxed = voucher?.erpStage === 'vouchered' || voucher?.erpStage === 'posted' ? voucher : null;
  const problem = taxed === null ? null : taxProblem(plan, taxed.erpKey, taxed.erpTax);
  if (problem !== null) return { kind: 'problem', problem };
  const unvouchered = !apPosting && confirmed('order') !== undefined ? 'ordered' : document.stage;
  const stage = voucher === undefined ? unvouchered : ((erpStage ?? 'delivered') as SyncStage);
  const isDone =
    stage === 'vouchered' ||
    stage === 'posted' ||
    stage === 'recorded' ||
    (stage === 'delivered' && voucherProcessing === 'leave') ||
    (stage === 'ordered' && !apPosting);
  if (!isDone) return null;
  const steps: StepsAfterPosting = {
    cancelOrder:
      stage === 'posted' &&
      orderCommitment === 'cancelWhenPosted' &&
      confirmed('order') !== undefined &&
      confirmed('orderCancel') === undefined,
    writeBack: await wantsWriteBack(tx, connection, document),
  };
  if (steps.cancelOrder || steps.writeBack) return { kind: 'left', stage, planId, steps };
  return { kind: 'done', stage };
}

async function wantsWriteBack(tx: Tx, connection: Connection, document: DocumentRow): Promise<boolean> {
  if (!connection.settings.procore.writeBack) return false;
  const written = await tx.writeBacks.find(connection, document);
  return written?.returnedUpdatedAt == null;
}

/**
 * The newest plan may be one that was held because something else is posted: its content is then the present one, and all
 * the same nothing of it stands in the ERP.
 */
async function isWhatThePlanSays(
  tx: Tx,
  connection: Connection,
  plan: RequisitionPlan,
  postings: readonly PostingRow[],
): Promise<boolean> {
  const ignoreDates = connection.settings.posting.glDatePolicy === 'postingDay' || plan.dates.movedFrom !== undefined;
  const keys = { erpKey: '', ediBatch: '' };
  const voucher = plan.voucher === null ? null : { ...plan.voucher, ...keys, order: null };
  const journal = plan.journal === null ? null : { ...plan.journal, ...keys };
  const planned: Readonly<Record<string, PostingBody | null>> = {
    order: plan.order === null ? null : { ...plan.order, ...keys },
    voucher: voucher ?? journal,
  };
  for (const [step, body] of Object.entries(planned)) {
    const posting = postings.filter((one) => one.step === step && one.state === 'confirmed').at(-1);
    if (posting?.body == null) {
      if (body !== null) return false;
      continue;
    }
    const posted = await tx.sealed.open<PostingBody>('posting', posting.body);
    if (body === null || effectHash(posted, ignoreDates) !== effectHash(body, ignoreDates)) return false;
  }
  return true;
}
