import { attributes, resource, type ResourceDefinition } from './definition';

/** Reference 4.1, last rows, and 7.5: set-up that other documents name. Attributes of `payablesPaymentTerms` are in lower camel case. */
export const SET_UP: readonly ResourceDefinition[] = [
  resource('finBusinessUnitsLOV', 'BusinessUnitId', {
    attributes: attributes(`
  BusinessUnitId id q
  BusinessUnitName text q
  PrimaryLedgerId id q
  LegalEntityId id q
  LegalEntityName text
  CurrencyCode text
  ActiveFlag text
  LiabilityCombination text h
  RetainageCombination text h`),
  }),
  resource('procurementBusinessUnitsLOV', 'ProcurementBUId', {
    attributes: attributes(`
  ProcurementBUId id q
  ProcurementBU text q`),
  }),
  resource('buyersLOV', 'BuyerId', {
    attributes: attributes(`
  BuyerId id q
  Buyer text q
  BuyerEmail text q
  ProcurementBUId id q`),
  }),
  resource('purchasingDocumentStylesLOV', 'StyleId', {
    attributes: attributes(`
  StyleId id q
  StyleName text q
  DisplayName text q
  DocumentSubtype text q
  EnabledFlag text q
  StatusCode text q
  AllowsRetainage boolean h
  AllowsAmountLines boolean h`),
  }),
  resource('purchasingLineTypesLOV', 'LineTypeId', {
    attributes: attributes(`
  LineTypeId id q
  LineType text q
  PurchaseBasisCode text q
  ProductTypeCode text q
  CreditFlag boolean`),
  }),
  resource('payablesPaymentTerms', 'termsId', {
    attributes: attributes(`
  termsId id q
  name text q
  enabledFlag boolean q
  description text
  lastUpdateDate timestamp q
  DueDays integer h`),
  }),
  resource('journalSourcesLOV', 'JournalSourceKey', {
    attributes: attributes(`
  JournalSourceKey text q
  UserJournalSourceName text q
  Description text`),
  }),
  resource('journalCategoriesLOV', 'JournalCategoryKey', {
    attributes: attributes(`
  JournalCategoryKey text q
  UserJournalCategoryName text q
  Description text`),
  }),
];
