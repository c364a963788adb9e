import type { Problem } from '../../holds/hold-reason';
import type { StandingPosting } from '../../posting/posting-kind';

/** A voucher that stood in JDE and stands there no more; null while it does. */
export function erpVoidedProblem({ key, stage }: Pick<StandingPosting, 'key' | 'stage'>): Problem | null {
  if (stage !== 'voided' && stage !== 'gone') return null;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'our key',
    value: key,
    message:
      stage === 'voided'
        ? 'The voucher was voided in JDE.'
        : 'The voucher stands neither in the batch tables nor in the ledger of JDE: its rows were deleted.',
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who did it and why. That it counts as posted no longer (nothing is posted again by that)',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
