import type { Plan } from '../../domain/posting/plan/planned-step';
import type { PostedEffects } from '../../domain/posting/books/posted-effects';
import type { Step } from '../../domain/posting/plan/steps';
import type { Tx } from '../../store/unit-of-work';

/**
 * Once what is posted last of it stands (its voucher, say), a document is compared under the mapping and the settings that
 * posted it, so that newer ones rebook nothing; before that the newest count (accounting-changes 3). Null: it does not stand.
 */
export async function postedUnderWhat(
  tx: Tx,
  effects: PostedEffects,
  last: Step,
): Promise<{ readonly mappingVersion: number; readonly settings: unknown } | null> {
  const planId = effects.standing().newest(last)?.posting?.planId;
  if (planId == null) return null;
  const { mappingVersion, plan } = await tx.plans.load<Plan>(planId);
  return { mappingVersion, settings: plan.settings };
}
