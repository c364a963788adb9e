/** How one connection posts: the rules of `accounting.md`, checked by the connection's schema when it is added. */
export interface PostingSettings {
  readonly approvedStatuses: readonly string[];
  /** Off: orders only; a pure release posts nothing and is recorded. */
  readonly apPosting: boolean;
  readonly purchaseOrderBasis: 'requisition';
  readonly orderType: string;
  /** Branch/plant of the order header: always the same one, or the business unit of the first line. */
  readonly branchPlant: { readonly rule: 'fixed'; readonly value: string } | { readonly rule: 'businessUnit' };
  readonly orderCommitment: 'untracked' | 'cancelWhenPosted';
  readonly negativeOrderLines: boolean;
  readonly retainageMethod: 'liabilityLine' | 'payItem';
  /** Required with `payItem`: the G/L class set for retainage. */
  readonly retainageGlClass?: string;
  readonly retainageSubledger: 'none' | 'supplier';
  readonly voucherProcessing: 'leave' | 'proof' | 'final';
  readonly taxMethod: 'none' | 'jde' | 'line';
  readonly taxCodes: readonly TaxCodeSetting[];
  /** By ERP company number. A requisition of a company that is not here is held. */
  readonly companies: Readonly<Record<string, CompanyAccounts>>;
  readonly documentType: string;
  readonly creditDocumentType?: string;
  readonly journalDocumentType: string;
  readonly payStatus: 'H' | 'A';
  readonly glDatePolicy: 'billingDate' | 'periodEnd' | 'postingDay';
  readonly outsidePeriod: 'hold' | 'firstOpenDay';
  readonly zeroPayable: 'hold' | 'journal';
  /** EDUS: the user in whose name batch rows are written, at most 10 characters. */
  readonly ediUser: string;
  /** Time zone of the books, for `postingDay`. IANA name. */
  readonly timeZone: string;
}

interface TaxCodeSetting {
  /** Procore's tax code. */
  readonly code: string;
  readonly area?: string;
  readonly explanation?: string;
  /** Account for `taxMethod` line; without one, the company's tax account. */
  readonly account?: string;
}

export interface CompanyAccounts {
  readonly retainageAccount: string;
  readonly taxAccount?: string;
  readonly roundingAccount?: string;
}
