import { choiceKinds, orderChoiceKinds } from './choice';
import { holdReasons, type HoldReason } from './hold-reason';

/**
 * What a person may decide about a held document. Each is a row under his name with a note that says why, and counts only
 * for what he saw: the content that was held, or the posting named by its key.
 */
export const decisionKinds = [
  'acceptOverContract',
  'acceptOverReleased',
  'neverArrived',
  'confirmVoided',
  'acceptFound',
  'nameFound',
  'noneStands',
  'notDuplicate',
  'otherWork',
  'adoptRecord',
  'notAccrued',
  ...choiceKinds,
  ...orderChoiceKinds,
  'reopen',
  'postedByHand',
] as const;

export type DecisionKind = (typeof decisionKinds)[number];

/** A decision as rules see it. `subject` is the content hash, the key of the posting or the name of the other document that it was made for. */
export interface Decision {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
}

/** The holds that each of them can end. */
export const endsReasons: Readonly<Record<DecisionKind, readonly HoldReason[]>> = {
  /** More is billed than the contract allows, and that is right. */
  acceptOverContract: ['overContract'],
  /** More retainage is let go than was held back, and that is right. */
  acceptOverReleased: ['overReleased'],
  /** Nothing of a call arrived in the ERP or will arrive: it is sent again under a new name. */
  neverArrived: ['uncertainTooLong'],
  /** What was posted does not stand in the ERP any more: it counts as posted no longer. */
  confirmVoided: ['erpVoided', 'withdrawnAfterPosting'],
  /** What stands in the ERP counts as posted, as others changed it. */
  acceptFound: ['foundButDifferent'],
  /** Which thing in the ERP is ours, where nothing on it says so. */
  nameFound: ['foundButDifferent'],
  /** Nothing of ours stands there, under whatever number or supplier: it counts as posted no longer. */
  noneStands: ['foundButDifferent'],
  /** Another document of the same number stands, and this one is to be posted beside it. */
  notDuplicate: ['possibleDuplicate', 'postedElsewhere'],
  /** What others billed on the order is no bill of this requisition, nor of a later one: it counts as billed beside them. */
  otherWork: ['orderElsewhere'],
  /** What people recorded in Procore is what would be written there: it is made ours. */
  adoptRecord: ['possibleDuplicate'],
  /** At the end of that period nothing of it is accrued, as it is now; only of an accrual of which nothing is posted. */
  notAccrued: holdReasons,
  /** It says something else than what stands, or nothing of it is wanted any more: the difference is posted. */
  adjust: ['changedAfterPosting', 'withdrawnAfterPosting'],
  /** What stood was voided: it is posted again, less what stands. */
  postAgain: ['erpVoided'],
  /** What stands stays as it is. */
  leave: ['changedAfterPosting', 'erpVoided', 'withdrawnAfterPosting'],
  /** Somebody sees to it in the ERP, and the content counts as posted. */
  byHand: ['changedAfterPosting', 'erpVoided', 'withdrawnAfterPosting'],
  /** It was withdrawn after its order and before its voucher: the open lines of the order are canceled. */
  cancelOrder: ['withdrawnAfterPosting'],
  /** What is open of the order is not wanted any more. It is made of an order that stands, held or not. */
  closeOrder: ['withdrawnAfterPosting', 'changedAfterPosting'],
  /** What was closed of the order is wanted again. Likewise. */
  reopenOrder: [],
  /** What comes back on a closed line of the order becomes a line of its own. Likewise. */
  newLine: ['foundButDifferent'],
  /** What was chosen about the order could not be done as it was shown, and is dropped. */
  keepOrder: ['needsPerson'],
  /** It was left: what stands is to be chosen about anew. It is made where nothing is held. */
  reopen: [],
  /** Somebody posted in the ERP what is held for whatever reason; the ERP is asked. */
  postedByHand: holdReasons,
};

/** What a person may accept of a content, by the decision that does. */
const acceptances = ['acceptOverContract', 'acceptOverReleased'] as const satisfies readonly DecisionKind[];

/** Whether the decision accepts a content, and is bound to its hash; the others are bound to the key of a posting. */
export function isAcceptance(kind: DecisionKind): boolean {
  return acceptances.some((one) => one === kind);
}

/** The reasons that persons accepted for exactly this content. */
export function acceptedReasons(decisions: readonly Decision[], contentHash: string): readonly HoldReason[] {
  return acceptances
    .filter((kind) => decisions.some((one) => one.kind === kind && one.subject === contentHash))
    .flatMap((kind) => endsReasons[kind]);
}

/** Whether a person may accept it as it is. */
export function isAcceptable(reason: HoldReason): boolean {
  return acceptances.some((kind) => endsReasons[kind].includes(reason));
}
