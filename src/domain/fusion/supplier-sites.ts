import { isOver, type KeptSupplier, type SupplierSite } from './facts';

/** What a business unit needs of a supplier: to order from it, or to be invoiced by it (reference 3.1). */
export type SiteUse = 'order' | 'invoice';

interface SiteWanted {
  readonly supplier: KeptSupplier;
  readonly use: SiteUse;
  /** Which is to use the site: that of invoices, or that requisitions. */
  readonly businessUnit: { readonly id: string; readonly name: string };
  /** Which buys; for orders only. */
  readonly procurementBusinessUnitId: string;
  readonly day: string;
}

/** What keeps the supplier itself, whatever its site; each named by its attribute. */
export function supplierGaps({ supplier, day }: Pick<SiteWanted, 'supplier' | 'day'>): readonly string[] {
  return [
    ...(supplier.relationship === 'SPEND_AUTHORIZED'
      ? []
      : [`its relationship is ${supplier.relationship || 'not set'}, not SPEND_AUTHORIZED`]),
    ...(isOver(supplier.inactiveDate, day) ? [`it is inactive since ${supplier.inactiveDate ?? ''}`] : []),
  ];
}

/** What keeps a site from that use; each named. A purchasing hold stops orders, not invoices. */
function siteGaps(
  site: SupplierSite,
  { use, businessUnit, procurementBusinessUnitId, day }: SiteWanted,
): readonly string[] {
  const named = `site ${site.name}`;
  const assigned = site.assignments.find((one) => one.businessUnitId === businessUnit.id);
  return [
    ...(isOver(site.inactiveDate, day) ? [`${named} is inactive since ${site.inactiveDate ?? ''}`] : []),
    ...(site.sourcingOnly ? [`${named} is for sourcing only`] : []),
    ...(use === 'invoice' && !site.pays ? [`${named} is no pay site`] : []),
    ...(use === 'order' && !site.purchases ? [`${named} is no purchasing site`] : []),
    ...(use === 'order' && site.holdsOrders ? [`${named} holds all new purchasing documents`] : []),
    ...(use === 'order' && site.procurementBusinessUnitId !== procurementBusinessUnitId
      ? [`${named} belongs to another procurement business unit`]
      : []),
    ...(assigned === undefined ? [`${named} is not assigned to business unit ${businessUnit.name}`] : []),
    ...(assigned !== undefined && isOver(assigned.inactiveDate, day)
      ? [`the assignment of ${named} to business unit ${businessUnit.name} has ended`]
      : []),
  ];
}

/**
 * The site by its name or id that serves, or everything that keeps it from that. Units that buy each may call a site of theirs the
 * same, and an invoice says the name alone: it serves only where no other of that name does.
 */
export function namedSite(
  wanted: SiteWanted,
  name: string,
): { readonly site: SupplierSite } | { readonly gaps: readonly string[] } {
  const { supplier, use, businessUnit } = wanted;
  const own = supplierGaps(wanted);
  const meant = supplier.sites.filter((one) => one.id === name || one.name === name);
  const serving = meant.filter((one) => siteGaps(one, wanted).length === 0);
  const [site] = serving;
  if (site === undefined) {
    const gaps = meant.flatMap((one) => siteGaps(one, wanted));
    return { gaps: [...own, ...(meant.length === 0 ? [`it has no site ${name}`] : gaps)] };
  }
  const twins = supplier.sites.filter((one) => one.name === site.name && siteGaps(one, wanted).length === 0);
  if (serving.length > 1 || (use === 'invoice' && twins.length > 1)) {
    return { gaps: [...own, `${twins.length} of its sites are called ${site.name} and serve ${businessUnit.name}`] };
  }
  return own.length === 0 ? { site } : { gaps: own };
}

/** The one open site that serves; of several none is guessed. */
export function onlySite(wanted: SiteWanted): { readonly site: SupplierSite } | { readonly gaps: readonly string[] } {
  const own = supplierGaps(wanted);
  const serving = wanted.supplier.sites.filter((site) => siteGaps(site, wanted).length === 0);
  const [first] = serving;
  if (first !== undefined && serving.length === 1 && own.length === 0) return { site: first };
  if (serving.length > 1) {
    return { gaps: [...own, `several of its sites serve: ${serving.map(({ name }) => name).join(', ')}`] };
  }
  const none = wanted.supplier.sites.length === 0 ? ['it has no site'] : [];
  const why = first === undefined ? wanted.supplier.sites.flatMap((site) => siteGaps(site, wanted)) : [];
  return { gaps: [...own, ...none, ...why] };
}
