import { allUnits, type Units } from '../../../domain/fusion/business-units';
import { isOver } from '../../../domain/fusion/facts';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { CompanyRecord, OutOfScope } from '../../../domain/vendor/matching/company-record';
import type { SupplierSweep } from '../../erp-sources';
import { flag, text, textOrNull } from '../calls/cells';
import type { Asked, Row } from '../calls/collection-page';
import { childrenSchema } from '../calls/collection-page';
import { isBadQuery } from '../calls/errors';
import { instantOf } from '../calls/timestamps';
import type { FusionConnection } from '../connect';
import type { FusionSettings } from '../settings';

type Scope = NonNullable<FusionSettings['supplierScope']>;

const suppliers: Asked = { resource: 'suppliers', purpose: 'all suppliers', key: 'SupplierId', conditions: [] };
const withChildren: Asked = { ...suppliers, expand: 'addresses,sites.assignments' };
/** With their children each row is long. */
const rowsAtOnce = 100;

/** Suppliers of Fusion by their ids (reference 2.5), with what says whether one can be ordered from and invoiced (3.1). */
export function supplierSweep(fusion: FusionConnection, posting: PostingSettings): SupplierSweep {
  const units = allUnits(posting);
  return {
    page: async ({ after, today }) => {
      const { rows, hasMore } = await pageOf(fusion, after);
      const scope = fusion.settings.supplierScope;
      const read = await Promise.all(
        rows.map(async (row): Promise<CompanyRecord> => {
          const isOpen = (one: Row): boolean => !isOver(textOrNull(one, 'InactiveDate'), today);
          const why = outOfScope(row, scope);
          // Of one that is out of scope anyway nobody needs the sites.
          const sites = why === null ? (await childrenOf(fusion, row, 'sites')).filter(isOpen) : [];
          const addresses = (await childrenOf(fusion, row, 'addresses')).filter(isOpen);
          const served = await servedSites(fusion, row, sites, units, isOpen);
          const isActive = isOpen(row);
          return toRecord(row, {
            addresses,
            sites,
            served,
            isActive,
            why: why ?? (served.length > 0 ? null : 'noSite'),
          });
        }),
      );
      return { suppliers: read, next: hasMore ? (read.at(-1)?.id ?? null) : null };
    },
  };
}

/** As children in one call, or each by its own path where this pod does not take that. */
async function pageOf(fusion: FusionConnection, after: string | null) {
  try {
    return await fusion.collections.behind(withChildren, after, rowsAtOnce);
  } catch (error) {
    if (!isBadQuery(error)) throw error;
    return fusion.collections.behind(suppliers, after, rowsAtOnce);
  }
}

function outOfScope(row: Row, scope: Scope | undefined): OutOfScope | null {
  if (text(row, 'BusinessRelationshipCode') !== 'SPEND_AUTHORIZED') return 'prospective';
  if (flag(row, 'OneTimeSupplierFlag')) return 'oneTime';
  const type = text(row, 'SupplierTypeCode');
  const isWanted = type === '' ? scope?.withoutType === true : scope?.types.includes(type) === true;
  return isWanted ? null : 'type';
}

/** The open sites of a unit that buys, which a unit that it buys for may use. */
async function servedSites(
  fusion: FusionConnection,
  supplier: Row,
  sites: readonly Row[],
  units: readonly Units[],
  isOpen: (row: Row) => boolean,
): Promise<readonly Row[]> {
  const served: Row[] = [];
  for (const site of sites) {
    const buys = text(site, 'ProcurementBUId');
    const pays = units.flatMap((one) => (one.procurementBusinessUnit.id === buys ? [one.businessUnit.id] : []));
    if (pays.length === 0) continue;
    const path = `suppliers/${text(supplier, 'SupplierId')}/child/sites/${text(site, 'SupplierSiteId')}`;
    const assigned = await childrenOf(fusion, site, 'assignments', path);
    if (assigned.some((one) => pays.includes(text(one, 'ClientBUId')) && isOpen(one))) served.push(site);
  }
  return served;
}

const keys = { sites: 'SupplierSiteId', addresses: 'SupplierAddressId', assignments: 'ClientBUId' } as const;

async function childrenOf(
  fusion: FusionConnection,
  row: Row,
  name: keyof typeof keys,
  path = `suppliers/${text(row, 'SupplierId')}`,
): Promise<readonly Row[]> {
  const given = childrenSchema.parse(row[name]);
  if (given !== null) return given;
  const resource = `${path}/child/${name}`;
  return fusion.collections.all({
    resource,
    purpose: `${name} of all`,
    key: keys[name],
    conditions: [],
    isChild: true,
  });
}

function toRecord(
  row: Row,
  of: {
    readonly addresses: readonly Row[];
    readonly sites: readonly Row[];
    readonly served: readonly Row[];
    readonly isActive: boolean;
    readonly why: OutOfScope | null;
  },
): CompanyRecord {
  const addresses = [...of.addresses].sort((one, other) => rank(one) - rank(other) || byId(one, other));
  const ofSite = addressOfOnlySite(of);
  const address = ofSite ?? addresses[0] ?? {};
  const emails = [...addresses, ...of.sites].map((one) => text(one, 'Email')).filter((email) => email !== '');
  const phone = `${text(address, 'PhoneAreaCode')}${text(address, 'PhoneNumber')}`;
  const changed = textOrNull(row, 'LastUpdateDate');
  return {
    id: text(row, 'SupplierId'),
    number: text(row, 'SupplierNumber'),
    name: text(row, 'Supplier'),
    otherNames: ['AlternateName', 'Alias'].map((name) => text(row, name)).filter((name) => name !== ''),
    taxId: shown(text(row, 'TaxpayerId')),
    taxCountry: text(row, 'TaxpayerCountryCode'),
    taxPayer: taxPayer(text(row, 'TaxOrganizationTypeCode')),
    address: text(address, 'AddressLine1'),
    city: text(address, 'City'),
    state: text(address, 'State'),
    zip: text(address, 'PostalCode'),
    country: text(address, 'CountryCode'),
    email: emails[0] ?? '',
    phone,
    website: text(row, 'CorporateWebsite'),
    hasOneAddress: ofSite !== undefined,
    originId: '',
    otherKey: '',
    isActive: of.isActive,
    outOfScope: of.why,
    changedAt: changed === null ? null : new Date(instantOf(changed)).toISOString(),
  };
}

/** Where that site is the only one that orders may go to; one that is closed is none. */
function addressOfOnlySite(of: {
  readonly addresses: readonly Row[];
  readonly served: readonly Row[];
}): Row | undefined {
  const [site, ...others] = of.served;
  if (site === undefined || others.length > 0) return undefined;
  return of.addresses.find((one) => text(one, 'SupplierAddressId') === text(site, 'SupplierAddressId'));
}

/** The address that is remitted to first, then that of orders, then any other. */
function rank(address: Row): number {
  return flag(address, 'AddressPurposeRemitToFlag') ? 0 : flag(address, 'AddressPurposeOrderingFlag') ? 1 : 2;
}

function byId(one: Row, other: Row): number {
  const [a, b] = [one, other].map((row) => text(row, 'SupplierAddressId').padStart(20, '0'));
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** Tax ids are masked for users who may not read them: then it is not known. */
function shown(taxId: string): string {
  return /[*X]{3}/i.test(taxId) ? '' : taxId;
}

function taxPayer(type: string): CompanyRecord['taxPayer'] {
  if (type === '') return 'unknown';
  return type === 'INDIVIDUAL' ? 'person' : 'organisation';
}
