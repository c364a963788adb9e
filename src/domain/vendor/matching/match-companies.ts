import { candidateFinder } from './candidates';
import { exactMatches, type ExactRequest } from './exact-matches';
import { byId, findingKinds, type Finding } from './finding';
import { twins } from './twins';

export interface MatchRequest extends ExactRequest {
  /** Per cent: pairs that are less alike are no candidates. */
  readonly leastScore: number;
}

/** Matches all vendors with all suppliers. The same records give the same findings in the same order. */
export function matchCompanies(request: MatchRequest): readonly Finding[] {
  const work = matching(request);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

const vendorsAtOnce = 200;

/** The same in parts, for whoever has something else to do in between. */
export function* matching(request: MatchRequest): Generator<undefined, readonly Finding[]> {
  const { vendors, suppliers, leastScore } = request;
  const exact = exactMatches(request);
  const openVendors = vendors.filter(({ id }) => !exact.vendors.has(id));
  // What is never linked is no candidate; as a key it was looked at above.
  const openSuppliers = suppliers.filter(({ id, outOfScope }) => !exact.suppliers.has(id) && outOfScope === null);
  const candidatesOf = candidateFinder(openSuppliers, leastScore);
  const alike: Finding[] = [];
  for (const [at, vendor] of openVendors.entries()) {
    if (at % vendorsAtOnce === 0) yield;
    alike.push(...candidatesOf(vendor));
  }
  const near = {
    vendors: new Set(alike.flatMap((one) => one.vendors)),
    suppliers: new Set(alike.flatMap((one) => one.suppliers)),
  };
  const alone = (found: { readonly vendors?: string[]; readonly suppliers?: string[] }): Finding => ({
    ...{ kind: 'alone', vendors: [], suppliers: [], score: null, by: [], ...found },
  });
  const findings = [
    ...exact.findings,
    ...alike,
    ...twins('procore', vendors),
    ...twins('erp', suppliers),
    ...openVendors
      .filter(({ id, isActive }) => isActive && !near.vendors.has(id))
      .map(({ id }) => alone({ vendors: [id] })),
    ...openSuppliers
      .filter(({ id, isActive }) => isActive && !near.suppliers.has(id))
      .map(({ id }) => alone({ suppliers: [id] })),
  ];
  return findings.sort(inOrder);
}

/** By kind and vendor; of one vendor's candidates the best is first already. */
function inOrder(one: Finding, other: Finding): number {
  const firstOf = (ids: readonly string[]): string => ids[0] ?? '9'.repeat(30);
  return (
    findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind) ||
    byId(firstOf(one.vendors), firstOf(other.vendors)) ||
    (one.kind === 'candidate' ? 0 : byId(firstOf(one.suppliers), firstOf(other.suppliers)))
  );
}
