import type { CodedByPeople } from '../../domain/coding/code-lines';
import { codedAsItStands } from '../../domain/posting/books/coded-as-it-stands';
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
  const posting = effects.standing().newest(last)?.posting;
  if (posting?.planId == null) return null;
  const { mappingVersion, plan } = await tx.plans.load<Plan>(posting.planId);
  // What people posted before anything could be planned follows from no mapping and no settings.
  if (posting.origin === 'byHand' && plan.settings === undefined) return null;
  return { mappingVersion, settings: plan.settings };
}

/** Where items stand by what people said, with the codes that they had then; see `codedAsItStands`. */
export async function codedByPeople(
  tx: Tx,
  effects: PostedEffects,
  last: Step,
): Promise<Readonly<Record<string, CodedByPeople>>> {
  const accounts = Object.entries(codedAsItStands(effects, last));
  if (accounts.length === 0) return {};
  const planId = effects.standing().newest(last)?.posting?.planId;
  const lines = planId == null ? [] : (await tx.plans.load<Plan>(planId)).plan.head.lines;
  return Object.fromEntries(
    accounts.map(([item, account]) => {
      const code = lines.find(({ itemKey }) => itemKey === item)?.costCode;
      const codes =
        code === undefined || code.code === ''
          ? null
          : { subJob: code.subJob, costCode: code.code, costType: code.type };
      return [item, { account, codes }];
    }),
  );
}
