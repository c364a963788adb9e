import type { Chart } from '../../domain/coding/chart';
import { csvLine } from '../csv-cell';
import { mappingColumns, type MappingRow } from '../../domain/coding/mapping-row';

/** The file that `mapping import` reads back to the same rows. */
export function mappingCsv(rows: readonly MappingRow[], chart: Chart): string {
  const lines = rows.map(({ project, subJob, costCode, costType, target }) =>
    csvLine([project, subJob, costCode, costType, ...chart.segments.map(({ name }) => target[name] ?? '')]),
  );
  return `${[mappingColumns(chart).join(','), ...lines].join('\n')}\n`;
}
