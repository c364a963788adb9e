import type { PlannedStep } from '../../posting/plan/planned-step';
import { match, type MatchDraft } from '../kinds/match';

/** What AP is to match is the voucher of the requisition, and nobody sends it. */
export function matchStep(draft: MatchDraft, own: Pick<PlannedStep, 'step' | 'system' | 'subject'>): PlannedStep {
  return {
    ...{ ...own, id: 'match', kind: match.name, isAwaited: true },
    ...{ draft, entries: match.entries(match.complete(draft, unnamed)), asks: ['live', 'predecessor'] },
  };
}

/** What it comes to in the books does not hang on its name. */
const unnamed = { key: '', ordinal: 1, revision: 1, today: '', earlier: () => null } as const;
