import type { ListedDocument } from './read-documents';

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
  | 'missingInvoice'
  | 'duplicateOrder'
  | 'duplicateVoucher'
  | 'duplicateInvoice'
  | 'unknownOrder'
  | 'unknownVoucher'
  | 'unknownInvoice'
  | 'missingJournal'
  | 'unknownJournal'
  | 'journalLine'
  | 'notAccrued'
  | 'costTwice'
  | 'notCleared'
  | 'inLedger'
  | 'missingPayment'
  | 'duplicatePayment'
  | 'unknownPayment'
  | 'payment'
  | 'source'
  | 'otherOrder'
  | 'otherSupplier'
  | 'accounts'
  | 'billedLine'
  | 'overBilled'
  | 'billedByOthers'
  | 'missingByHand'
  | 'byHand'
  | 'orderStands'
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

export function documentName(document: Pick<ListedDocument, 'kind' | 'procoreId'>): string {
  return `${document.kind}/${document.procoreId}`;
}

export function differenceOf(document: ListedDocument, kind: DifferenceKind, message: string): Difference {
  return { kind, projectId: document.projectId, documents: [documentName(document)], message };
}
