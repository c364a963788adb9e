import type { CommitmentWanted } from '../commitment/commitment-wanted';
import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { FactBook, Planner } from '../posting/plan/planner';
import type { SupplierIdentity } from './supplier-identity';

type OfVendor = Pick<CommitmentWanted, 'commitment' | 'vendor'>;

/** How an ERP tells one supplier from another that has its number. */
export interface IdentityRule {
  /** The ERP, as people call it, and its word for the number. */
  readonly erp: string;
  readonly field: string;
  /** Who has the number now; undefined: that was not read, or is not told. */
  seen(facts: FactBook, supplierNumber: string): SupplierIdentity | undefined;
  /** What says that they are two, as text; empty: nothing does. */
  differences(then: SupplierIdentity, now: SupplierIdentity): readonly string[];
}

/**
 * A planner that plans nothing where the number of the linked supplier is another one's by now (master-data 4). Where it was not seen
 * under the link yet, the plan says who it is.
 */
export function ofLinkedSupplier<Wanted extends OfVendor>(
  planner: Planner<Wanted>,
  rule: IdentityRule,
): Planner<Wanted> {
  return (input) => {
    const planned = planner(input);
    const { wanted, facts } = input;
    if ('need' in planned || wanted?.vendor.supplierNumber == null) return planned;
    const { partyId, supplierNumber, identity = null } = wanted.vendor;
    const now = rule.seen(facts, supplierNumber);
    if (now === undefined) return planned;
    const differences = rule.differences(identity ?? asLinked(wanted.vendor), now);
    if (differences.length === 0) {
      const isNew = identity === null && 'plan' in planned;
      return isNew ? { plan: { ...planned.plan, identified: { partyId, identity: now } } } : planned;
    }
    const problem = otherSupplier(wanted, supplierNumber, differences, rule);
    return 'plan' in planned
      ? { problems: [problem], choices: [] }
      : { ...planned, problems: [problem, ...planned.problems] };
  };
}

/** What is known from the link itself of a supplier that was not seen under it yet. */
function asLinked({ taxDigest }: OfVendor['vendor']): SupplierIdentity {
  return taxDigest == null ? {} : { taxDigest };
}

function otherSupplier(
  { commitment, vendor }: OfVendor,
  supplierNumber: string,
  differences: readonly string[],
  { erp, field }: IdentityRule,
): Problem {
  const { vendorId, vendorName } = commitment;
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field,
    value: supplierNumber,
    message: `${erp} has another supplier under number ${supplierNumber} than when the vendor ${vendorName ?? vendorId ?? ''} was linked with it (${differences.join('; ')}), as after a restore. Nothing more of the vendor is posted.`,
    remedies: [
      { act: 'inErp', text: 'Find out there which supplier the vendor is' },
      { act: 'linkVendor', vendorId, candidates: [] },
    ],
    causeKey: causeKey.vendor(vendor.partyId),
    facts: { supplier: supplierNumber },
  };
}
