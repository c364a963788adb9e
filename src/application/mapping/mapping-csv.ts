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

/**
 * A spreadsheet takes a cell that begins so for a formula, and runs it. Behind an apostrophe it is text there, and
 * `unescaped` takes the apostrophe away again.
 */
const beginsFormula = /^['=+\-@\t]/;

/** The cell as it was before `mappingCsv` escaped it. */
export function unescaped(cell: string): string {
  return cell.startsWith("'") && beginsFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quoted(text: string): string {
  const cell = beginsFormula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
