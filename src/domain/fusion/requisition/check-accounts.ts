import { causeKey } from '../../holds/cause-key';
import type { HoldReason, Problem } from '../../holds/hold-reason';
import type { Combination } from '../facts';

/** An account that a setting or a mapping names, and what was read of it. */
export interface AccountUse {
  readonly account: string;
  /** Null: there is no such combination. */
  readonly combination: Combination | null;
  /** Of connection.json; absent: it comes of the mapping. */
  readonly setting?: string;
}

/** Whether combinations take a line on a day: they exist, are enabled, take postings, and are in force. */
export function checkAccounts(uses: readonly AccountUse[], day: string): Problem[] {
  return uses.flatMap(({ account, combination, setting }): Problem[] => {
    const problem = (reason: HoldReason, field: string, value: string, message: string): Problem => ({
      reason,
      kind: 'person',
      field,
      value,
      message,
      remedies: [
        { act: 'inErp', text: `Correct combination ${account} in Fusion; it then goes on by itself` },
        setting === undefined
          ? { act: 'changeMapping', text: 'Map the cost code to another account' }
          : { act: 'changeSetting', path: setting },
      ],
      causeKey: causeKey.account(account),
    });
    if (combination === null) {
      return [
        problem(
          'accountMissing',
          'DistributionCombination',
          account,
          `Combination ${account} does not exist in Fusion.`,
        ),
      ];
    }
    const { enabled, detailPosting, summary, startDate, endDate } = combination;
    if (!enabled)
      return [problem('accountInactive', 'EnabledFlag', 'N', `Combination ${account} is disabled in Fusion.`)];
    if (!detailPosting || summary) {
      return [problem('accountInactive', 'DetailPostingAllowedFlag', 'N', `Combination ${account} takes no postings.`)];
    }
    if ((startDate !== null && startDate > day) || (endDate !== null && endDate < day)) {
      const span = `${startDate ?? 'ever'} to ${endDate ?? 'ever'}`;
      return [
        problem(
          'accountInactive',
          'EndDateActive',
          span,
          `Combination ${account} is in force from ${span}, not on ${day}.`,
        ),
      ];
    }
    return [];
  });
}
