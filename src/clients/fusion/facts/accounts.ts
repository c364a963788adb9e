import { fusionChart } from '../../../domain/fusion/chart';
import type { Combination } from '../../../domain/fusion/facts';
import { flag, text, textOrNull } from '../calls/cells';
import type { Row } from '../calls/collection-page';
import { equalId, equalText } from '../calls/query';
import type { FusionConnection } from '../connect';

const resource = 'accountCombinationsLOV';
const key = '_CODE_COMBINATION_ID';

/**
 * Combinations by their printed account (reference 4.2): asked for by segments where the pod lets them be asked for, else picked
 * out of the whole chart. One that does not exist yet is absent; whether it would be allowed no list can tell.
 */
export async function readCombinations(
  fusion: FusionConnection,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Combination>> {
  const { settings, collections, descriptions } = fusion;
  const chart = fusionChart(settings.chart);
  const ofChart = equalId('_CHART_OF_ACCOUNTS_ID', settings.chart.id);
  const asked = { resource, key, purpose: 'combinations of a plan', onlyData: true };
  const found = new Map<string, Combination>();
  const keep = (rows: readonly Row[]): void => {
    for (const row of rows) {
      const one = toCombination(fusion, row);
      if (accounts.includes(one.account)) found.set(one.account, one);
    }
  };
  if (!(await descriptions.isQueryable(resource, settings.chart.naturalAccount))) {
    if (accounts.length > 0) keep(await collections.all({ ...asked, conditions: [ofChart] }));
    return found;
  }
  for (const account of accounts) {
    const segments = Object.entries(chart.parse(account)).map(([name, value]) => equalText(name, value));
    keep(await collections.all({ ...asked, conditions: [ofChart, ...segments] }));
  }
  return found;
}

/** Printed accounts by the id of their combination. */
export async function readAccountNames(
  fusion: FusionConnection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const asked = { resource, key, purpose: 'charge account of an order', onlyData: true, conditions: [] };
    const rows = await fusion.collections.all({ ...asked, finder: `PrimaryKey;${key}=${id}` });
    const [row] = rows.filter((one) => text(one, key) === id);
    if (row !== undefined) names.set(id, toCombination(fusion, row).account);
  }
  return names;
}

export function toCombination({ settings }: FusionConnection, row: Row): Combination {
  const segments = settings.chart.segments.map(({ name }) => [name, text(row, name)]);
  return {
    id: text(row, key),
    account: fusionChart(settings.chart).print(Object.fromEntries(segments) as Readonly<Record<string, string>>),
    enabled: flag(row, 'EnabledFlag'),
    detailPosting: flag(row, 'DetailPostingAllowedFlag'),
    summary: flag(row, 'SummaryFlag'),
    startDate: textOrNull(row, 'StartDateActive'),
    endDate: textOrNull(row, 'EndDateActive'),
  };
}
