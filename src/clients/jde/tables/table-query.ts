export interface Condition {
  readonly column: string;
  readonly operator: 'EQUAL' | 'LIST' | 'GREATER' | 'GREATER_EQUAL' | 'STR_CONTAIN' | 'STR_START_WITH';
  readonly values: readonly string[];
  /** The values are counts of days before JDE's own today; without it they are literals. */
  readonly special?: 'TODAY_MINUS_DAY';
}

export interface TableQuery<Column extends string> {
  /** What is looked for, for messages: `purchase order of the posting`. */
  readonly purpose: string;
  readonly table: string;
  readonly columns: readonly Column[];
  readonly conditions: readonly Condition[];
  /**
   * Rows are read page by page in the order of this column, each page a query of its own: AIS's page links die after
   * 60 seconds and with their session. Without it everything must fit into one page.
   */
  readonly pageBy?: Column;
  /** At most so many rows, and more are not wanted. */
  readonly firstRows?: number;
  /** Of the order by `pageBy`; default ASC. The other way only with `firstRows`, since pages go upwards. */
  readonly direction?: 'DESC';
}

export function equal(column: string, value: string): Condition {
  return { column, operator: 'EQUAL', values: [value] };
}

export function oneOf(column: string, values: readonly string[]): Condition {
  const distinct = [...new Set(values)];
  return { column, operator: distinct.length === 1 ? 'EQUAL' : 'LIST', values: distinct };
}

export function after(column: string, value: string): Condition {
  return { column, operator: 'GREATER', values: [value] };
}

export function contains(column: string, value: string): Condition {
  return { column, operator: 'STR_CONTAIN', values: [value] };
}

export function startsWith(column: string, value: string): Condition {
  return { column, operator: 'STR_START_WITH', values: [value] };
}

/** A date as a literal must be in the format of the service user's profile; counted from today it needs none. */
export function daysAgoOrLater(column: string, days: number): Condition {
  return { column, operator: 'GREATER_EQUAL', values: [String(days)], special: 'TODAY_MINUS_DAY' };
}
