import type { Decision } from '../../holds/decision';
import { PostedEffects } from './posted-effects';

const saysGone: ReadonlySet<string> = new Set(['confirmVoided', 'noneStands']);

/**
 * The decision by which a step is posted again after its posting was voided; null when it was not, or nobody decided. Names
 * that were rejected, or are in flight, did not stand and do not come between.
 */
export function decidedAgain(step: string, effects: PostedEffects, decisions: readonly Decision[]): string | null {
  const stood = new PostedEffects(
    effects.all.filter(({ posting }) => posting?.state === 'confirmed' || posting?.state === 'voided'),
  );
  const newest = stood.newest(step)?.posting;
  if (newest?.state !== 'voided') return null;
  return decisions.find(({ kind, subject }) => saysGone.has(kind) && subject === newest.key)?.id ?? null;
}
