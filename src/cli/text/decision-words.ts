import type { DecisionKind } from '../../domain/holds/decision';

/** How a decision is named to `hold decide`. */
export const decisionWords: Readonly<Record<DecisionKind, string>> = {
  acceptOverContract: 'accept-over-contract',
  acceptOverReleased: 'accept-over-released',
  neverArrived: 'never-arrived',
  confirmVoided: 'confirm-voided',
  acceptFound: 'accept-found',
  nameFound: 'name-found',
  noneStands: 'none-stands',
  notDuplicate: 'not-duplicate',
  otherWork: 'other-work',
  notAccrued: 'not-accrued',
  adoptRecord: 'adopt-record',
  adjust: 'adjust',
  postAgain: 'post-again',
  leave: 'leave',
  byHand: 'by-hand',
  cancelOrder: 'cancel-order',
  closeOrder: 'close-order',
  reopenOrder: 'reopen-order',
  newLine: 'new-line',
  keepOrder: 'keep-order',
  reopen: 'reopen',
  postedByHand: 'posted-by-hand',
};
