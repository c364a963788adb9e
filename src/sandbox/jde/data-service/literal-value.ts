import { parseDecimal, withDecimals, ZERO } from '../../decimal';
import type { JdeSandboxSettings } from '../settings';
import type { Column } from '../tables/column';
import { DataServiceError } from './data-service-error';
import type { Condition } from './query-schema';
import { movedDate } from './special-date';

export interface QueryContext {
  readonly settings: JdeSandboxSettings;
  readonly today: string;
  readonly username: string;
}

/** The value of a condition in the form in which the table keeps the column. */
export function literalValue(column: Column, value: Condition['value'][number], context: QueryContext): string {
  const { content, specialValueId } = value;
  if (specialValueId === 'LITERAL') {
    return literal(column, content, context.settings);
  }
  if (specialValueId === 'LOGIN_USER') {
    return context.username;
  }
  if (column.kind !== 'date') {
    throw new DataServiceError(500, `${specialValueId} needs a date column; ${column.alias} is none`);
  }
  const [, direction, unit] = specialValueId.split('_');
  const count = direction === undefined ? 0 : Number(content);
  if (!Number.isInteger(count)) {
    throw new DataServiceError(500, `${specialValueId} needs a whole number as its content, not "${content}"`);
  }
  return movedDate(context.today, direction === 'MINUS' ? -count : count, (unit ?? 'DAY') as 'DAY' | 'MONTH' | 'YEAR');
}

function literal(column: Column, content: string, settings: JdeSandboxSettings): string {
  switch (column.kind) {
    case 'text':
      return column.rightJustified ? content.trim() : content.trimEnd();
    case 'date':
      return dateLiteral(column, content.trim(), settings.simpleDateFormat);
    case 'number': {
      const plain = settings.decimalFormat === ',' ? content.replace(',', '.') : content;
      const value = content.trim() === '' ? ZERO : parseDecimal(plain);
      if (value === undefined || (settings.decimalFormat === ',' && content.includes('.'))) {
        throw new DataServiceError(
          500,
          `"${content}" for ${column.alias} is not a number in the user's format (decimal sign "${settings.decimalFormat}")`,
        );
      }
      return withDecimals(value, column.shownScale);
    }
    case 'untypedText':
    case 'untypedNumber':
      return content.trimEnd();
  }
}

/** Query literals are read in the user's date format, unlike what the service puts out (yyyyMMdd). */
function dateLiteral(column: Column, content: string, format: JdeSandboxSettings['simpleDateFormat']): string {
  if (content === '') {
    return '';
  }
  const order = format.split('/').map((part) => part[0]);
  const parts = content.split('/');
  const part = (letter: string): string => parts[order.indexOf(letter)] ?? '';
  const year = part('y');
  const text = `${year.length === 2 ? `20${year}` : year}${part('M').padStart(2, '0')}${part('d').padStart(2, '0')}`;
  const date = new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
  if (
    !/^\d{8}$/.test(text) ||
    parts.length !== 3 ||
    Number.isNaN(date.getTime()) ||
    date.getUTCDate() !== Number(part('d'))
  ) {
    throw new DataServiceError(
      500,
      `"${content}" for ${column.alias} is not a date in the user's format ${format}; or use TODAY_MINUS_DAY`,
    );
  }
  return text;
}
