import type { Chart } from '../../domain/coding/chart';
import { mappingColumns, type MappingRow } from '../../domain/coding/mapping-row';

/** The file that `mapping import` reads back to the same rows. */
export function mappingCsv(rows: readonly MappingRow[], chart: Chart): string {
  const lines = rows.map(({ project, subJob, costCode, costType, target }) =>
    [project, subJob, costCode, costType, ...chart.segments.map(({ name }) => target[name] ?? '')]
      .map(quoted)
      .join(','),
  );
  return `${[mappingColumns(chart).join(','), ...lines].join('\n')}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
