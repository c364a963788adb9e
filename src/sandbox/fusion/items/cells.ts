import { LosslessNumber } from 'lossless-json';
import { parseDecimal } from '../../decimal';
import type { JsonValue } from '../../http/json-value';
import type { Attribute } from '../resources/definition';
import type { Cell } from './item';

/** Says what would be right; whoever reads a body or a file adds where it stands. */
export class CellError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CellError';
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A timestamp without an offset would mean another instant to each reader. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

export function instantOf(text: string): string | undefined {
  const parsed = TIMESTAMP.test(text) ? new Date(text) : undefined;
  return parsed === undefined || Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}

export function cellOf(attribute: Attribute, value: JsonValue): Cell {
  if (value === null) {
    return null;
  }
  const text = value instanceof LosslessNumber ? value.value : value;
  switch (attribute.type) {
    case 'boolean':
      if (text === true || text === 'true') return true;
      if (text === false || text === 'false') return false;
      throw new CellError(`${attribute.name} must be true or false`);
    case 'id':
    case 'integer':
      if (typeof text === 'string' && /^-?\d+$/.test(text)) return text;
      throw new CellError(`${attribute.name} must be a whole number such as 300000047414503`);
    case 'number': {
      const number = typeof text === 'string' ? parseDecimal(text) : undefined;
      if (number !== undefined) return number.toFixed();
      throw new CellError(`${attribute.name} must be a number such as 1250.00`);
    }
    case 'date':
      if (typeof text === 'string' && DATE.test(text.slice(0, 10))) return text.slice(0, 10);
      throw new CellError(`${attribute.name} must be a date such as 2026-07-31`);
    case 'timestamp': {
      const instant = typeof text === 'string' ? instantOf(text) : undefined;
      if (instant !== undefined) return instant;
      throw new CellError(`${attribute.name} must be a timestamp with an offset such as 2026-07-31T10:00:00.000+00:00`);
    }
    case 'text':
      if (typeof text !== 'string') throw new CellError(`${attribute.name} must be a text`);
      if (attribute.maxLength !== undefined && text.length > attribute.maxLength) {
        throw new CellError(`${attribute.name} must have at most ${attribute.maxLength} characters`);
      }
      return text;
  }
}
