import type { Problem } from '../../holds/hold-reason';
import type { StandingPosting } from '../../posting/posting-kind';

/** What stood in Fusion and was canceled or deleted there; null while it stands. */
export function lostProblem(what: string, { key, stage }: Pick<StandingPosting, 'key' | 'stage'>): Problem | null {
  if (stage !== 'voided' && stage !== 'gone') return null;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'Description',
    value: key,
    message: `The ${what} ${stage === 'voided' ? 'was canceled in Fusion' : 'does not stand in Fusion any more'}.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who did it and why. That it counts as posted no longer (nothing is posted again by that)',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
