import { ActionError } from '../action-error';
import type { ConnectionContext } from '../context';
import { linkVendorByHand } from './link-vendor-by-hand';

export interface WantedLink {
  readonly vendorId: string;
  readonly supplierNumber: string;
}

/** Refuses what can be no id. */
export function checkLink({ vendorId, supplierNumber }: WantedLink): void {
  const faults = [
    ...(/^\d{1,20}$/.test(vendorId) ? [] : [`vendor id "${vendorId}" is not a Procore id (digits)`]),
    ...(/^[1-9]\d{0,14}$/.test(supplierNumber) ? [] : [`supplier number "${supplierNumber}" is not a number`]),
  ];
  if (faults.length > 0) throw new ActionError('badInput', faults.join('; '));
}

/** A person's link of a vendor with a supplier; both are read from their systems first. */
export async function linkVendor(
  { store, ports, connection }: ConnectionContext,
  wanted: WantedLink,
): ReturnType<typeof linkVendorByHand> {
  checkLink(wanted);
  const link = {
    store,
    readVendor: async (id: string) => (await ports.procore(connection)).findVendor({ vendorId: id }),
    readSupplier: async (number: string) => (await ports.erp(connection)).readSupplier(number),
  };
  return linkVendorByHand(link, connection, wanted);
}
