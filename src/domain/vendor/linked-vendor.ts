import type { SupplierIdentity } from './supplier-identity';

/** A document's vendor, as far as it is linked. */
export interface LinkedVendor {
  readonly partyId: string;
  readonly linked: boolean;
  readonly supplierNumber: string | null;
  /** Who the supplier was when it was first seen under the link; null or absent: not seen yet. */
  readonly identity?: SupplierIdentity | null;
  /** Of the tax id that it was linked with; null or absent: not known. */
  readonly taxDigest?: string | null;
}
