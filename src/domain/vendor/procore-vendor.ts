/** A company of Procore's directory, as far as a supplier is made of it. */
export interface ProcoreVendor {
  readonly id: string;
  readonly name: string;
  readonly legalName: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly stateCode: string | null;
  readonly zip: string | null;
  readonly countryCode: string | null;
  readonly businessPhone: string | null;
  readonly faxNumber: string | null;
  readonly emailAddress: string | null;
  /** The tax id. */
  readonly businessRegister: { readonly identifier: string | null } | null;
}
