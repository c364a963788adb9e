import { usableTaxId, taxKey } from './tax-keys';
import { byId, type Finding, type MatchedBy } from './finding';
import type { CompanyRecord } from './company-record';

export interface ExactRequest {
  readonly vendors: readonly CompanyRecord[];
  readonly suppliers: readonly CompanyRecord[];
  /** Supplier numbers by the vendor that is linked with each. */
  readonly linked: ReadonlyMap<string, string>;
  /** What the key that a vendor carries is in the ERP. */
  readonly externalKeyMeans: 'none' | 'supplierNumber' | 'supplierId';
}

export interface ExactMatches {
  readonly findings: readonly Finding[];
  /** Vendors and suppliers of which keys have said all: linked, exact or in conflict. */
  readonly vendors: ReadonlySet<string>;
  readonly suppliers: ReadonlySet<string>;
}

/** Groups of more records than that are no ties that a person could settle row by row: a placeholder, say. */
const mostInGroup = 20;

/**
 * Pairs by keys: links of ours, keys that one side keeps of the other, a tax id that stands on exactly one record of each side. Of
 * keys that name different records, and of ties, all records are named together.
 */
export function exactMatches({ vendors, suppliers, linked, externalKeyMeans }: ExactRequest): ExactMatches {
  const edges = new Edges();
  const supplierById = new Map(suppliers.map((one) => [one.id, one]));
  const idsByNumber = groupedBy(suppliers, ({ number }) => number);
  const idsByKey = externalKeyMeans === 'supplierId' ? new Map(suppliers.map(({ id }) => [id, [id]])) : idsByNumber;
  const vendorIds = new Set(vendors.map(({ id }) => id));
  for (const vendor of vendors) {
    for (const id of idsByNumber.get(linked.get(vendor.id) ?? '') ?? []) edges.add(vendor.id, id, 'link');
    const named = externalKeyMeans === 'none' ? [] : (idsByKey.get(vendor.otherKey.trim()) ?? []);
    for (const id of named) edges.add(vendor.id, id, 'externalKey');
  }
  for (const { id, otherKey } of suppliers) if (vendorIds.has(otherKey)) edges.add(otherKey, id, 'externalKey');
  addTaxIds(edges, vendors, suppliers);

  const findings: Finding[] = [];
  const seen = { vendors: new Set(linked.keys()), suppliers: new Set<string>() };
  for (const group of edges.groups()) {
    const [[vendor = ''], [supplier = '']] = [group.vendors, group.suppliers];
    const isPair = group.vendors.length === 1 && group.suppliers.length === 1;
    group.vendors.forEach((id) => seen.vendors.add(id));
    group.suppliers.forEach((id) => seen.suppliers.add(id));
    // Linked, and no key says otherwise: there is nothing to decide.
    if (isPair && linked.get(vendor) === supplierById.get(supplier)?.number) continue;
    const mayBeLinked = supplierById.get(supplier)?.outOfScope === null;
    findings.push({ ...group, kind: isPair && mayBeLinked ? 'exact' : 'conflict', score: null });
  }
  return { findings, ...seen };
}

/** By itself a tax id names somebody only where it stands once on each side; where it stands more often, all are in conflict. */
function addTaxIds(edges: Edges, vendors: readonly CompanyRecord[], suppliers: readonly CompanyRecord[]): void {
  const [here, there] = [groupedBy(vendors, usableTaxId), groupedBy(suppliers, usableTaxId)];
  const vendorKeys = new Map(vendors.map((one) => [one.id, taxKey(one)]));
  const supplierKeys = new Map(suppliers.map((one) => [one.id, taxKey(one)]));
  for (const [taxId, vendorIds] of here) {
    const supplierIds = there.get(taxId) ?? [];
    if (taxId === '' || supplierIds.length === 0 || vendorIds.length + supplierIds.length > mostInGroup) continue;
    const keys = new Set(supplierIds.map((id) => supplierKeys.get(id)));
    if (!vendorIds.some((id) => vendorKeys.get(id) != null && keys.has(vendorKeys.get(id)))) continue;
    for (const vendorId of vendorIds) for (const supplierId of supplierIds) edges.add(vendorId, supplierId, 'taxId');
  }
}

function groupedBy(records: readonly CompanyRecord[], key: (one: CompanyRecord) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const record of records) {
    const name = key(record);
    if (name === '') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [record.id]);
    else group.push(record.id);
  }
  return groups;
}

/** Which vendors and suppliers name each other, and by what. */
class Edges {
  readonly #of = new Map<string, Map<string, Set<MatchedBy>>>();

  add(vendor: string, supplier: string, by: MatchedBy): void {
    this.#at(`v${vendor}`, `s${supplier}`).add(by);
    this.#at(`s${supplier}`, `v${vendor}`).add(by);
  }

  /** All that hang together, each group once, by the first vendor of each. */
  *groups(): Iterable<{ vendors: string[]; suppliers: string[]; by: MatchedBy[] }> {
    const done = new Set<string>();
    for (const start of this.#of.keys()) {
      if (done.has(start)) continue;
      const [members, by] = [[start], new Set<MatchedBy>()];
      done.add(start);
      for (const member of members) {
        for (const [other, how] of this.#of.get(member) ?? []) {
          how.forEach((one) => by.add(one));
          if (!done.has(other)) members.push(other);
          done.add(other);
        }
      }
      const ids = (side: 'v' | 's') =>
        members
          .filter((member) => member.startsWith(side))
          .map((member) => member.slice(1))
          .sort(byId);
      yield { vendors: ids('v'), suppliers: ids('s'), by: [...by].sort() };
    }
  }

  #at(one: string, other: string): Set<MatchedBy> {
    const others = this.#of.get(one) ?? new Map<string, Set<MatchedBy>>();
    this.#of.set(one, others);
    const how = others.get(other) ?? new Set<MatchedBy>();
    others.set(other, how);
    return how;
  }
}
