import type { Chart, ChartSegment } from './chart';
import { cutText } from '../text/cut-text';
import type { MappingRow, PatternColumn } from './mapping-row';
import { mappingColumns, patternColumns, placeholders } from './mapping-row';

export interface MappingRecord {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface MappingError {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** May stand in a file, and is for whoever reads it: why a row is suggested, say. It is not kept. */
export const noteColumn = 'note';

/** The header's errors; none when every column is there once, in whatever order. */
export function checkMappingHeader(header: readonly string[], chart: Chart): MappingError[] {
  const columns = mappingColumns(chart);
  const names = header.map((name) => name.trim());
  const known = new Set([...columns, noteColumn]);
  const wrong = (column: string, message: string): MappingError => ({ line: 1, column, value: column, message });
  return [
    ...names
      .filter((name) => !known.has(name))
      .map((name) => wrong(name, `unknown column "${name}"; the header is ${columns.join(',')}`)),
    ...[...known]
      .filter((name) => names.filter((other) => other === name).length > 1)
      .map((name) => wrong(name, `column "${name}" stands in the header more than once`)),
    ...columns
      .filter((name) => !names.includes(name))
      .map((name) => wrong(name, `column "${name}" is missing; the header is ${columns.join(',')}`)),
  ];
}

/** All rows, or all errors: a file with one bad row changes nothing. */
export function readMapping(
  records: readonly MappingRecord[],
  chart: Chart,
): { readonly rows: MappingRow[] } | { readonly errors: MappingError[] } {
  const rows = records.map((record) => toRow(record, chart));
  const errors = [...records.flatMap((record) => errorsOfRecord(record, chart)), ...duplicateErrors(rows)];
  if (rows.length === 0) errors.push({ line: 1, column: '', value: '', message: 'the mapping has no rows' });
  return errors.length === 0 ? { rows } : { errors: errors.sort((a, b) => a.line - b.line) };
}

function toRow(record: MappingRecord, { segments }: Chart): MappingRow {
  const target = segments.map(({ name, column }) => [name, cellOf(record, column)] as const);
  return {
    line: record.line,
    project: cellOf(record, 'project'),
    subJob: cellOf(record, 'sub_job'),
    costCode: cellOf(record, 'cost_code'),
    costType: cellOf(record, 'cost_type'),
    target: Object.fromEntries(target.filter(([, template]) => template !== '')),
  };
}

/** Of a value at fault, as much as helps to find it. */
function shown(value: string): string {
  return cutText(value, 40);
}

function cellOf({ cells }: MappingRecord, column: string): string {
  return (cells[column] ?? '').trim();
}

/** Longer than any code of Procore's or template of ours. */
const longestCell = 100;

/** What no cell may hold, whatever its column. */
function cellError(value: string): string | null {
  if (/[\p{Cc}\p{Surrogate}]/u.test(value)) return 'holds a control character; type it anew';
  return value.length > longestCell ? `is ${value.length} characters long; at most ${longestCell}` : null;
}

function errorsOfRecord(record: MappingRecord, { segments, separator }: Chart): MappingError[] {
  const errors: MappingError[] = [];
  const wrong = (column: string, message: string): void => {
    errors.push({ line: record.line, column, value: shown(cellOf(record, column)), message });
  };
  for (const column of patternColumns) {
    const value = cellOf(record, column);
    const message = cellError(value) ?? patternError(column, value);
    if (message !== null) wrong(column, message);
  }
  for (const segment of segments) {
    const value = cellOf(record, segment.column);
    const message = cellError(value) ?? templateError(value, segment, separator);
    if (message !== null) wrong(segment.column, message);
  }
  const isFilled = ({ column }: ChartSegment): boolean => cellOf(record, column) !== '';
  for (const [index, one] of segments.entries()) {
    const other = segments.slice(0, index).find(({ name, goesWith }) => name === one.goesWith && goesWith === one.name);
    if (other !== undefined && isFilled(one) !== isFilled(other)) {
      wrong(one.column, `${other.column} and ${one.column} go together: fill both or neither`);
    }
  }
  return errors;
}

function patternError(column: PatternColumn, value: string): string | null {
  if (value === '') {
    return column === 'sub_job' ? null : `${column} is empty; write * for any`;
  }
  const star = value.indexOf('*');
  if (star !== -1 && star !== value.length - 1) return `"*" may stand only at the end, as in 03-*`;
  if (column === 'project' && value.startsWith('id:') && !/^id:\d+$/.test(value)) {
    return 'a project id is id: and digits, as in id:1234';
  }
  return null;
}

function templateError(value: string, { maxLength, required }: ChartSegment, separator: string): string | null {
  if (value === '') return required ? 'must not be empty' : null;
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)].find(
    (match) => !placeholders.some((placeholder) => placeholder === match[1]),
  );
  if (unknown)
    return `unknown placeholder ${unknown[0]}; there are ${placeholders.map((name) => `{${name}}`).join(' ')}`;
  const literal = value.replace(/\{[^{}]*\}/g, '');
  if (/[{}]/.test(literal)) return 'has a brace without its partner';
  if (literal.includes('*')) return '"*" has no meaning in an account';
  if (/\s/.test(literal) || literal.includes(separator)) return `must contain neither blanks nor "${separator}"`;
  if (literal.length > maxLength) return `is ${literal.length} characters long; the ERP takes ${maxLength}`;
  return null;
}

function duplicateErrors(rows: readonly MappingRow[]): MappingError[] {
  const firstLines = new Map<string, number>();
  return rows.flatMap((row) => {
    const key = mappingRowKey(row);
    const first = firstLines.get(key);
    if (first === undefined) {
      firstLines.set(key, row.line);
      return [];
    }
    const value = [row.project, row.subJob, row.costCode, row.costType].join(',');
    const message = `lines ${first} and ${row.line} have the same project, sub_job, cost_code and cost_type`;
    return [{ line: row.line, column: 'project', value, message }];
  });
}

/** Rows with equal keys match the same lines: a merge replaces by it, a file must not repeat it. */
export function mappingRowKey(row: Pick<MappingRow, 'project' | 'subJob' | 'costCode' | 'costType'>): string {
  return JSON.stringify([row.project, row.subJob, row.costCode, row.costType]);
}
