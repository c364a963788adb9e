import type { ProcoreVendor } from '../../../clients/procore/records/vendors';
import type { VendorSettings } from '../../../config/connection-settings';
import type { CompanyRecord } from '../../../domain/vendor/matching/company-record';

/** Tax ids of these types are those of organisations (reference 9.4). */
const countries: Readonly<Record<string, string>> = { EIN: 'US', ABN: 'AU' };

/** A vendor of Procore as it is matched; `isActive`: of which of the two lists it is. */
export function vendorRecord(
  vendor: ProcoreVendor,
  isActive: boolean,
  { externalKeyMeans, externalKeyField }: VendorSettings,
): CompanyRecord {
  const register = vendor.businessRegister;
  const type = register?.type?.toUpperCase() ?? '';
  const country = countries[type] ?? '';
  return {
    id: vendor.id,
    number: '',
    name: vendor.name,
    otherNames: [vendor.legalName, vendor.tradeName].filter((name) => name !== null),
    taxId: register?.identifier ?? '',
    taxCountry: country,
    taxPayer: country === '' ? 'unknown' : 'organisation',
    address: vendor.address ?? '',
    city: vendor.city ?? '',
    state: vendor.stateCode ?? '',
    zip: vendor.zip ?? '',
    country: vendor.countryCode ?? '',
    email: vendor.emailAddress ?? '',
    phone: vendor.businessPhone ?? '',
    website: vendor.website ?? '',
    hasOneAddress: true,
    originId: vendor.originId ?? '',
    otherKey: externalKeyMeans === 'none' ? '' : (vendor[externalKeyField] ?? ''),
    isActive,
    outOfScope: null,
    changedAt: vendor.updatedAt,
    madeAt: vendor.createdAt,
  };
}
