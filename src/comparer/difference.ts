export type DifferenceKind =
  | 'noDocument'
  | 'noStage'
  | 'withdrawnButApproved'
  | 'postedWithoutApproval'
  | 'payable'
  | 'release'
  | 'gross'
  | 'listedAmount'
  | 'distribution'
  | 'orderLines'
  | 'missingOrder'
  | 'missingVoucher'
  | 'duplicateOrder'
  | 'duplicateVoucher'
  | 'unknownOrder'
  | 'unknownVoucher'
  | 'notConfirmed'
  | 'stageAhead'
  | 'unexpectedHold'
  | 'notHeld'
  | 'otherReason'
  | 'notPosted'
  | 'sum';

/** One thing that does not agree, and the documents it is about. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly projectId: string | null;
  readonly documents: readonly string[];
  readonly message: string;
}
