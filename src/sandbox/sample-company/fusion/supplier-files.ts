import { vendorNamed, VENDORS, type VendorPlan } from '../catalogue/vendor-catalogue';
import { allParties, type Party } from '../jde/supplier-tables';
import type { JsonObject } from '../json';
import { BUSINESS_UNITS, PROCUREMENT_UNIT } from './chart';

const FIRST_SUPPLIER = 300000047400000n;
const TERMS = ['Net 30', 'Net 30', 'Net 45', 'Net 15'];

/** Neither its name nor its tax id stands there as in Procore: `91 2156684` of `Lilac City Painting Inc`. */
export function isWrittenOtherwise({ supplier: number, name, ein }: VendorPlan): boolean {
  const party = allParties().find((one) => one.number === number);
  return party !== undefined && party.taxId !== '' && party.name !== name && ![ein, ein.replace('-', '')].includes(party.taxId);
}

const ENTERED_FROM = 61_000;

/** A vendor that has no supplier yet, as a person would enter it. */
export function supplierToEnter(name: string, since: string): JsonObject {
  const { ein, address, city, state, zip } = vendorNamed(name);
  const index = VENDORS.findIndex((vendor) => vendor.name === name);
  const party = { number: ENTERED_FROM + index, name, taxId: ein, externalKey: '', searchType: 'V', address, city, state, zip, paymentHold: '' } as const;
  return supplier(party, index, stampsOf(since));
}

/** The suppliers of the address book under the same numbers; each has one address, one site, and serves both units. */
export function supplierFiles(since: string): Readonly<Record<string, readonly JsonObject[]>> {
  const stamps = stampsOf(since);
  return { suppliers: allParties().filter(({ searchType }) => searchType === 'V').map((party, index) => supplier(party, index, stamps)) };
}

function stampsOf(since: string): JsonObject {
  const at = `${since}T08:00:00.000Z`;
  return { CreationDate: at, CreatedBy: 'maria.delgado', LastUpdateDate: at, LastUpdatedBy: 'maria.delgado' };
}

function supplier(party: Party, index: number, stamps: JsonObject): JsonObject {
  const id = FIRST_SUPPLIER + BigInt(party.number) * 10n;
  return {
    SupplierId: id,
    SupplierPartyId: id + 5n,
    SupplierNumber: String(party.number),
    Supplier: party.name,
    Alias: party.externalKey === '' ? null : party.externalKey,
    BusinessRelationshipCode: 'SPEND_AUTHORIZED',
    BusinessRelationship: 'Spend Authorized',
    SupplierTypeCode: 'SUPPLIER',
    SupplierType: 'Supplier',
    TaxOrganizationTypeCode: 'CORPORATION',
    TaxOrganizationType: 'Corporation',
    TaxpayerCountryCode: 'US',
    TaxpayerCountry: 'United States',
    TaxpayerId: party.taxId === '' ? null : party.taxId,
    ...stamps,
    addresses: [
      {
        SupplierAddressId: id + 1n,
        AddressName: 'MAIN',
        CountryCode: 'US',
        Country: 'United States',
        AddressLine1: party.address,
        City: party.city,
        State: party.state,
        PostalCode: party.zip,
        AddressPurposeOrderingFlag: true,
        AddressPurposeRemitToFlag: true,
        ...stamps,
      },
    ],
    sites: [
      {
        SupplierSiteId: id + 2n,
        SupplierSite: party.city.toUpperCase(),
        ProcurementBUId: PROCUREMENT_UNIT.id,
        ProcurementBU: PROCUREMENT_UNIT.name,
        SupplierAddressId: id + 1n,
        SupplierAddressName: 'MAIN',
        SitePurposePurchasingFlag: true,
        SitePurposePayFlag: true,
        SitePurposePrimaryPayFlag: true,
        InvoiceCurrencyCode: 'USD',
        InvoiceMatchOptionCode: 'P',
        InvoiceMatchOption: 'Order',
        PaymentTerms: TERMS[index % TERMS.length] ?? 'Net 30',
        ...stamps,
        assignments: BUSINESS_UNITS.map((unit, at) => ({
          AssignmentId: id + 3n + BigInt(at),
          ClientBUId: unit.id,
          ClientBU: unit.name,
          BillToBUId: unit.id,
          BillToBU: unit.name,
          ...stamps,
        })),
      },
    ],
    contacts: [],
  };
}
