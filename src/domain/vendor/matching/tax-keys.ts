import { bareTaxId } from '../bare-tax-id';
import type { CompanyRecord } from './company-record';

const shortest = 8;
const placeholders = new Set(['123456789', '987654321', '12345678901', '012345678', 'NOTAXID', 'UNKNOWN', 'PENDING']);

/** Digits and letters of a tax id that is one; `''` for none, and for what people type where one is asked for. */
export function usableTaxId(record: Pick<CompanyRecord, 'taxId'>): string {
  const bare = bareTaxId(record.taxId);
  return bare.length < shortest || /^(.)\1*$/.test(bare) || placeholders.has(bare) ? '' : bare;
}

/**
 * What a tax id is compared by, with country and type, so that a company's number never equals a person's; null where one of them
 * is not known, or where it is a person's.
 */
export function taxKey(record: CompanyRecord): string | null {
  const bare = usableTaxId(record);
  if (bare === '' || record.taxCountry === '' || record.taxPayer !== 'organisation') return null;
  return `${record.taxCountry}:${bare}`;
}
