import type { CompanyRecord } from '../matching/company-record';
import type { VendorKeys } from './import-row';

interface Declared {
  readonly externalKeyMeans: 'none' | 'supplierNumber' | 'supplierId';
  readonly externalKeyField: 'originId' | 'originCode';
}

/** The field that was declared to hold a key of the ERP gets that one; else the id goes to where users do not see it. */
export function vendorKeys(
  { externalKeyMeans, externalKeyField }: Declared,
  { id, number }: Pick<CompanyRecord, 'id' | 'number'>,
): VendorKeys {
  const holds = (field: Declared['externalKeyField'], means: Declared['externalKeyMeans']): boolean =>
    externalKeyField === field && externalKeyMeans === means;
  return {
    originId: holds('originId', 'supplierNumber') ? number : id,
    originCode: holds('originCode', 'supplierId') ? id : number,
  };
}
