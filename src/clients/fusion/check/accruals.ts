import { periodsAt } from '../../../domain/fusion/accrual/accrued-periods';
import { changeOrderAccrual } from '../../../domain/fusion/change-order/journal-settings';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { CheckStep } from '../../erp-adapter';
import { tried } from '../../tried-step';
import type { FusionConnection } from '../connect';
import { readPeriods } from '../facts/periods';

/** When what is not billed, of requisitions or of change orders, is accrued next, by the ledger's calendar, and reversed. */
export async function checkAccruals(
  steps: CheckStep[],
  fusion: FusionConnection,
  { accrueUnbilled, changeOrderJournal, ledger, ledgerApplicationId }: PostingSettings,
): Promise<void> {
  if (accrueUnbilled === undefined && changeOrderAccrual(changeOrderJournal) === null) return;
  const ask =
    'ask the general ledger team to define the next period of the calendar, since nothing can be reversed before';
  await tried(steps, 'accruals at period ends', ask, async () => {
    const today = new Date(fusion.nowMs()).toISOString().slice(0, 10);
    const { own, next } = periodsAt(await readPeriods(fusion, ledger.id, ledgerApplicationId), today);
    if (own === null) throw new RangeError(`the calendar of ${ledger.name} has no period for ${today}`);
    const ends = `${own.name} ends on ${own.end}`;
    if (next === null) throw new RangeError(`${ends}, and no period begins on the day after`);
    return `${ends}; what is accrued then is reversed on ${next.start}, in ${next.name}`;
  });
}
