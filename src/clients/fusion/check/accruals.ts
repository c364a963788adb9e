import { periodsWithoutAccruals } from '../../../domain/fusion/accrual/accrued-periods';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { CheckStep } from '../../erp-adapter';
import { tried } from '../../tried-step';
import type { FusionConnection } from '../connect';
import { readPeriods } from '../facts/periods';

/** Whether what is not billed can be accrued at the end of each period of the ledger's calendar. */
export async function checkAccruals(
  steps: CheckStep[],
  fusion: FusionConnection,
  { accrueUnbilled, ledger, ledgerApplicationId }: PostingSettings,
): Promise<void> {
  if (accrueUnbilled === undefined) return;
  const ask = 'ask the general ledger team who accrues at the end of these periods, since nothing is accrued from here';
  await tried(steps, 'accruals at period ends', ask, async () => {
    const periods = await readPeriods(fusion, ledger.id, ledgerApplicationId);
    const without = periodsWithoutAccruals(periods).map(({ name, start, end }) => `${name} (${start} to ${end})`);
    if (without.length > 0) throw new RangeError(`no calendar months: ${without.join(', ')}`);
    return 'all periods are calendar months';
  });
}
