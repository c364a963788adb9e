/** What a look of JDE shows of a thing, in comparable terms. */
export interface JdeShown {
  readonly company: string;
  readonly supplier: string;
  readonly currency: string;
  readonly total: string;
  /** Account names as the chart prints them, with amounts; the order does not matter. */
  readonly lines: readonly { readonly account: string; readonly amount: string }[];
  /** Invoice number; absent where a thing has none. */
  readonly number?: string;
  /** `YYYY-MM-DD`. */
  readonly glDate?: string;
}
