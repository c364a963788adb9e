import type { Column } from '../tables/column';
import type { Table } from '../tables/table';
import { DataServiceError } from './data-service-error';

/** `TABLE.ALIAS` or, for a table, the bare alias. */
export function resolveColumn(table: Table, controlId: string): Column {
  const [first = '', second] = controlId.trim().split('.');
  const alias = second ?? first;
  const column = table.columns.get(alias);
  if (column === undefined || (second !== undefined && first !== table.name)) {
    throw new DataServiceError(500, `${controlId} is not a column of ${table.name}; name it as ${table.name}.ALIAS`);
  }
  return column;
}
