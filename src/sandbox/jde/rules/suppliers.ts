import type { Database } from '../tables/database';

/** Why this supplier is refused; undefined when documents may be entered. */
export function supplierProblem(
  database: Database,
  addressNumber: string,
  use: 'order' | 'voucher',
): string | undefined {
  if (!/^\d{1,8}$/.test(addressNumber)) {
    return `Supplier ${addressNumber} must be an address number of at most 8 digits`;
  }
  const address = database.table('F0101').get({ AN8: addressNumber });
  if (address === undefined) {
    return `Address Number ${addressNumber} not in Address Book`;
  }
  const supplier = database.table('F0401').get({ AN8: addressNumber });
  if (address['AT1'] !== 'V' || supplier === undefined) {
    return `Address Number ${addressNumber} is not a supplier`;
  }
  const hold = supplier['HOLD'] ?? '';
  return use === 'order' && hold !== '' ? `Supplier ${addressNumber} is on hold for orders (code ${hold})` : undefined;
}
