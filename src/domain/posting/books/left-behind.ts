import type { Plan } from '../plan/planned-step';
import type { PostingState } from '../stages/posting-state';
import type { Origin } from './posted-effects';

interface PostingOfStep {
  readonly step: string;
  readonly state: PostingState;
  readonly origin: Origin;
  readonly because: string | null;
}

/**
 * Steps of a plan that are not compared with it any more: by a choice something was posted of the last of them, the one that moves
 * cost, and what came before it (an order) was left as it stands.
 */
export function leftBehind({ steps }: Plan, postings: readonly PostingOfStep[]): ReadonlySet<string> {
  const last = steps.findLast(({ entries }) => entries.length > 0)?.step;
  const isMoved = postings.some(
    ({ step, state, because, origin }) =>
      step === last && state === 'confirmed' && (because !== null || origin === 'byHand'),
  );
  if (!isMoved) return new Set();
  return new Set(steps.filter(({ step, entries }) => entries.length > 0 && step !== last).map(({ step }) => step));
}
