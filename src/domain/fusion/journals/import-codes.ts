/** What the codes of an import's report mean (reference 8.6). */
const codes: Readonly<Record<string, string>> = {
  EF01: 'the account is not active on that date',
  EF02: 'the account takes no detail postings',
  EF03: 'the account is disabled',
  EF04: 'the account is not valid',
  EF05: 'there is no account with that combination id',
  EU02: 'the journal does not balance',
  EP01: 'the date is in no open or future enterable period',
  EP04: 'the date is no business day',
  EP05: 'the period has no business day',
  EC01: 'the conversion rate is missing',
  EC02: 'the conversion date is missing',
  EC03: 'the conversion type or an amount is missing',
  EC06: 'there is no conversion rate for the date',
};

/** `EF04 (the account is not valid)`; of a code that nobody knows, what the report itself says of it. */
export function importCodeText(code: string, said: string): string {
  const words = codes[code] ?? said;
  return words === '' ? code : `${code} (${words})`;
}

/** Codes that speak of the account of a line. */
export function isOfAccount(code: string): boolean {
  return code.startsWith('EF');
}
