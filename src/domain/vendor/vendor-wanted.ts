import type { ProcoreVendor } from './procore-vendor';

/** A party that is to be a supplier of the ERP, and the vendor of Procore that it is made of. */
export interface VendorWanted {
  readonly partyId: string;
  readonly vendor: ProcoreVendor;
}
