import type { CheckStep } from '../../erp-adapter';
import { fusionChart } from '../../../domain/fusion/chart';
import { text } from '../calls/cells';
import { equalId } from '../calls/query';
import { readPage, type Row } from '../calls/collection-page';
import type { FusionConnection } from '../connect';
import { tried } from '../../tried-step';

/** Attributes of a combination that are no segments (reference 4.2). */
const others = new Set([
  ...['_CODE_COMBINATION_ID', '_CHART_OF_ACCOUNTS_ID', 'EnabledFlag', 'AccountType', 'DetailPostingAllowedFlag'],
  ...['DetailBudgetingAllowedFlag', 'SummaryFlag', 'FinancialCategory', 'JgzzReconFlag', 'Reference3'],
  ...['StartDateActive', 'EndDateActive', 'links', '@context'],
]);

/** The chart as Fusion shows it beside the one of the connection, with a combination printed by it. */
export async function checkChart(steps: CheckStep[], { caller, settings }: FusionConnection): Promise<void> {
  const { chart } = settings;
  const ask =
    'ask the general ledger team for the segments of the chart of accounts in their order, its separator, and the structure instance number (chartOfAccountsLOV, StructureInstanceNumber); set fusion.chart so';
  await tried(steps, `chart of accounts ${chart.id}`, ask, async () => {
    const asked = {
      resource: 'accountCombinationsLOV',
      key: '_CODE_COMBINATION_ID',
      purpose: 'connection check',
      onlyData: true,
      conditions: [equalId('_CHART_OF_ACCOUNTS_ID', chart.id)],
    };
    const { rows } = await readPage(caller, settings, asked, { limit: 1 });
    const [row] = rows.filter((one) => text(one, '_CHART_OF_ACCOUNTS_ID') === chart.id);
    if (row === undefined) throw new RangeError(`no combination of the chart ${chart.id} can be seen`);
    const there = segmentsOf(row);
    const configured = chart.segments.map(({ name }) => name);
    const strange = configured.filter((name) => !there.includes(name));
    const missing = there.filter((name) => !configured.includes(name));
    if (strange.length > 0 || missing.length > 0) {
      throw new RangeError(
        `Fusion has the segments ${there.join(', ')}; the connection names ${configured.join(', ')}`,
      );
    }
    const values = Object.fromEntries(configured.map((name) => [name, text(row, name)]));
    const roles = [
      `balancing ${chart.balancing}`,
      `natural account ${chart.naturalAccount}`,
      ...(chart.costCenter === undefined ? [] : [`cost center ${chart.costCenter}`]),
    ];
    return `${configured.join(chart.separator)}, e.g. ${fusionChart(chart).print(values)}; ${roles.join(', ')}`;
  });
}

function segmentsOf(row: Row): readonly string[] {
  return Object.keys(row).filter((name) => !others.has(name));
}
