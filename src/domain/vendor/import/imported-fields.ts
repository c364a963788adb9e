import { bareTaxId } from '../bare-tax-id';
import type { CompanyRecord } from '../matching/company-record';
import { taxKey } from '../matching/tax-keys';

/** What a vendor of Procore is given of its supplier. The ERP owns them all. */
export const importedFields = [
  ...(['name', 'address', 'city', 'state', 'zip', 'country'] as const),
  ...(['phone', 'email', 'website'] as const),
] as const;
export type ImportedField = (typeof importedFields)[number];
/** What a person may take the ERP's value of for all pairs. */
export const carriedFields = [...importedFields, 'taxId'] as const;
type FieldValues = Readonly<Record<ImportedField, string>>;

const ofAddress: readonly ImportedField[] = ['address', 'city', 'state', 'zip', 'country'];

/** What the ERP says, as it would be written; `''`: nothing that may be. Of one of several addresses none is. */
export function carriedValues(supplier: CompanyRecord): FieldValues {
  return valuesOf((field) => {
    const value = plain(supplier[field]);
    if (ofAddress.includes(field) && !supplier.hasOneAddress) return '';
    if (field === 'country') return /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : '';
    // A name of a state in full would be refused, and the whole vendor with it.
    if (field === 'state') return /^[a-z]{2,3}$/i.test(value) ? value.toUpperCase() : '';
    return value;
  });
}

/** Two that are equal so are no difference: of a phone the digits count, of an e-mail not the case, of an address not how it is cut into lines. */
export function canonical(field: ImportedField, value: string): string {
  if (field === 'phone') return value.replace(/\D/g, '');
  if (field === 'address') return plain(value.replace(/,/g, ' '));
  if (field === 'email') return value.trim().toLowerCase();
  return field === 'state' || field === 'country' ? plain(value).toUpperCase() : plain(value);
}

/** An organisation's, of a country whose tax ids Procore keeps (reference 9.4); null: none that may be written. */
export function carriedTaxId(
  supplier: CompanyRecord,
): { readonly type: 'ein' | 'abn'; readonly identifier: string } | null {
  const types: Readonly<Record<string, 'ein' | 'abn'>> = { US: 'ein', AU: 'abn' };
  const type = types[supplier.taxCountry];
  if (type === undefined || taxKey(supplier) === null) return null;
  return { type, identifier: bareTaxId(supplier.taxId) };
}

/** A side as it was when both were last agreed, in canonical form. */
interface SideBase {
  readonly values: FieldValues;
  readonly taxId: string;
  readonly isActive: boolean;
}

/** What later changes of a pair are told by. */
export interface LinkBase {
  readonly erp: SideBase;
  readonly procore: SideBase;
  /** We made it inactive in Procore: then we may make it active again. */
  readonly inactivated: boolean;
}

export function baseOf(supplier: CompanyRecord, vendor: CompanyRecord, inactivated = false): LinkBase {
  const carried = carriedValues(supplier);
  return {
    erp: {
      values: valuesOf((field) => canonical(field, carried[field])),
      taxId: carriedTaxId(supplier)?.identifier ?? '',
      isActive: supplier.isActive,
    },
    procore: {
      values: valuesOf((field) => canonical(field, vendor[field])),
      taxId: bareTaxId(vendor.taxId),
      isActive: vendor.isActive,
    },
    inactivated,
  };
}

function valuesOf(value: (field: ImportedField) => string): FieldValues {
  return Object.fromEntries(importedFields.map((field) => [field, value(field)])) as Record<ImportedField, string>;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
