import type { Row, Table } from '../tables/table';
import { comparison, compileQuery } from './compile-condition';
import type { QueryContext } from './literal-value';
import type { DataRequest } from './query-schema';
import { resolveColumn } from './resolve-column';

/** The rows of a query in its order, or in the order of the primary key. */
export function findRows(table: Table, request: DataRequest, context: QueryContext): Row[] {
  const predicate = compileQuery(table, request.query, context);
  const wanted = request.aggregation.orderBy.map((order) => ({
    column: resolveColumn(table, order.column),
    sign: order.direction === 'DESC' ? -1 : 1,
  }));
  const rows = [...table.rows()].filter(predicate);
  if (request.dataServiceType !== 'BROWSE') {
    return rows;
  }
  const keyed = table.key.map((alias) => ({ column: resolveColumn(table, alias), sign: 1 }));
  const orders = [...wanted, ...keyed].map(({ column, sign }) => ({
    alias: column.alias,
    sign,
    compare: comparison(column),
  }));
  return rows.sort((left, right) => {
    for (const { alias, sign, compare } of orders) {
      const difference = compare(left[alias] ?? '', right[alias] ?? '');
      if (difference !== 0) {
        return difference * sign;
      }
    }
    return 0;
  });
}
