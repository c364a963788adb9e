import { decimalOf, parseDecimal } from '../../decimal';
import { instantOf } from '../items/cells';
import type { Cell, Item } from '../items/item';
import type { Attribute } from '../resources/definition';

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like';

export interface Literal {
  readonly text: string;
  readonly isQuoted: boolean;
}

export type Test = (item: Item) => boolean;

/** Compares one attribute with a literal; undefined when the literal does not fit its type. */
export function compareWith(
  attribute: Attribute,
  operator: Operator,
  literal: Literal,
): ((cell: Cell) => boolean) | undefined {
  const wanted = normalized(attribute, literal.text);
  if (operator === 'like') {
    const pattern = new RegExp(`^${literal.text.split(/[*%]/).map(escaped).join('.*')}$`, 's');
    return (cell) => cell !== null && pattern.test(String(cell));
  }
  if (wanted === undefined) {
    return undefined;
  }
  return (cell) => {
    if (cell === null) {
      return false;
    }
    const order = orderOf(attribute, String(cell), wanted);
    switch (operator) {
      case '=':
        return order === 0;
      case '!=':
        return order !== 0;
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '>=':
        return order >= 0;
    }
  };
}

export function orderOf(attribute: Attribute, one: string, other: string): number {
  if (attribute.type === 'id' || attribute.type === 'integer' || attribute.type === 'number') {
    return decimalOf(one).comparedTo(decimalOf(other));
  }
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Timestamps compare as instants, whatever their offsets; a date stands for its first instant in UTC. */
function normalized(attribute: Attribute, text: string): string | undefined {
  switch (attribute.type) {
    case 'id':
    case 'integer':
    case 'number':
      return parseDecimal(text)?.toFixed();
    case 'timestamp':
      return instantOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : undefined;
    case 'boolean':
    case 'text':
      return text;
  }
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
