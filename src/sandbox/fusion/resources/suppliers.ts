import { attributes, resource } from './definition';

/** Reference 3.2. `LastUpdateDate` cannot be asked for here, only sorted by (3.3); `Status` neither. */
const stampsOfSuppliers = `
  CreationDate timestamp q
  CreatedBy text
  LastUpdateDate timestamp
  LastUpdatedBy text`;

const addresses = resource('addresses', 'SupplierAddressId', {
  attributes: attributes(`
  SupplierAddressId id q
  AddressName text(240) qm
  CountryCode text(2) cu
  Country text
  AddressLine1 text(240) cu
  AddressLine2 text(240) cu
  AddressLine3 text(240) cu
  AddressLine4 text(240) cu
  City text(60) qcu
  State text(60) cu
  PostalCode text(60) cu
  PostalCodeExtension text cu
  Province text(60) cu
  County text(60) cu
  Building text cu
  FloorNumber text cu
  PhoneticAddress text cu
  LanguageCode text cu
  Language text
  Addressee text cu
  GlobalLocationNumber text cu
  AddressPurposeOrderingFlag boolean cu
  AddressPurposeRemitToFlag boolean cu
  AddressPurposeRFQOrBiddingFlag boolean cu
  PhoneCountryCode text cu
  PhoneAreaCode text cu
  PhoneNumber text cu
  PhoneExtension text cu
  FaxCountryCode text cu
  FaxAreaCode text cu
  FaxNumber text cu
  Email text cu
  FormattedAddress text
  InactiveDate date cu
  Status text${stampsOfSuppliers}`),
});

const assignments = resource('assignments', 'AssignmentId', {
  attributes: attributes(`
  AssignmentId id q
  ClientBUId id qc
  ClientBU text qc
  BillToBUId id qcu
  BillToBU text cu
  ShipToLocationId id cu
  BillToLocationId id cu
  InactiveDate date cu
  Status text${stampsOfSuppliers}`),
});

const sites = resource('sites', 'SupplierSiteId', {
  attributes: attributes(`
  SupplierSiteId id q
  SupplierSite text(240) qm
  ProcurementBUId id qc
  ProcurementBU text qc
  SupplierAddressId id qc
  SupplierAddressName text(240) c
  Address text
  SitePurposePurchasingFlag boolean cu
  SitePurposePayFlag boolean qcu
  SitePurposePrimaryPayFlag boolean cu
  SitePurposeSourcingOnlyFlag boolean cu
  SitePurposeProcurementCardFlag boolean
  IncomeTaxReportingSiteFlag boolean
  InvoiceCurrencyCode text cu
  Email text cu
  CommunicationMethodCode text cu
  B2BCommunicationMethodCode text
  HoldAllNewPurchasingDocumentsFlag boolean cu
  PurchasingHoldReason text cu
  PayOnReceiptFlag boolean
  InvoiceSummaryLevelCode text
  ReceiptRoutingId id
  ReceiptRouting text
  InvoiceMatchOptionCode text cu
  InvoiceMatchOption text
  PaymentTerms text h
  InactiveDate date cu
  Status text q${stampsOfSuppliers}`),
  children: [assignments],
});

const contacts = resource('contacts', 'SupplierContactId', {
  attributes: attributes(`
  SupplierContactId id q
  PersonProfileId id
  FirstName text(150) cu
  LastName text(150) qm
  JobTitle text cu
  AdministrativeContactFlag boolean cu
  PhoneCountryCode text cu
  PhoneAreaCode text cu
  PhoneNumber text cu
  Email text qcu
  InactiveDate date cu
  Status text${stampsOfSuppliers}`),
});

export const suppliers = resource('suppliers', 'SupplierId', {
  attributes: attributes(`
  SupplierId id q
  SupplierPartyId id
  Supplier text(360) qmu
  SupplierNumber text(30) qc
  AlternateName text(360) cu
  Alias text(360) cu
  DUNSNumber text c
  CorporateWebsite text(150) cu
  ParentSupplierId id cu
  BusinessRelationshipCode text(30) qc
  BusinessRelationship text c
  SupplierTypeCode text(30) cu
  SupplierType text q
  TaxOrganizationTypeCode text(30) c
  TaxOrganizationType text c
  TaxpayerCountryCode text c
  TaxpayerCountry text
  TaxpayerId text c
  OneTimeSupplierFlag boolean cu
  Status text
  InactiveDate date cu${stampsOfSuppliers}`),
  children: [addresses, sites, contacts],
});
