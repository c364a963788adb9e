import { CsvError, parse } from 'csv-parse/sync';
import { parseDecimal } from '../../decimal';
import type { FusionSandboxSettings } from '../settings';
import { COLUMNS, type Column } from './columns';

/** By column name; what is empty is left out. Dates are `yyyy-MM-dd`, numbers plain decimal texts. */
export type RowValues = Readonly<Record<string, string>>;

/** Why the loader did not take a row. */
export class RejectedRow extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RejectedRow';
  }
}

const END = 'END';
const SIDES = ['ENTERED_DR', 'ENTERED_CR'] as const;
const AMOUNTS = [...SIDES, 'ACCOUNTED_DR', 'ACCOUNTED_CR'] as const;

/** One line of `GlInterface.csv` by position, or a `RejectedRow` (reference 8.3). */
export function readRow(line: string, settings: Pick<FusionSandboxSettings, 'shortRows' | 'oddAmounts'>): RowValues {
  const fields = fieldsOf(line);
  checkWidth(fields, settings);
  const entries = COLUMNS.map((column, index) => [column.name, valueOf(column, fields[index] ?? '')] as const);
  const values = Object.fromEntries(entries.filter(([, value]) => value !== ''));
  const flag = values['ACTUAL_FLAG'] ?? '';
  if (values['STATUS'] !== 'NEW') throw new RejectedRow('STATUS must be NEW.');
  if (!/^[AE]$/.test(flag)) throw new RejectedRow('ACTUAL_FLAG must be A, or E with an encumbrance type.');
  if (flag === 'E' && values['ENCUMBRANCE_TYPE_ID'] === undefined) {
    throw new RejectedRow('ENCUMBRANCE_TYPE_ID: the value is null.');
  }
  if (settings.oddAmounts === 'rejected') checkAmounts(values);
  return values;
}

function fieldsOf(line: string): readonly string[] {
  try {
    const [fields = []] = parse(line, { relax_column_count: true }) as unknown as readonly (readonly string[])[];
    return fields;
  } catch (error) {
    if (error instanceof CsvError) throw new RejectedRow('A quotation mark is not closed, or stands in a field.');
    throw error;
  }
}

/** Missing columns at the end are null; with all columns the row ends with the word END and nothing follows. */
function checkWidth(fields: readonly string[], { shortRows }: Pick<FusionSandboxSettings, 'shortRows'>): void {
  const isWhole = fields.length === COLUMNS.length + 1;
  if (fields.length > COLUMNS.length + 1) throw new RejectedRow(`The row has ${fields.length} columns.`);
  if (isWhole && fields.at(-1) !== END) throw new RejectedRow('Column 150 must be END.');
  if (!isWhole && shortRows === 'rejected') throw new RejectedRow(`The row has ${fields.length} columns, not 150.`);
}

function valueOf(column: Column, text: string): string {
  if (text === '') {
    if (column.isRequired) throw new RejectedRow(`${column.name}: the value is null.`);
    return '';
  }
  switch (column.type) {
    case 'text':
      if (column.maxLength !== undefined && text.length > column.maxLength) {
        throw new RejectedRow(`${column.name}: ${text.length} characters are too many, ${column.maxLength} may be.`);
      }
      return text;
    case 'date':
      return dateOf(column.name, text);
    case 'number': {
      const number = /\s/.test(text) ? undefined : parseDecimal(text);
      if (number === undefined) throw new RejectedRow(`${column.name}: invalid number.`);
      return number.toFixed();
    }
  }
}

function dateOf(name: string, text: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})\/(\d{2})\/(\d{2})$/.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const at = new Date(`${date}T00:00:00Z`);
  const isDay = year !== '' && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  if (!isDay) throw new RejectedRow(`${name}: invalid date, YYYY/MM/DD is expected.`);
  return date;
}

/** One side is filled and not negative; the other is empty, not 0. */
function checkAmounts(values: RowValues): void {
  if (SIDES.filter((name) => values[name] !== undefined).length !== 1) {
    throw new RejectedRow('One of ENTERED_DR and ENTERED_CR must be filled, the other empty.');
  }
  const negative = AMOUNTS.find((name) => values[name]?.startsWith('-'));
  if (negative !== undefined) throw new RejectedRow(`${negative}: the amount is negative.`);
}
