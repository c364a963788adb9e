import { mappingColumns, type MappingColumn, type MappingRow } from '../../domain/coding/mapping-row';

/** The file that `mapping import` reads back to the same rows. */
export function mappingCsv(rows: readonly MappingRow[]): string {
  const lines = rows.map((row) => mappingColumns.map((column) => quoted(row[members[column]])).join(','));
  return `${[mappingColumns.join(','), ...lines].join('\n')}\n`;
}

const members = {
  project: 'project',
  sub_job: 'subJob',
  cost_code: 'costCode',
  cost_type: 'costType',
  business_unit: 'businessUnit',
  object: 'object',
  subsidiary: 'subsidiary',
  subledger: 'subledger',
  subledger_type: 'subledgerType',
} as const satisfies Record<MappingColumn, keyof MappingRow>;

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
