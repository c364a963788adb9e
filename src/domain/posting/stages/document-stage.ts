import type { Origin } from '../books/posted-effects';
import type { PostingStage } from './posting-stage';
import type { PostingState } from './posting-state';
import type { SyncStage } from './sync-stage';

interface PostingOfDocument {
  readonly step: string;
  readonly state: PostingState;
  readonly stage: PostingStage | null;
  readonly origin?: Origin;
}

/**
 * Where a document stands by what is posted of it: derived, never set by hand. Null while nothing is. What is returned,
 * voided or gone is seen as held.
 */
export type StageOf = (postings: readonly PostingOfDocument[]) => SyncStage | null;

/** Its voucher says how far it is; an order alone is `ordered`. */
export const requisitionStage: StageOf = (postings) => {
  const voucher = newestConfirmed(postings, 'voucher');
  if (voucher?.origin === 'byHand') return 'byHand';
  if (voucher !== undefined) return ladder(voucher.stage);
  return newestConfirmed(postings, 'order') === undefined ? null : 'ordered';
};

/** Its order says how far it is: drafted only, handed to its approvers, or in force. */
export const commitmentStage: StageOf = (postings) => {
  const order = newestConfirmed(postings, 'order');
  if (order === undefined) return null;
  return order.stage === null || order.stage === 'stands' ? 'ordered' : ladder(order.stage);
};

/** Its change of the order says how far it is: drafted only, handed to its approvers, or in force. */
export const changeOrderStage: StageOf = (postings) => {
  const change = newestConfirmed(postings, 'orderChange');
  if (change === undefined) return null;
  return change.stage === null || change.stage === 'stands' ? 'ordered' : ladder(change.stage);
};

/** The journal that it is a part of says how far it is. */
export const directCostStage: StageOf = (postings) => {
  const cost = newestConfirmed(postings, 'cost');
  if (cost?.origin === 'byHand' || cost?.origin === 'takenOver') return cost.origin;
  return cost === undefined ? null : ladder(cost.stage);
};

/** The journal that it was last a part of says how far it is. */
export const memoReliefStage: StageOf = (postings) => {
  const relief = newestConfirmed(postings, 'memoRelief');
  return relief === undefined ? null : ladder(relief.stage);
};

/** The accrual says how far it is; that it is reversed is no stage. */
export const accrualStage: StageOf = (postings) => {
  const accrual = newestConfirmed(postings, 'accrual');
  return accrual === undefined ? null : ladder(accrual.stage);
};

/** A supplier that stands is all there is to it. */
export const vendorStage: StageOf = (postings) =>
  ['vendor', 'vendorChange'].some((step) => newestConfirmed(postings, step) !== undefined) ? 'recorded' : null;

/** An account that is set is all there is to it. */
export const bankChangeStage: StageOf = (postings) =>
  newestConfirmed(postings, 'bank') === undefined ? null : 'recorded';

/** A run stands where its posting does. */
export const journalRunStage: StageOf = (postings) => {
  const group = newestConfirmed(postings, 'group');
  return group === undefined ? null : ladder(group.stage);
};

/** Its commitment in Procore stands, and counts as soon as it was approved there. */
export const purchaseOrderImportStage: StageOf = (postings) => {
  if (newestConfirmed(postings, 'contract') === undefined) return null;
  return newestConfirmed(postings, 'approve') === undefined ? 'delivered' : 'posted';
};

/** Its record in Procore is as it is to be, or taken out with a payment that was voided. */
export const paymentStage: StageOf = (postings) =>
  newestConfirmed(postings, 'payment') === undefined ? null : 'posted';

/** The newest posting of a step that is confirmed, of those in the order in which they were reserved. */
export function newestConfirmed<Posting extends Pick<PostingOfDocument, 'step' | 'state'>>(
  postings: readonly Posting[],
  step: string | undefined,
): Posting | undefined {
  return postings.findLast((posting) => posting.step === step && posting.state === 'confirmed');
}

function ladder(stage: PostingStage | null): SyncStage {
  switch (stage) {
    case null:
    case 'stands':
      return 'delivered';
    case 'returned':
    case 'voided':
    case 'gone':
      return 'held';
    case 'delivered':
    case 'vouchered':
    case 'posted':
      return stage;
  }
}
