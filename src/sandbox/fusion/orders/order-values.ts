import type { FusionState } from '../fusion-state';
import { badRequest, noSuchValue } from '../front/fusion-error';
import type { Values } from '../items/item';
import { resolvePair } from '../items/pairs';

/** Names and ids of a header, resolved and defaulted as the pod does (reference 6.2). */
export function resolveHeader(state: FusionState, values: Values): void {
  const unit = resolvePair(state, values, ['ProcurementBUId', 'ProcurementBU'], 'procurementBusinessUnitsLOV');
  if (unit === undefined) throw required('ProcurementBUId');
  const buyer = resolvePair(state, values, ['BuyerId', 'Buyer'], 'buyersLOV');
  if (buyer === undefined) throw required('BuyerId');
  const style = resolvePair(state, values, ['DocumentStyleId', 'DocumentStyle'], 'purchasingDocumentStylesLOV', [
    'StyleId',
    'StyleName',
  ]);
  if (style === undefined) throw required('DocumentStyleId');
  values['RequisitioningBUId'] ??=
    values['RequisitioningBU'] === undefined ? (values['ProcurementBUId'] ?? null) : null;
  const unitNames = ['BusinessUnitId', 'BusinessUnitName'] as const;
  const client = resolvePair(
    state,
    values,
    ['RequisitioningBUId', 'RequisitioningBU'],
    'finBusinessUnitsLOV',
    unitNames,
  );
  if ((values['BillToBUId'] ?? values['BillToBU'] ?? null) === null) {
    values['BillToBUId'] = values['RequisitioningBUId'] ?? null;
  }
  const payer = resolvePair(state, values, ['BillToBUId', 'BillToBU'], 'finBusinessUnitsLOV', unitNames);
  values['SoldToLegalEntityId'] = payer?.values['LegalEntityId'] ?? null;
  values['SoldToLegalEntity'] = payer?.values['LegalEntityName'] ?? null;
  resolveSupplier(state, values);
  values['CurrencyCode'] ??= client?.values['CurrencyCode'] ?? 'USD';
  values['Currency'] = values['CurrencyCode'] === 'USD' ? 'US Dollar' : values['CurrencyCode'];
  values['RequiredAcknowledgment'] ??= 'None';
}

function resolveSupplier(state: FusionState, values: Values): void {
  const supplier = resolvePair(state, values, ['SupplierId', 'Supplier'], 'suppliers');
  const { SupplierSiteId: id = null, SupplierSite: name = null } = values;
  if (supplier === undefined || (id === null && name === null)) {
    return;
  }
  const site = supplier
    .list('sites')
    .find(
      (each) =>
        (id === null || each.values['SupplierSiteId'] === id) &&
        (name === null || each.values['SupplierSite'] === name),
    );
  if (site === undefined) throw noSuchValue('SupplierSite', '/');
  values['SupplierSiteId'] = site.values['SupplierSiteId'] ?? null;
  values['SupplierSite'] = site.values['SupplierSite'] ?? null;
  values['PaymentTerms'] ??= site.values['PaymentTerms'] ?? null;
}

const required = (name: string) =>
  badRequest(`Attribute ${name} in draftPurchaseOrders is required.`, { code: '27014', path: '/' });
