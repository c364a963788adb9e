/** `date` is `YYYY/MM/DD`; `number` a decimal point and no thousands separator (reference 8.3). */
type ColumnType = 'text' | 'date' | 'number';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly maxLength: number | undefined;
  readonly isRequired: boolean;
}

const numbered = (name: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${name}${from + index}`);

const NAMES: readonly string[] = [
  ...['STATUS', 'LEDGER_ID', 'ACCOUNTING_DATE', 'USER_JE_SOURCE_NAME', 'USER_JE_CATEGORY_NAME', 'CURRENCY_CODE'],
  ...['DATE_CREATED', 'ACTUAL_FLAG'],
  ...numbered('SEGMENT', 1, 30),
  ...['ENTERED_DR', 'ENTERED_CR', 'ACCOUNTED_DR', 'ACCOUNTED_CR'],
  ...numbered('REFERENCE', 1, 10),
  ...numbered('REFERENCE', 21, 30),
  ...['STAT_AMOUNT', 'USER_CURRENCY_CONVERSION_TYPE', 'CURRENCY_CONVERSION_DATE', 'CURRENCY_CONVERSION_RATE'],
  ...['GROUP_ID', 'ATTRIBUTE_CATEGORY'],
  ...numbered('ATTRIBUTE', 1, 20),
  ...['ATTRIBUTE_CATEGORY3', 'AVERAGE_JOURNAL_FLAG', 'ORIGINATING_BAL_SEG_VALUE', 'LEDGER_NAME'],
  ...['ENCUMBRANCE_TYPE_ID', 'JGZZ_RECON_REF', 'PERIOD_NAME', 'REFERENCE18', 'REFERENCE19', 'REFERENCE20'],
  ...numbered('ATTRIBUTE_DATE', 1, 10),
  ...numbered('ATTRIBUTE_NUMBER', 1, 10),
  'GLOBAL_ATTRIBUTE_CATEGORY',
  ...numbered('GLOBAL_ATTRIBUTE', 1, 20),
  ...numbered('GLOBAL_ATTRIBUTE_DATE', 1, 5),
  ...numbered('GLOBAL_ATTRIBUTE_NUMBER', 1, 5),
];

const NUMBERS =
  /^((LEDGER|GROUP|ENCUMBRANCE_TYPE)_ID|(ENTERED|ACCOUNTED)_[DC]R|STAT_AMOUNT|CURRENCY_CONVERSION_RATE|.*ATTRIBUTE_NUMBER\d+)$/;
const DATES = /^(ACCOUNTING_DATE|DATE_CREATED|CURRENCY_CONVERSION_DATE|.*ATTRIBUTE_DATE\d+)$/;
const REQUIRED = [
  ...['STATUS', 'ACCOUNTING_DATE', 'USER_JE_SOURCE_NAME', 'USER_JE_CATEGORY_NAME'],
  ...['CURRENCY_CODE', 'DATE_CREATED', 'ACTUAL_FLAG'],
];
const LENGTHS: Readonly<Record<string, number>> = {
  REFERENCE1: 100,
  REFERENCE2: 240,
  REFERENCE4: 100,
  REFERENCE5: 240,
  REFERENCE6: 100,
  REFERENCE10: 240,
};

/** The 149 data columns of `GlInterface.csv` in their order; the literal `END` follows them. */
export const COLUMNS: readonly Column[] = NAMES.map((name) => ({
  name,
  type: NUMBERS.test(name) ? 'number' : DATES.test(name) ? 'date' : 'text',
  maxLength: LENGTHS[name],
  isRequired: REQUIRED.includes(name),
}));

export const SEGMENT_COLUMNS = numbered('SEGMENT', 1, 30);
