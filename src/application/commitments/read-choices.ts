import { isOfChangeOrder, itemOfLine } from '../../domain/commitment/older-lines';
import type { GoLiveChoice } from '../../domain/commitment/at-go-live';
import { isDecimalText, money } from '../../domain/money/money';
import { unescaped } from '../csv-cell';
import { headerFaults, type CsvRow } from '../read-csv';

export const choiceColumns = [
  'project',
  'commitment',
  'line_id',
  'description',
  'amount',
  'billed',
  'choice',
  'order',
  'order_line',
  'left',
] as const;

const words = ['link', 'balance', 'leave'] as const;

/** Finds a commitment, with the ids of its lines, by what the file calls it; or says why not. */
export type FindOlder = (
  project: string,
  commitment: string,
) => { readonly id: string; readonly lineIds: readonly string[] } | { readonly fault: string };

export interface ChosenFor {
  readonly commitmentId: string;
  readonly choice: GoLiveChoice;
}

export function checkChoiceHeader(header: readonly string[]): string[] {
  return headerFaults(choiceColumns, header);
}

/** What a file chooses for each commitment, or every fault with its line. Those without a choice are passed over. */
export function readChoices(
  rows: readonly CsvRow[],
  find: FindOlder,
): { readonly choices: readonly ChosenFor[] } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const byName = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const name = `${cell(row, 'project')}/${cell(row, 'commitment')}`;
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const choices = [...byName.values()].flatMap((own) => {
    const read = choiceOf(own, find);
    faults.push(...read.faults);
    return read.chosen === null ? [] : [read.chosen];
  });
  const twice = choices.filter((one, at) => choices.findIndex((other) => other.commitmentId === one.commitmentId) < at);
  faults.push(...twice.map(({ commitmentId }) => `commitment ${commitmentId} is named in two ways`));
  if (faults.length === 0 && choices.length === 0) faults.push('line 1: no row has a choice');
  return faults.length > 0 ? { faults } : { choices };
}

interface Read {
  readonly chosen: ChosenFor | null;
  readonly faults: readonly string[];
}

function choiceOf(rows: readonly CsvRow[], find: FindOlder): Read {
  const [first] = rows;
  if (first === undefined) return { chosen: null, faults: [] };
  const wanted = cell(first, 'choice');
  const faults = rows
    .filter((row) => cell(row, 'choice') !== wanted)
    .map(
      (row) =>
        `line ${row.line}: choice differs from "${wanted}" on line ${first.line}; all rows of a commitment carry the same`,
    );
  if (wanted === '' || faults.length > 0) return { chosen: null, faults };
  const word = words.find((one) => one === wanted);
  if (word === undefined) {
    return { chosen: null, faults: [`line ${first.line}: choice "${wanted}" is none of ${words.join(', ')}`] };
  }
  const found = find(cell(first, 'project'), cell(first, 'commitment'));
  if ('fault' in found) return { chosen: null, faults: [`line ${first.line}: ${found.fault}`] };
  if (word === 'leave') return { chosen: { commitmentId: found.id, choice: { choice: 'leave' } }, faults: [] };

  faults.push(...lineFaults(rows, found.lineIds));
  const byLine = (
    named: readonly CsvRow[],
    column: 'left' | 'order_line',
    isGood: (text: string) => boolean,
    expected: string,
  ) =>
    Object.fromEntries(
      named.map((row) => {
        const text = cell(row, column);
        if (!isGood(text)) faults.push(`line ${row.line}: ${column} "${text}" is not ${expected}`);
        return [itemOfLine(cell(row, 'line_id')), text] as const;
      }),
    );
  let choice: GoLiveChoice;
  if (word === 'balance') {
    const left = byLine(
      rows,
      'left',
      isDecimalText,
      'an amount: digits with an optional sign and decimal point, as in 1234.50',
    );
    choice = { choice: 'balance', left: faults.length > 0 ? {} : mapped(left, money) };
  } else {
    const order = cell(first, 'order');
    if (!/^[A-Za-z0-9-]{1,60}$/.test(order)) {
      faults.push(`line ${first.line}: order "${order}" is not the id of an order in the ERP`);
    }
    faults.push(
      ...rows
        .filter((row) => cell(row, 'order') !== order)
        .map((row) => `line ${row.line}: order differs from "${order}" on line ${first.line}`),
    );
    // A change order that is not on the order yet comes onto it by itself.
    const isToCome = (row: CsvRow): boolean => isOfChangeOrder(cell(row, 'line_id')) && cell(row, 'order_line') === '';
    const lines = byLine(
      rows.filter((row) => !isToCome(row)),
      'order_line',
      (text) => /^[1-9]\d{0,8}$/.test(text),
      'the number of a line of the order',
    );
    choice = { choice: 'link', order, lines };
  }
  return { chosen: faults.length > 0 ? null : { commitmentId: found.id, choice }, faults };
}

/** Each line of the commitment stands there once. */
function lineFaults(rows: readonly CsvRow[], lineIds: readonly string[]): string[] {
  const given = rows.map((row) => cell(row, 'line_id'));
  const faults: string[] = [];
  rows.forEach((row, at) => {
    const id = given[at] ?? '';
    if (!lineIds.includes(id)) faults.push(`line ${row.line}: line_id "${id}" is no line of the commitment`);
    else if (given.indexOf(id) < at) faults.push(`line ${row.line}: line_id ${id} stands there already`);
  });
  const missing = lineIds.filter((id) => !given.includes(id));
  if (missing.length > 0) faults.push(`line ${rows[0]?.line ?? 0}: the lines ${missing.join(', ')} are missing`);
  return faults;
}

function mapped(values: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, change(text)]));
}

function cell(row: CsvRow, column: (typeof choiceColumns)[number]): string {
  return unescaped((row.cells[column] ?? '').trim());
}
