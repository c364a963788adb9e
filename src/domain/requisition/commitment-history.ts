/**
 * What counts as posted for a commitment under lower numbers: our ledger's confirmed postings, what was marked by hand,
 * and the opening balance. Keys are those of `PlannedLine.itemKey`; amounts are to date.
 */
export interface CommitmentHistory {
  readonly lines: Readonly<Record<string, { readonly gross: string; readonly withheld: string }>>;
  /** Certificates to date: what was vouchered for lower numbers, rounding lines included, and what the opening balance certifies. */
  readonly certified: string;
  /** False when nothing was posted yet and no opening balance was confirmed: the previous requisition is then read. */
  readonly known: boolean;
  /** A lower number that is not final, e.g. not approved yet; null when there is none. */
  readonly openPredecessor: OpenPredecessor | null;
  /** A lower number whose present content a person left unposted: what Procore counts before is told line by line then. */
  readonly leftBelow?: NumberedRequisition;
  /** The nearest higher number that is posted, of a requisition of which nothing is. */
  readonly postedAbove?: NumberedRequisition;
}

interface NumberedRequisition {
  readonly requisitionId: string;
  readonly number: number;
}

export interface OpenPredecessor extends NumberedRequisition {
  readonly status: string;
  /** It was on its way before, and its approval was taken back: it is waited for whatever the sums say. */
  readonly wasOnItsWay?: true;
}
