import type { KeptSupplier, SupplierSite } from '../../../domain/fusion/facts';
import type { SupplierCandidate, SupplierFound, SupplierWanted } from '../../erp-adapter';
import { flag, text, textOrNull } from '../calls/cells';
import { childrenSchema, type Asked, type Row } from '../calls/collection-page';
import { isUnproven } from '../calls/control-rows';
import { isBadQuery } from '../calls/errors';
import { equalText, type Condition } from '../calls/query';
import { instantOf } from '../calls/timestamps';
import type { FusionConnection } from '../connect';
import type { SupplierIdentity } from '../../../domain/vendor/supplier-identity';
import { bareTaxId } from '../../../domain/vendor/bare-tax-id';

const mostNameCandidates = 20;

const asked = (conditions: readonly Condition[], expand?: string): Asked => ({
  resource: 'suppliers',
  purpose: 'suppliers',
  key: 'SupplierId',
  conditions,
  ...(expand === undefined ? {} : { expand }),
});

/** By their numbers, with sites and the business units that may use them. */
export async function readSuppliers(
  fusion: FusionConnection,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, KeptSupplier>> {
  const found = new Map<string, KeptSupplier>();
  for (const number of numbers) {
    const [row] = await withSites(fusion, [equalText('SupplierNumber', number)]);
    if (row !== undefined) found.set(number, await toKept(fusion, row));
  }
  return found;
}

async function withSites(fusion: FusionConnection, conditions: readonly Condition[]): Promise<readonly Row[]> {
  try {
    return await fusion.collections.all(asked(conditions, 'sites.assignments'));
  } catch (error) {
    if (!isBadQuery(error)) throw error;
    return fusion.collections.all(asked(conditions));
  }
}

export async function readSupplier(fusion: FusionConnection, number: string): Promise<SupplierFound | null> {
  const [row] = await fusion.collections.all(asked([equalText('SupplierNumber', number)]));
  return row === undefined ? null : toFound(fusion, row);
}

/**
 * Suppliers that could be this party, inactive ones left out: by tax id where this user may ask by it, as it is written and as
 * digits and letters alone, else by exactly the name. Fusion keeps no key of ours, and what is only similar is for the matching run.
 */
export async function findSuppliers(
  fusion: FusionConnection,
  { taxId, name }: SupplierWanted,
): Promise<readonly SupplierCandidate[]> {
  const byTaxId = await suppliersByTaxId(fusion, taxId);
  if (byTaxId.length > 0 || name.trim() === '')
    return byTaxId.map((row) => ({ supplier: toFound(fusion, row), by: 'taxId' }));
  const named = await fusion.collections.all(asked([equalText('Supplier', name.trim())]));
  return named
    .filter(isActive)
    .slice(0, mostNameCandidates)
    .map((row) => ({ supplier: toFound(fusion, row), by: 'name' }));
}

/** Reading them all for one of them would take as long as reading suppliers takes; access to tax ids is restricted mostly. */
async function suppliersByTaxId(fusion: FusionConnection, taxId: string): Promise<readonly Row[]> {
  const bare = bareTaxId(taxId);
  if (bare === '' || !(await fusion.descriptions.isQueryable('suppliers', 'TaxpayerId'))) return [];
  const found = new Map<string, Row>();
  for (const form of new Set([taxId.trim(), bare, `${bare.slice(0, 2)}-${bare.slice(2)}`])) {
    for (const row of await withTaxId(fusion, form)) {
      if (isActive(row) && bareTaxId(text(row, 'TaxpayerId')) === bare) found.set(text(row, 'SupplierId'), row);
    }
  }
  return [...found.values()];
}

/** Where no row shows one, tax ids are hidden from this user, and that none is found says nothing: a person links. */
async function withTaxId(fusion: FusionConnection, taxId: string): Promise<readonly Row[]> {
  try {
    return await fusion.collections.all(asked([equalText('TaxpayerId', taxId)]));
  } catch (error) {
    if (isUnproven(error)) return [];
    throw error;
  }
}

function isActive(row: Row): boolean {
  return text(row, 'Status') !== 'INACTIVE';
}

function toFound(fusion: FusionConnection, row: Row): SupplierFound {
  return {
    number: text(row, 'SupplierNumber'),
    identity: identityOf(fusion, row),
    name: text(row, 'Supplier'),
    taxId: text(row, 'TaxpayerId'),
    isSupplier: text(row, 'BusinessRelationshipCode') === 'SPEND_AUTHORIZED',
  };
}

/** What stays the same of it for ever (master-data 4); what the user may not see is left out. */
function identityOf({ settings }: FusionConnection, row: Row): SupplierIdentity {
  const created = text(row, 'CreationDate');
  return {
    ...{ instance: new URL(settings.baseUrl).host, id: text(row, 'SupplierId'), number: text(row, 'SupplierNumber') },
    ...(created === '' ? {} : { created: new Date(instantOf(created)).toISOString() }),
    ...(text(row, 'SupplierPartyId') === '' ? {} : { partyId: text(row, 'SupplierPartyId') }),
  };
}

async function toKept(fusion: FusionConnection, row: Row): Promise<KeptSupplier> {
  const id = text(row, 'SupplierId');
  const sites = childrenSchema.parse(row['sites']) ?? (await childrenOf(fusion, `suppliers/${id}/child/sites`));
  return {
    id,
    number: text(row, 'SupplierNumber'),
    identity: identityOf(fusion, row),
    name: text(row, 'Supplier'),
    relationship: text(row, 'BusinessRelationshipCode'),
    inactiveDate: textOrNull(row, 'InactiveDate'),
    sites: await Promise.all(sites.map((site) => toSite(fusion, id, site))),
  };
}

async function toSite(fusion: FusionConnection, supplierId: string, row: Row): Promise<SupplierSite> {
  const id = text(row, 'SupplierSiteId');
  const path = `suppliers/${supplierId}/child/sites/${id}/child/assignments`;
  const assignments = childrenSchema.parse(row['assignments']) ?? (await childrenOf(fusion, path));
  return {
    id,
    name: text(row, 'SupplierSite'),
    procurementBusinessUnitId: text(row, 'ProcurementBUId'),
    pays: flag(row, 'SitePurposePayFlag'),
    purchases: flag(row, 'SitePurposePurchasingFlag'),
    sourcingOnly: flag(row, 'SitePurposeSourcingOnlyFlag'),
    holdsOrders: flag(row, 'HoldAllNewPurchasingDocumentsFlag'),
    inactiveDate: textOrNull(row, 'InactiveDate'),
    assignments: assignments.map((one) => ({
      businessUnitId: text(one, 'ClientBUId'),
      inactiveDate: textOrNull(one, 'InactiveDate'),
    })),
  };
}

/** Some pods give children only by their own path. */
async function childrenOf(fusion: FusionConnection, resource: string): Promise<readonly Row[]> {
  const purpose = resource.endsWith('sites') ? 'sites of a supplier' : 'business units of a site';
  const key = resource.endsWith('sites') ? 'SupplierSiteId' : 'ClientBUId';
  return fusion.collections.all({ resource, purpose, key, conditions: [], isChild: true });
}
