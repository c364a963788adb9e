import type { CommitmentWanted } from '../commitment/commitment-wanted';
import { causeKey } from '../holds/cause-key';
import type { Problem } from '../holds/hold-reason';
import type { Planner } from '../posting/plan/planner';
import { identityDifferences } from '../vendor/supplier-identity';
import { fusionFact } from './facts';

type OfVendor = Pick<CommitmentWanted, 'commitment' | 'vendor'>;

/**
 * A planner that plans nothing where the number of the linked supplier is another one's by now (master-data 4). Where it was not seen
 * under the link yet, the plan says who it is.
 */
export function ofLinkedSupplier<Wanted extends OfVendor>(planner: Planner<Wanted>): Planner<Wanted> {
  return (input) => {
    const planned = planner(input);
    const { wanted, facts } = input;
    if ('need' in planned || wanted?.vendor.supplierNumber == null) return planned;
    const { partyId, supplierNumber, identity = null } = wanted.vendor;
    const now = fusionFact(facts, 'supplier', supplierNumber)?.identity;
    if (now === undefined) return planned;
    if (identity === null) {
      return 'plan' in planned ? { plan: { ...planned.plan, identified: { partyId, identity: now } } } : planned;
    }
    const differences = identityDifferences(identity, now);
    if (differences.length === 0) return planned;
    const problem = otherSupplier(wanted, supplierNumber, differences);
    return 'plan' in planned
      ? { problems: [problem], choices: [] }
      : { ...planned, problems: [problem, ...planned.problems] };
  };
}

function otherSupplier(
  { commitment, vendor }: OfVendor,
  supplierNumber: string,
  differences: readonly string[],
): Problem {
  const { vendorId, vendorName } = commitment;
  return {
    reason: 'vendorConflict',
    kind: 'person',
    field: 'SupplierNumber',
    value: supplierNumber,
    message: `Fusion has another supplier under number ${supplierNumber} than when the vendor ${vendorName ?? vendorId ?? ''} was linked with it (${differences.join('; ')}), as after a restore. Nothing more of the vendor is posted.`,
    remedies: [
      { act: 'inErp', text: 'Find out there which supplier the vendor is' },
      { act: 'linkVendor', vendorId, candidates: [] },
    ],
    causeKey: causeKey.vendor(vendor.partyId),
    facts: { supplier: supplierNumber },
  };
}
