import type { Chart } from '../../domain/coding/chart';
import { checkMappingHeader, readMapping } from '../../domain/coding/mapping-file';
import type { MappingRow } from '../../domain/coding/mapping-row';
import { badInput } from '../action-error';
import { unescaped } from '../csv-cell';
import { readCsv } from '../read-csv';

/** The rows of a mapping as CSV; all faults at once, each with its line. */
export function readMappingFile(file: string, text: string, chart: Chart): readonly MappingRow[] {
  const csv = readCsv(text, (header) => checkMappingHeader(header, chart).map((error) => error.message));
  if ('faults' in csv) throw badInput(file, csv.faults);
  const rows = csv.rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, unescaped(cell)])),
  }));
  const read = readMapping(rows, chart);
  if ('rows' in read) return read.rows;
  throw badInput(
    file,
    read.errors.map(({ line, column, value, message }) =>
      column === '' ? `line ${line}: ${message}` : `line ${line}, ${column} "${value}": ${message}`,
    ),
  );
}
