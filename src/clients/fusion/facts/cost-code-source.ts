import {
  codedAccounts,
  projectKeyOf,
  type RuledCombination,
  type SegmentValue,
} from '../../../domain/fusion/cost-codes';
import type { FusionCostCodes } from '../../../domain/fusion/cost-code-settings';
import type { CostCodeSource } from '../../erp-sources';
import { flag, text, textOrNull } from '../calls/cells';
import type { Row } from '../calls/collection-page';
import { equalId } from '../calls/query';
import type { FusionConnection } from '../connect';
import { toCombination } from './accounts';

/** The whole chart as a rule makes cost codes of it (reference 4.1, 4.2). */
export function costCodeSource(fusion: FusionConnection, rule: FusionCostCodes): CostCodeSource {
  const { collections, settings } = fusion;
  return {
    rule: {
      standardList: rule.standardList,
      catalogue: rule.valueSet,
      budgetLines: rule.budgetLines,
      projectKey: (project) => projectKeyOf(rule, project),
    },
    accounts: async (today) => {
      const rows = await collections.all({
        resource: 'accountCombinationsLOV',
        key: '_CODE_COMBINATION_ID',
        purpose: 'accounts of cost codes',
        onlyData: true,
        conditions: [equalId('_CHART_OF_ACCOUNTS_ID', settings.chart.id)],
      });
      const combinations = rows.map((row): RuledCombination => ({
        ...toCombination(fusion, row),
        accountType: text(row, 'AccountType'),
      }));
      const values = await collections.all({
        resource: `valueSets/${encodeURIComponent(rule.valueSet)}/child/values`,
        key: 'Value',
        keyIsText: true,
        purpose: 'names of cost codes',
        isChild: true,
        onlyData: true,
        conditions: [],
      });
      return codedAccounts(rule, settings.chart, { combinations, values: values.map(toValue) }, today);
    },
  };
}

function toValue(row: Row): SegmentValue {
  return {
    value: text(row, 'Value'),
    description: text(row, 'Description'),
    enabled: flag(row, 'EnabledFlag'),
    summary: flag(row, 'SummaryFlag'),
    startDate: textOrNull(row, 'StartDateActive'),
    endDate: textOrNull(row, 'EndDateActive'),
  };
}
