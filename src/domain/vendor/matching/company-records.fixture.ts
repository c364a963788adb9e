import type { CompanyRecord } from './company-record';

/** A company that shows nothing but its id and name, an organisation of the US. */
export function company(id: string, given: Partial<CompanyRecord> = {}): CompanyRecord {
  const empty = { address: '', city: '', state: '', zip: '', country: '', email: '', phone: '', website: '' };
  return {
    ...{ id, number: id, name: `Company ${id}`, otherNames: [], taxId: '', taxCountry: 'US', taxPayer: 'organisation' },
    ...empty,
    ...{ hasOneAddress: true, originId: '', otherKey: '', isActive: true, outOfScope: null, changedAt: null },
    ...given,
  };
}
