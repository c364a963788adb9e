import type { FieldToErp } from './carry/confirmed-carry';
import type { ProcoreVendor } from './procore-vendor';

/** A party that is to be a supplier of the ERP, and the vendor of Procore that it is made of. */
export interface VendorWanted {
  readonly partyId: string;
  readonly vendor: ProcoreVendor;
  /** It has a supplier, of which fields are to be set; absent: it is to become one. */
  readonly change?: SupplierChangeWanted;
}

/** What a person confirmed of a vendor that is linked. */
export interface SupplierChangeWanted {
  /** Number of the supplier. */
  readonly supplier: string;
  /** ISO 8601. */
  readonly confirmedAt: string;
  readonly fields: Readonly<Partial<Record<FieldToErp, string>>>;
}
