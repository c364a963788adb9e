import type { Problem } from '../../holds/hold-reason';
import { lostProblem } from '../../posting/lost-problem';
import type { StandingPosting } from '../../posting/posting-kind';

/** A voucher that stood in JDE and stands there no more; null while it does. */
export function erpVoidedProblem(standing: Pick<StandingPosting, 'key' | 'stage'>): Problem | null {
  return lostProblem(standing, {
    field: 'our key',
    voided: 'The voucher was voided in JDE.',
    gone: 'The voucher stands neither in the batch tables nor in the ledger of JDE: its rows were deleted.',
  });
}
