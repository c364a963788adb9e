import type { Chart } from '../../domain/coding/chart';
import { noteColumn } from '../../domain/coding/mapping-file';
import { csvLine } from '../csv-cell';
import { mappingColumns, type MappingRow } from '../../domain/coding/mapping-row';

/** A row with a word for whoever reads the file. */
export type NotedRow = MappingRow & { readonly note: string };

/** The file that `mapping import` reads back to the same rows; with notes where rows carry them, which it does not keep. */
export function mappingCsv(rows: readonly (MappingRow | NotedRow)[], chart: Chart): string {
  const withNotes = rows.some((row) => 'note' in row);
  const lines = rows.map((row) => {
    const { project, subJob, costCode, costType, target } = row;
    const own = [project, subJob, costCode, costType, ...chart.segments.map(({ name }) => target[name] ?? '')];
    return csvLine(withNotes ? [...own, 'note' in row ? row.note : ''] : own);
  });
  const header = [...mappingColumns(chart), ...(withNotes ? [noteColumn] : [])];
  return `${[header.join(','), ...lines].join('\n')}\n`;
}
