import type { Problem } from '../holds/hold-reason';
import type { StandingPosting } from './posting-kind';
import { isGone } from './stages/posting-stage';

/** What stood and does not any more: that it counts no longer is for a person to say. Null while it stands. */
export function lostProblem(
  { key, stage }: Pick<StandingPosting, 'key' | 'stage'>,
  /** What carries our key there, and what happened, as a sentence. */
  { field, voided, gone }: { readonly field: string; readonly voided: string; readonly gone: string },
): Problem | null {
  if (!isGone(stage)) return null;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field,
    value: key,
    message: stage === 'voided' ? voided : gone,
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who did it and why. That it counts as posted no longer (nothing is posted again by that)',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
