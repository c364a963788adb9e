import { instantOf, timeText } from './timestamps';

type Operator = '=' | '>=' | '>' | '<';

/**
 * One condition on one attribute. `id`: digits, unquoted. `ids`: one of several, of an expression alone. `time`: an instant. `begins`: a
 * text that begins so.
 */
export type Condition =
  | { readonly attribute: string; readonly is: 'ids'; readonly values: readonly string[] }
  | { readonly attribute: string; readonly is: 'text' | 'begins'; readonly value: string }
  | { readonly attribute: string; readonly is: 'id'; readonly operator: Operator; readonly value: string }
  | { readonly attribute: string; readonly is: 'time'; readonly operator: Operator; readonly atMs: number };

export const equalText = (attribute: string, value: string): Condition => ({ attribute, is: 'text', value });
export const beginsWith = (attribute: string, value: string): Condition => ({ attribute, is: 'begins', value });
export const equalId = (attribute: string, value: string): Condition => ({ attribute, is: 'id', operator: '=', value });
export const idIn = (attribute: string, values: readonly string[]): Condition => ({ attribute, is: 'ids', values });
export const laterId = (attribute: string, value: string): Condition => ({ attribute, is: 'id', operator: '>', value });
export const since = (attribute: string, atMs: number, operator: Operator = '>='): Condition => ({
  attribute,
  is: 'time',
  operator,
  atMs,
});

export type QueryStyle = 'semicolon' | 'expression';

/**
 * The `q` of these conditions, undefined when there is none. Strings stand in single quotes. A value that could end the
 * string, or begin a condition of its own, is not asked for: `;` has no escape, and how a quote is doubled is not documented.
 * Whoever reads compares again, so what is left out narrows nothing.
 */
export function queryText(conditions: readonly Condition[], style: QueryStyle): string | undefined {
  const parts = conditions.filter(isAskable).map((one) => conditionText(one, style));
  if (parts.length === 0) return undefined;
  return parts.join(style === 'semicolon' ? ';' : ' and ');
}

/** Whether a condition can stand in a `q` and mean nothing else. */
export function isAskable(condition: Condition): boolean {
  switch (condition.is) {
    case 'text':
    case 'begins':
      return condition.value !== '' && !/['";*%\\\p{Cc}]/u.test(condition.value);
    case 'id':
      return isId(condition.value);
    case 'ids':
      return condition.values.length > 0 && condition.values.every(isId);
    case 'time':
      return true;
  }
}

function isId(value: string): boolean {
  return /^\d{1,19}$/.test(value);
}

function conditionText(condition: Condition, style: QueryStyle): string {
  const { attribute } = condition;
  switch (condition.is) {
    case 'text':
      return `${attribute}='${condition.value}'`;
    case 'begins':
      return `${attribute} LIKE '${condition.value}%'`;
    case 'id':
      return `${attribute}${condition.operator}${condition.value}`;
    case 'ids':
      if (style === 'semicolon') throw new RangeError(`${attribute}: conditions alone cannot ask for one of several`);
      return `${attribute} in (${condition.values.join(',')})`;
    case 'time': {
      const time = timeText(condition.atMs);
      return `${attribute}${condition.operator}${style === 'semicolon' ? time : `'${time}'`}`;
    }
  }
}

/** Whether a row is what was asked for. An attribute that the row does not show decides nothing. */
export function holds(row: Readonly<Record<string, unknown>>, condition: Condition): boolean {
  const value = row[condition.attribute];
  if (typeof value !== 'string') return value === undefined;
  switch (condition.is) {
    case 'text':
      return value === condition.value;
    case 'begins':
      return value.startsWith(condition.value);
    case 'id':
      return /^\d+$/.test(value) && compares(BigInt(value), condition.operator, BigInt(condition.value));
    case 'ids':
      return condition.values.includes(value);
    case 'time':
      return compares(instantOf(value), condition.operator, condition.atMs);
  }
}

function compares<Value extends number | bigint>(one: Value, operator: Operator, other: Value): boolean {
  switch (operator) {
    case '=':
      return one === other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '<':
      return one < other;
  }
}

/** The same question of a row that stands: what must then find it. Null where the row does not say. */
export function sameShape(
  conditions: readonly Condition[],
  row: Readonly<Record<string, unknown>>,
): readonly Condition[] | null {
  const own = conditions.map((condition): Condition | null => {
    const value = row[condition.attribute];
    if (typeof value !== 'string') return null;
    switch (condition.is) {
      case 'text':
        return { ...condition, value };
      case 'begins':
        return { ...condition, value: value.slice(0, condition.value.length) };
      case 'ids':
        return { ...condition, values: [value] };
      case 'id':
        return { ...condition, operator: condition.operator === '>' ? '>=' : condition.operator, value };
      case 'time':
        return { ...condition, operator: '>=', atMs: instantOf(value) };
    }
  });
  return own.every((one) => one !== null && isAskable(one)) ? (own as readonly Condition[]) : null;
}
