/** What the ERP calls a thing of ours: e.g. `{orderNumber: '5012', orderType: 'OP', orderCompany: '00200', suffix: '000'}`. */
export type ErpReference = Readonly<Record<string, string>>;

/** What a search found under our key, in comparable terms. */
export interface FoundPosting {
  readonly reference: ErpReference;
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly total: string;
  /** Account names as `accountName` writes them, with amounts; the order does not matter. */
  readonly lines: readonly { readonly account: string; readonly amount: string }[];
  readonly voided: boolean;
  /** Parts that are not there yet; empty when complete. */
  readonly missing: readonly ('payItems' | 'distribution')[];
  /** How far it has come in the ERP, where that is known. */
  readonly stage?: 'delivered' | 'vouchered' | 'posted';
  /** Further facts read back and recorded: due date, payee, tax, line numbers. */
  readonly facts?: Readonly<Record<string, string>>;
}
