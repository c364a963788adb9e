import { type Plan, planVersion } from '../posting/plan/planned-step';
import type { CommitmentWanted } from './commitment-wanted';

/** Nothing comes onto an order, for the reason that the notes say. */
export function emptyPlan(
  { mappingVersion }: Pick<CommitmentWanted, 'mappingVersion'>,
  notes: readonly string[],
  datesFollowTheClock = false,
): Plan {
  return {
    version: planVersion,
    steps: [],
    head: { mappingVersion, company: '', supplier: '', currency: '', totals: null, lines: [], facts: {} },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock,
    notes,
  };
}
