import type { MappingColumn, MappingRow } from './mapping-row';
import { mappingColumns, placeholders, templateLengths } from './mapping-row';

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

const patternColumns = ['project', 'sub_job', 'cost_code', 'cost_type'] as const;
const templateColumns = {
  business_unit: 'businessUnit',
  object: 'object',
  subsidiary: 'subsidiary',
  subledger: 'subledger',
  subledger_type: 'subledgerType',
} as const;

/** The header's errors; none when every column is there once, in whatever order. */
export function checkMappingHeader(header: readonly string[]): MappingError[] {
  const names = header.map((name) => name.trim());
  const known = new Set<string>(mappingColumns);
  const wrong = (column: string, message: string): MappingError => ({ line: 1, column, value: column, message });
  return [
    ...names
      .filter((name) => !known.has(name))
      .map((name) => wrong(name, `unknown column "${name}"; the header is ${mappingColumns.join(',')}`)),
    ...mappingColumns
      .filter((name) => names.filter((other) => other === name).length > 1)
      .map((name) => wrong(name, `column "${name}" stands in the header more than once`)),
    ...mappingColumns
      .filter((name) => !names.includes(name))
      .map((name) => wrong(name, `column "${name}" is missing; the header is ${mappingColumns.join(',')}`)),
  ];
}

/** All rows, or all errors: a file with one bad row changes nothing. */
export function readMapping(
  records: readonly MappingRecord[],
): { readonly rows: MappingRow[] } | { readonly errors: MappingError[] } {
  const rows = records.map(toRow);
  const errors = [...records.flatMap(errorsOfRecord), ...duplicateErrors(rows)];
  if (rows.length === 0) errors.push({ line: 1, column: '', value: '', message: 'the mapping has no rows' });
  return errors.length === 0 ? { rows } : { errors: errors.sort((a, b) => a.line - b.line) };
}

function toRow({ line, cells }: MappingRecord): MappingRow {
  const cell = (column: MappingColumn): string => (cells[column] ?? '').trim();
  return {
    line,
    project: cell('project'),
    subJob: cell('sub_job'),
    costCode: cell('cost_code'),
    costType: cell('cost_type'),
    businessUnit: cell('business_unit'),
    object: cell('object'),
    subsidiary: cell('subsidiary'),
    subledger: cell('subledger'),
    subledgerType: cell('subledger_type'),
  };
}

function errorsOfRecord({ line, cells }: MappingRecord): MappingError[] {
  const cell = (column: MappingColumn): string => (cells[column] ?? '').trim();
  const errors: MappingError[] = [];
  const wrong = (column: MappingColumn, message: string): void => {
    errors.push({ line, column, value: cell(column), message });
  };
  for (const column of patternColumns) {
    const message = patternError(column, cell(column));
    if (message !== null) wrong(column, message);
  }
  for (const [column, field] of Object.entries(templateColumns) as [
    keyof typeof templateColumns,
    keyof typeof templateLengths,
  ][]) {
    const message = templateError(
      cell(column),
      templateLengths[field],
      column === 'business_unit' || column === 'object',
    );
    if (message !== null) wrong(column, message);
  }
  if ((cell('subledger') === '') !== (cell('subledger_type') === '')) {
    wrong('subledger_type', 'subledger and subledger_type go together: fill both or neither');
  }
  return errors;
}

function patternError(column: (typeof patternColumns)[number], value: string): string | null {
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

function templateError(value: string, maxLength: number, required: boolean): string | null {
  if (value === '') return required ? 'must not be empty' : null;
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)].find(
    (match) => !placeholders.some((placeholder) => placeholder === match[1]),
  );
  if (unknown)
    return `unknown placeholder ${unknown[0]}; there are ${placeholders.map((name) => `{${name}}`).join(' ')}`;
  const literal = value.replace(/\{[^{}]*\}/g, '');
  if (/[{}]/.test(literal)) return 'has a brace without its partner';
  if (literal.includes('*')) return '"*" has no meaning in an account';
  if (/[\s.]/.test(literal)) return 'must not contain blanks or points';
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
