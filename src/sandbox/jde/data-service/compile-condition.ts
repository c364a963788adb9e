import { decimalOf } from '../../decimal';
import type { Column } from '../tables/column';
import type { Row, Table } from '../tables/table';
import { DataServiceError } from './data-service-error';
import { literalValue, type QueryContext } from './literal-value';
import type { Condition, DataQuery } from './query-schema';
import { resolveColumn } from './resolve-column';

export type Predicate = (row: Row) => boolean;

export function compileQuery(table: Table, query: DataQuery | undefined, context: QueryContext): Predicate {
  if (query === undefined) {
    return () => true;
  }
  let joined = query.condition.length > 0 ? simple(table, query, context) : undefined;
  for (const group of query.complexQuery) {
    const before = joined;
    const next = simple(table, group.query, context);
    joined =
      before === undefined
        ? next
        : group.andOr === 'AND'
          ? (row) => before(row) && next(row)
          : (row) => before(row) || next(row);
  }
  return joined ?? (() => true);
}

function simple(table: Table, query: Pick<DataQuery, 'matchType' | 'condition'>, context: QueryContext): Predicate {
  const predicates = query.condition.map((condition) => compileCondition(table, condition, context));
  if (predicates.length === 0) {
    return () => true;
  }
  return query.matchType === 'MATCH_ANY'
    ? (row) => predicates.some((predicate) => predicate(row))
    : (row) => predicates.every((predicate) => predicate(row));
}

function compileCondition(table: Table, condition: Condition, context: QueryContext): Predicate {
  if (!condition.controlId.includes('.')) {
    throw new DataServiceError(500, `controlId ${condition.controlId} must be named as ${table.name}.ALIAS`);
  }
  const column = resolveColumn(table, condition.controlId);
  const { alias } = column;
  const { operator } = condition;
  const values = condition.value.map((value) => literalValue(column, value, context));
  const cell = (row: Row): string => row[alias] ?? '';
  const isBlank = (row: Row): boolean => cell(row).trim() === '' || (isNumeric(column) && Number(cell(row)) === 0);
  if (operator === 'STR_BLANK') {
    return isBlank;
  }
  if (operator === 'STR_NOT_BLANK') {
    return (row) => !isBlank(row);
  }
  const [first, second] = values;
  if (first === undefined || (operator === 'BETWEEN' && second === undefined)) {
    throw new DataServiceError(
      400,
      `${operator} on ${condition.controlId} needs ${operator === 'BETWEEN' ? 'two values' : 'a value'}`,
    );
  }
  const compare = comparison(column);
  switch (operator) {
    case 'EQUAL':
      return (row) => compare(cell(row), first) === 0;
    case 'NOT_EQUAL':
      return (row) => compare(cell(row), first) !== 0;
    case 'LESS':
      return (row) => compare(cell(row), first) < 0;
    case 'LESS_EQUAL':
      return (row) => compare(cell(row), first) <= 0;
    case 'GREATER':
      return (row) => compare(cell(row), first) > 0;
    case 'GREATER_EQUAL':
      return (row) => compare(cell(row), first) >= 0;
    case 'BETWEEN':
      return (row) => compare(cell(row), first) >= 0 && compare(cell(row), second ?? first) <= 0;
    case 'LIST':
      return oneOf(column, values, cell);
    case 'STR_START_WITH':
      return (row) => cell(row).startsWith(first);
    case 'STR_END_WITH':
      return (row) => cell(row).endsWith(first);
    case 'STR_CONTAIN':
      return (row) => cell(row).includes(first);
  }
}

/** A list may be long and the table large: what is equal to the letter is found at once. */
function oneOf(column: Column, values: readonly string[], cell: (row: Row) => string): Predicate {
  const texts = new Set(values);
  const compare = comparison(column);
  const areWhole = isNumeric(column) && values.every((value) => isWhole(value));
  return (row) => {
    const own = cell(row);
    if (texts.has(own)) return true;
    return !(areWhole && isWhole(own)) && values.some((value) => compare(own, value) === 0);
  };
}

/** A number of which there is one way to write it, and which a float holds exactly. */
function isWhole(text: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(text);
}

function isNumeric(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'untypedNumber';
}

/** As the database would order the column: numbers by value, right-justified codes with their padding. */
export function comparison(column: Column): (left: string, right: string) => number {
  if (isNumeric(column)) {
    return (left, right) => {
      if (left === right) return 0;
      return isWhole(left) && isWhole(right)
        ? Number(left) - Number(right)
        : decimalOf(left).comparedTo(decimalOf(right));
    };
  }
  if (column.kind === 'text' && column.rightJustified) {
    const { length } = column;
    return (left, right) => compareTexts(left.padStart(length), right.padStart(length));
  }
  return compareTexts;
}

function compareTexts(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
