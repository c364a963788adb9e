import type { AccruedPeriods } from '../../../domain/accrual/accrual';
import { accruedPeriods, approvalPeriods } from '../../../domain/fusion/accrual/accrued-periods';
import type { PostingSettings } from '../../../domain/fusion/posting-settings';
import type { FusionConnection } from '../connect';
import { readPeriods } from './periods';

/** By the ledger's periods and those of Payables as they stand now: two calls. */
export async function readAccruedPeriods(
  fusion: FusionConnection,
  posting: PostingSettings,
  days: { readonly today: string; readonly since: string },
): Promise<AccruedPeriods> {
  const { ledger, ledgerApplicationId, payablesApplicationId } = posting;
  const periods = {
    ledger: await readPeriods(fusion, ledger.id, ledgerApplicationId),
    payables: await readPeriods(fusion, ledger.id, payablesApplicationId),
  };
  return {
    requisitions: accruedPeriods(posting, periods, days),
    changeOrders: approvalPeriods(posting, periods, days.today),
  };
}
