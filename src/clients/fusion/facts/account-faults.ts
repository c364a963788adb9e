import { fusionChart } from '../../../domain/fusion/chart';
import { checkAccounts } from '../../../domain/fusion/requisition/check-accounts';
import type { Segments } from '../../../domain/coding/chart';
import type { AccountFault } from '../../erp-sources';
import type { FusionConnection } from '../connect';
import { readCombinations } from './accounts';

/** By their combinations, under the rules that a requisition is checked by, on a day, `YYYY-MM-DD`. */
export async function accountFaults(
  fusion: FusionConnection,
  targets: readonly Segments[],
  day: string,
): Promise<readonly (AccountFault | null)[]> {
  const chart = fusionChart(fusion.settings.chart);
  const names = targets.map((target) => chart.print(target));
  const combinations = await readCombinations(fusion, [...new Set(names)]);
  return names.map((account) => {
    const [problem] = checkAccounts([{ account, combination: combinations.get(account) ?? null }], day);
    return problem?.causeKey === undefined ? null : { why: problem.message, cause: problem.causeKey };
  });
}
