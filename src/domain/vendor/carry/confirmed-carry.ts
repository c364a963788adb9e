import { bareTaxId } from '../bare-tax-id';
import { canonical, carriedValues, type ImportedField } from '../import/imported-fields';
import { vendorMembers } from '../import/vendor-members';
import type { CompanyRecord } from '../matching/company-record';

/** What of a vendor a person may have written on its supplier. Never bank details. */
export const fieldsToErp = [
  ...(['name', 'address', 'city', 'state', 'zip', 'country', 'phone', 'email', 'taxId'] as const),
] as const satisfies readonly (ImportedField | 'taxId')[];
export type FieldToErp = (typeof fieldsToErp)[number];

/** A vendor as Procore shows it, as far as it may be carried. */
export type VendorToErp = Readonly<Record<(typeof vendorMembers)[Exclude<FieldToErp, 'taxId'>], string | null>> & {
  readonly businessRegister: { readonly identifier: string | null } | null;
};

/** That these fields are to be written on the supplier: by a person's word, or by what was changed in Procore alone. Values in canonical form. */
export interface ConfirmedCarry {
  /** The supplier that it was said of, by its id. */
  readonly supplier: string;
  /** ISO 8601: each is one of its own. */
  readonly at: string;
  /** Who said so, or the plan that did. */
  readonly by: string;
  /** What the ERP showed then, and what Procore did. */
  readonly fields: Readonly<Partial<Record<FieldToErp, { readonly from: string; readonly to: string }>>>;
  /** Those that a posting sets; absent: none was planned yet. */
  readonly planned?: readonly FieldToErp[];
}

export interface FieldApart {
  readonly field: FieldToErp;
  readonly erp: string;
  readonly procore: string;
}

const ofAddress: readonly FieldToErp[] = ['address', 'city', 'state', 'zip', 'country'];

/**
 * Fields of which Procore shows a value and the ERP another, or none. Of a supplier of which it is not known which address is in force no address is
 * among them; what is empty in Procore empties nothing.
 */
export function fieldsApart(supplier: CompanyRecord, vendor: VendorToErp): readonly FieldApart[] {
  return fieldsToErp.flatMap((field) => {
    const [erp, procore] = [erpValue(supplier, field), procoreValue(vendor, field)];
    const isApart = inForm(field, procore) !== '' && inForm(field, procore) !== inForm(field, erp);
    // A masked tax id is unknown.
    const isKnown = field === 'taxId' ? !erp.includes('*') : supplier.hasOneAddress || !ofAddress.includes(field);
    return isApart && isKnown ? [{ field, erp, procore }] : [];
  });
}

/** As the ERP shows it, in the form in which it would be written in Procore. */
export function erpValue(supplier: CompanyRecord, field: FieldToErp): string {
  return field === 'taxId' ? supplier.taxId : carriedValues(supplier)[field];
}

function procoreValue(vendor: VendorToErp, field: FieldToErp): string {
  return (field === 'taxId' ? vendor.businessRegister?.identifier : vendor[vendorMembers[field]]) ?? '';
}

/** Two that are equal so are no difference. */
export function inForm(field: FieldToErp, value: string): string {
  return field === 'taxId' ? bareTaxId(value) : canonical(field, value);
}

/** What a person confirms of these; all of them are apart. */
export function confirmedOf(apart: readonly FieldApart[]): ConfirmedCarry['fields'] {
  const fields = apart.map(({ field, erp, procore }) => [
    field,
    { from: inForm(field, erp), to: inForm(field, procore) },
  ]);
  return Object.fromEntries(fields) as ConfirmedCarry['fields'];
}

/** Whether it was said of this field that it is to be written, where the two sides show what they showed then. In canonical form. */
export function isBeingCarried(
  { fields }: ConfirmedCarry,
  field: ImportedField | 'taxId',
  { erp, procore }: { readonly erp: string; readonly procore: string },
): boolean {
  const said = (fields as Partial<Record<typeof field, { readonly from: string; readonly to: string }>>)[field];
  return said?.from === erp && said.to === procore;
}

/**
 * The values that are to stand in the ERP, as Procore writes them: of fields that either side shows otherwise by now than the person saw it, and
 * than it is to be, none.
 */
export function stillConfirmed(
  confirmed: ConfirmedCarry,
  supplier: CompanyRecord,
  vendor: VendorToErp,
): Readonly<Partial<Record<FieldToErp, string>>> {
  const values = fieldsToErp.flatMap((field): [FieldToErp, string][] => {
    const said = confirmed.fields[field];
    const procore = procoreValue(vendor, field);
    if (said === undefined || inForm(field, procore) !== said.to) return [];
    return [said.from, said.to].includes(inForm(field, erpValue(supplier, field))) ? [[field, procore]] : [];
  });
  return supplier.id === confirmed.supplier ? Object.fromEntries(values) : {};
}
