import type { ImportedField } from './imported-fields';

/** Whose value counts where both sides changed a field differently; `newest`: of the side on which it was seen later. */
export const fieldOwners = ['procore', 'erp', 'newest', 'hold'] as const;
export type FieldOwner = (typeof fieldOwners)[number];

/** What is merged as one: a street of one side with a town of the other would be nobody's address. */
export const ownedFields = ['name', 'address', 'phone', 'email', 'website'] as const;
export type OwnedField = (typeof ownedFields)[number];
export type FieldOwners = Readonly<Partial<Record<OwnedField, FieldOwner>>>;

export const partsOf: Readonly<Record<OwnedField, readonly ImportedField[]>> = {
  name: ['name'],
  address: ['address', 'city', 'state', 'zip', 'country'],
  phone: ['phone'],
  email: ['email'],
  website: ['website'],
};

/** Who is paid, and where: the payee's name, where its checks and its remittance advice go. */
export const remitFields: readonly OwnedField[] = ['name', 'address', 'email'];

/** What says who is paid, and where, is the ERP's unless a setting says otherwise. */
export function ownerOf(owners: FieldOwners, field: OwnedField): FieldOwner {
  return owners[field] ?? (remitFields.includes(field) ? 'erp' : 'hold');
}
