import type { ImportedField } from './imported-fields';

/** What a vendor of Procore calls what it is given of its supplier. */
export const vendorMembers = {
  name: 'name',
  address: 'address',
  city: 'city',
  state: 'stateCode',
  zip: 'zip',
  country: 'countryCode',
  phone: 'businessPhone',
  email: 'emailAddress',
  website: 'website',
} as const satisfies Record<ImportedField, string>;
