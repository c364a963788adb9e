import { looseForm } from '../requisition/invoice-number';

/** What two costs of one bill have in common: `8881212/INV7`. Null: it names no vendor, or no number. */
export function billName(vendorId: string | null, invoiceNumber: string | null): string | null {
  const number = looseForm(invoiceNumber ?? '');
  return vendorId === null || number === '' ? null : `${vendorId}/${number}`;
}
