import type { Problem } from '../../holds/hold-reason';
import { lostProblem as lost } from '../../posting/lost-problem';
import type { StandingPosting } from '../../posting/posting-kind';

/** What stood in Fusion and was canceled or deleted there; null while it stands. */
export function lostProblem(what: string, standing: Pick<StandingPosting, 'key' | 'stage'>): Problem | null {
  return lost(standing, {
    field: 'Description',
    voided: `The ${what} was canceled in Fusion.`,
    gone: `The ${what} does not stand in Fusion any more.`,
  });
}
