import type { VendorBody } from '../../../domain/jde/posting-body';
import type { PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { bodyOf, searchPort } from './search-port';

/** The part of a vendor that is written after its address. */
const supplierMaster = 'supplierMaster';

/** Vendors, in the address book and the supplier master. */
export function vendorPort({ vendors }: JdeConnection): PostingPort {
  const { look } = searchPort(vendors);
  return {
    look: async (of) =>
      (await look(of)).map((one) => ({
        ...one,
        found: one.found.map((found) => ({ ...found, missing: found.missing.length > 0 ? [supplierMaster] : [] })),
      })),
    // One orchestration writes both halves; told of a missing one, it is sent with the number of the address that stands.
    send: (one, missing) => vendors.send(bodyOf<VendorBody>(one), missing === undefined ? undefined : ['distribution']),
  };
}
