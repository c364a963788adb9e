import { CsvError, parse } from 'csv-parse/sync';

export interface CsvRow {
  /** Where the row ends in the file; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export type CsvResult = { readonly rows: CsvRow[] } | { readonly faults: string[] };

interface RecordWithInfo {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Rows by the header's names, or every fault by its line. `checkHeader` gives what is wrong with the header. */
export function readCsv(text: string, checkHeader: (header: readonly string[]) => readonly string[]): CsvResult {
  let records: readonly RecordWithInfo[];
  try {
    // With `info` the parser gives pairs, which its types do not say.
    records = parse(text, {
      bom: true,
      relax_column_count: true,
      info: true,
      skip_empty_lines: true,
    }) as unknown as readonly RecordWithInfo[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : '?';
    return { faults: [`line ${line}: ${quoteFaults[error.code] ?? error.message}`] };
  }
  const [first, ...others] = records;
  if (first === undefined) return { faults: ['line 1: the file is empty; it begins with its header'] };
  const header = first.record.map((name) => name.trim());
  const faults = checkHeader(header).map((fault) => `line 1: ${fault}`);
  if (faults.length > 0) {
    const [only = ''] = header;
    const separated = header.length === 1 && /[;\t]/.test(only);
    // Then every column is missing, and to name each would bury what is wrong.
    return {
      faults: separated
        ? [`line 1: columns are separated by commas; this file has ${/;/.test(only) ? 'semicolons' : 'tabs'}`]
        : faults,
    };
  }
  const unreadable = others.flatMap(({ record, info }) =>
    header.flatMap((name, index) =>
      (record[index] ?? '').includes('\u0000') ? [`line ${info.lines}, ${name}: holds a NUL character`] : [],
    ),
  );
  if (unreadable.length > 0) return { faults: unreadable };
  const uneven = others.filter(({ record }) => record.length !== header.length);
  if (uneven.length > 0) {
    return {
      faults: uneven.map(
        ({ record, info }) => `line ${info.lines}: has ${record.length} columns; the header has ${header.length}`,
      ),
    };
  }
  return {
    rows: others.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])),
    })),
  };
}

/** What is wrong with a header that is to have these columns and no others, in any order. */
export function headerFaults(known: readonly string[], header: readonly string[]): string[] {
  const expected = `the header is ${known.join(',')}`;
  return [
    ...header.filter((name) => !known.includes(name)).map((name) => `unknown column "${name}"; ${expected}`),
    ...known.filter((name) => !header.includes(name)).map((name) => `column "${name}" is missing; ${expected}`),
    ...known
      .filter((name) => header.filter((other) => other === name).length > 1)
      .map((name) => `column "${name}" stands in the header more than once`),
  ];
}

const quoteFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell; quote the whole cell and double the quotes in it',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is followed by more text; double a quote that belongs to the cell',
};
