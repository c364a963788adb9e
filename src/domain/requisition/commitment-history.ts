/**
 * What counts as posted for a commitment under lower numbers: our ledger's confirmed postings, what was marked by hand,
 * and the opening balance. Keys are those of `PlannedLine.itemKey`; amounts are to date.
 */
export interface CommitmentHistory {
  readonly lines: Readonly<Record<string, { readonly gross: string; readonly withheld: string }>>;
  /** Certificates to date: payables posted for lower numbers plus what the opening balance certifies. */
  readonly certified: string;
  /** False when nothing was posted yet and no opening balance was confirmed: the previous requisition is then read. */
  readonly known: boolean;
  /** A lower number that is not final, e.g. not approved yet; null when there is none. */
  readonly openPredecessor: { readonly requisitionId: string; readonly number: number; readonly status: string } | null;
}
