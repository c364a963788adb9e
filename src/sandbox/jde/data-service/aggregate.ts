import { LosslessNumber } from 'lossless-json';
import type { JsonObject } from '../../http/json-value';
import { decimalOf, sumOf, withDecimals } from '../../decimal';
import type { JdeSandboxSettings } from '../settings';
import type { Row, Table } from '../tables/table';
import { comparison } from './compile-condition';
import { DataServiceError } from './data-service-error';
import type { DataRequest } from './query-schema';
import { resolveColumn } from './resolve-column';
import { shownCell } from './shown-cell';

type Aggregation = DataRequest['aggregation']['aggregations'][number];

export function aggregate(
  table: Table,
  rows: readonly Row[],
  request: DataRequest,
  settings: JdeSandboxSettings,
): JsonObject[] {
  const { aggregations, groupBy, orderBy } = request.aggregation;
  const groupColumns = groupBy.map((group) => ({ name: group.column, column: resolveColumn(table, group.column) }));
  const groups = new Map<string, Row[]>(groupColumns.length === 0 ? [['', []]] : []);
  for (const row of rows) {
    const key = JSON.stringify(groupColumns.map(({ column }) => row[column.alias]));
    const text = groupColumns.length === 0 ? '' : key;
    groups.set(text, [...(groups.get(text) ?? []), row]);
  }
  const sorted = [...groups.values()].sort((left, right) => {
    for (const order of orderBy) {
      const column = resolveColumn(table, order.column);
      const difference = comparison(column)(left[0]?.[column.alias] ?? '', right[0]?.[column.alias] ?? '');
      if (difference !== 0) {
        return order.direction === 'DESC' ? -difference : difference;
      }
    }
    return 0;
  });
  return sorted.map((group) => ({
    ...(groupColumns.length === 0
      ? {}
      : {
          groupBy: Object.fromEntries(
            groupColumns.map(({ name, column }) => [name, shownCell(column, group[0]?.[column.alias] ?? '', settings)]),
          ),
        }),
    ...Object.fromEntries(aggregations.map((wanted) => aggregated(table, group, wanted, settings))),
  }));
}

function aggregated(
  table: Table,
  rows: readonly Row[],
  wanted: Aggregation,
  settings: JdeSandboxSettings,
): [string, string | LosslessNumber] {
  if (wanted.column === '*') {
    if (wanted.aggregation !== 'COUNT') {
      throw new DataServiceError(400, `${wanted.aggregation} needs a column; only COUNT takes *`);
    }
    return ['COUNT', new LosslessNumber(String(rows.length))];
  }
  const column = resolveColumn(table, wanted.column);
  const name = `${table.name}.${column.alias}_${wanted.aggregation}`;
  const [action = '', distinct] = wanted.aggregation.split('_');
  const all = rows.map((row) => row[column.alias] ?? '');
  const texts = distinct === undefined ? all : [...new Set(all)];
  if (action === 'COUNT') {
    return [name, new LosslessNumber(String(texts.length))];
  }
  if (action === 'MIN' || action === 'MAX') {
    const ordered = [...texts].sort(comparison(column));
    const text = (action === 'MIN' ? ordered[0] : ordered.at(-1)) ?? '';
    return [
      name,
      column.kind === 'number' && text === '' ? new LosslessNumber('0') : shownCell(column, text, settings),
    ];
  }
  if (column.kind !== 'number' && column.kind !== 'untypedNumber') {
    throw new DataServiceError(500, `${wanted.aggregation} needs a number column; ${column.alias} is none`);
  }
  const shownScale = column.kind === 'number' ? column.shownScale : 0;
  const sum = sumOf(texts.map((text) => decimalOf(text)));
  const result =
    action === 'AVG' && texts.length > 0
      ? sum.dividedBy(decimalOf(String(texts.length))).toDecimalPlaces(shownScale)
      : sum;
  return [name, new LosslessNumber(withDecimals(result, shownScale))];
}
