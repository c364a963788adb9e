import type { Problem } from '../../../src/domain/holds/hold-reason';
import type { StandingPosting } from '../../../src/domain/posting/posting-kind';

/** What stood in Kontor and was voided there; null while it stands. */
export function lostProblem(what: string, { key, stage }: StandingPosting): Problem | null {
  if (stage !== 'voided' && stage !== 'gone') return null;
  return {
    reason: 'erpVoided',
    kind: 'person',
    field: 'note',
    value: key,
    message: `The ${what} was voided in Kontor.`,
    remedies: [
      {
        act: 'inErp',
        text: 'Find out who voided it and why; if it is to be posted again',
        andThen: { act: 'decide', choice: 'confirmVoided' },
      },
    ],
  };
}
