const numbered = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${prefix}${String(from + index)}`);

/** The columns of GlInterface.csv in their order (reference 8.3); a row ends with the word END behind the last. */
export const interfaceColumns: readonly string[] = [
  ...['STATUS', 'LEDGER_ID', 'ACCOUNTING_DATE', 'USER_JE_SOURCE_NAME', 'USER_JE_CATEGORY_NAME'],
  ...['CURRENCY_CODE', 'DATE_CREATED', 'ACTUAL_FLAG'],
  ...numbered('SEGMENT', 1, 30),
  ...['ENTERED_DR', 'ENTERED_CR', 'ACCOUNTED_DR', 'ACCOUNTED_CR'],
  ...numbered('REFERENCE', 1, 10),
  ...numbered('REFERENCE', 21, 30),
  ...['STAT_AMOUNT', 'USER_CURRENCY_CONVERSION_TYPE', 'CURRENCY_CONVERSION_DATE', 'CURRENCY_CONVERSION_RATE'],
  ...['GROUP_ID', 'ATTRIBUTE_CATEGORY'],
  ...numbered('ATTRIBUTE', 1, 20),
  ...['ATTRIBUTE_CATEGORY3', 'AVERAGE_JOURNAL_FLAG', 'ORIGINATING_BAL_SEG_VALUE', 'LEDGER_NAME'],
  ...['ENCUMBRANCE_TYPE_ID', 'JGZZ_RECON_REF', 'PERIOD_NAME'],
  ...numbered('REFERENCE', 18, 20),
  ...numbered('ATTRIBUTE_DATE', 1, 10),
  ...numbered('ATTRIBUTE_NUMBER', 1, 10),
  'GLOBAL_ATTRIBUTE_CATEGORY',
  ...numbered('GLOBAL_ATTRIBUTE', 1, 20),
  ...numbered('GLOBAL_ATTRIBUTE_DATE', 1, 5),
  ...numbered('GLOBAL_ATTRIBUTE_NUMBER', 1, 5),
];

/** One line of the file: what is not given is empty. Throws a RangeError for a name that is no column. */
export function interfaceRow(values: Readonly<Record<string, string>>): string {
  const unknown = Object.keys(values).find((name) => !interfaceColumns.includes(name));
  if (unknown !== undefined) throw new RangeError(`GlInterface.csv has no column ${unknown}`);
  return [...interfaceColumns.map((name) => csvField(values[name] ?? '')), 'END'].join(',');
}

/** A field of CSV: in quotation marks where it must be, with those in it doubled. A line break would end the row. */
function csvField(value: string): string {
  const text = value.replace(/[\r\n]+/g, ' ');
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
