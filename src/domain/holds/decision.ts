import type { HoldReason } from './hold-reason';

/**
 * What a person may decide about a held document. Each is a row under his name with a note that says why, and counts only
 * for what he saw: the content that was held, or the posting named by its key.
 */
export const decisionKinds = ['acceptOverContract', 'neverArrived', 'confirmVoided', 'notDuplicate'] as const;

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
  /** Nothing of a call arrived in the ERP or will arrive: it is sent again under a new name. */
  neverArrived: ['uncertainTooLong'],
  /** What was posted does not stand in the ERP any more: it counts as posted no longer. */
  confirmVoided: ['erpVoided', 'withdrawnAfterPosting'],
  /** Another document of the same number stands, and this one is to be posted beside it. */
  notDuplicate: ['possibleDuplicate'],
};
