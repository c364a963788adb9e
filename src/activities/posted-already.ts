import type { SyncStage } from '../domain/sync-stage';
import type { Connection } from '../store/connections';
import type { Trx } from '../store/database';
import type { DocumentRow } from '../store/documents';
import type { Store } from '../store/store';

export type PostedAlready =
  | { readonly kind: 'done'; readonly stage: SyncStage }
  | { readonly kind: 'left'; readonly stage: SyncStage; readonly planId: string; readonly steps: StepsAfterPosting }
  | { readonly kind: 'voided'; readonly stage: 'voided' | 'gone'; readonly erpKey: string };

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
  trx: Trx,
  store: Store,
  connection: Connection,
  document: DocumentRow,
  contentHash: string,
): Promise<PostedAlready | null> {
  const { planId } = document;
  const { apPosting, voucherProcessing, orderCommitment } = connection.settings.posting;
  if (planId === null || (await store.plans.contentHashOf(trx, planId)) !== contentHash) return null;
  const postings = await store.postings.postingsOf(trx, document.id);
  const confirmed = (step: string) => postings.filter((one) => one.step === step && one.state === 'confirmed').at(-1);

  const voucher = confirmed('voucher');
  const erpStage = voucher?.erpStage;
  if (voucher !== undefined && (erpStage === 'voided' || erpStage === 'gone')) {
    return { kind: 'voided', stage: erpStage, erpKey: voucher.erpKey };
  }
  const stage = voucher === undefined ? document.stage : ((erpStage ?? 'delivered') as SyncStage);
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
    writeBack: await wantsWriteBack(trx, store, connection, document),
  };
  if (steps.cancelOrder || steps.writeBack) return { kind: 'left', stage, planId, steps };
  await store.documents.setStage(trx, document.id, stage, false);
  return { kind: 'done', stage };
}

async function wantsWriteBack(trx: Trx, store: Store, connection: Connection, document: DocumentRow): Promise<boolean> {
  if (!connection.settings.procore.writeBack) return false;
  const written = await store.writeBacks.findWriteBack(trx, connection, document);
  return written?.returnedUpdatedAt == null;
}
