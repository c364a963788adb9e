/** One finding of the import: its code, and what it says of this row. */
export interface Finding {
  readonly code: string;
  readonly text: string;
}

/** The *Error Key* of the execution report. What the reference has no code for is under the sandbox's own, `EZ..`. */
export const ERROR_KEY: Readonly<Record<string, string>> = {
  EP01: 'This date is not in any open or future enterable period.',
  EP04: 'This date is not a business day.',
  EP05: 'There are no business days in this period.',
  WU01: 'Warning: this journal entry is unbalanced. It is accepted because suspense posting is allowed in this ledger.',
  EU02: 'This journal entry is unbalanced and suspense posting is not allowed in this ledger.',
  EF01: 'This account is inactive for this accounting date.',
  EF02: 'Detail posting is not allowed for this account.',
  EF03: 'This account is disabled.',
  EF04: 'This is an invalid account. Check the cross-validation rules and segment values.',
  EF05: 'There is no account with this account combination ID.',
  EC01: 'A conversion rate must be entered when the conversion type is User.',
  EC02: 'There is no conversion date.',
  EC03: 'A conversion type or an accounted amount must be supplied for a foreign currency journal line.',
  EC06: 'There is no conversion rate for this currency, conversion type and date.',
  EZ01: 'This journal category is not known.',
  EZ02: 'The reversal flag, period or method is not valid.',
};

export const finding = (code: string, text = ERROR_KEY[code] ?? code): Finding => ({ code, text });
