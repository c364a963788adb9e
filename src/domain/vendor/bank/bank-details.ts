import { validate as isRoutingNumber } from 'abavalidator';
import { countrySpecs, isValidBIC, isValidIBAN } from 'ibantools';

/** Where a supplier is to be paid, in full and without blanks. `''`: none. */
export interface BankDetails {
  /** ISO 3166 alpha-2, of the bank. */
  readonly country: string;
  /** Routing or transit number. */
  readonly routing: string;
  readonly account: string;
  readonly iban: string;
  /** SWIFT/BIC. */
  readonly swift: string;
}

export const bankDetailFields = ['country', 'routing', 'account', 'iban', 'swift'] as const;

/**
 * What was given, canonical; or all that is wrong with it, each with its field. A fault never quotes what was given: it is shown where
 * no account may be.
 */
export function readBankDetails(
  given: unknown,
): { readonly details: BankDetails } | { readonly faults: readonly string[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { faults: [`details: an object with ${bankDetailFields.join(', ')} is needed`] };
  }
  const entries = Object.entries(given);
  if (entries.some(([name]) => !bankDetailFields.some((field) => field === name))) {
    return { faults: [`details: only ${bankDetailFields.join(', ')} are taken; another name is in it`] };
  }
  const noTexts = entries.filter(([, value]) => typeof value !== 'string').map(([name]) => `${name}: a text is needed`);
  if (noTexts.length > 0) return { faults: noTexts };
  const compact = (field: string): string =>
    String(entries.find(([name]) => name === field)?.[1] ?? '').replace(/\s+/g, '');
  const details: BankDetails = {
    country: compact('country').toUpperCase(),
    routing: compact('routing'),
    account: compact('account'),
    iban: compact('iban').toUpperCase(),
    swift: compact('swift').toUpperCase(),
  };
  const faults = faultsOf(details);
  return faults.length > 0 ? { faults } : { details };
}

function faultsOf(details: BankDetails): readonly string[] {
  const masked = bankDetailFields.filter((field) => /[*•]/.test(details[field]));
  if (masked.length > 0) return masked.map((field) => `${field}: is masked; it is needed in full`);
  if (!/^[A-Z]{2}$/.test(details.country)) return ['country: the two letters of the country of the bank, e.g. US'];
  return [...(details.country === 'US' ? unitedStatesFaults(details) : otherFaults(details)), ...swiftFaults(details)];
}

function unitedStatesFaults({ routing, account, iban }: BankDetails): readonly string[] {
  const faults: string[] = [];
  if (!/^\d{9}$/.test(routing)) faults.push('routing: nine digits are needed for a bank in the United States');
  else if (!isRoutingNumber(routing)) faults.push('routing: its check digit does not fit; a digit is wrong');
  if (!/^[0-9A-Za-z-]{4,17}$/.test(account)) {
    faults.push('account: 4 to 17 digits or letters are needed for a bank in the United States');
  }
  if (iban !== '') faults.push('iban: banks in the United States have none; leave it out');
  return faults;
}

function otherFaults({ country, routing, account, iban }: BankDetails): readonly string[] {
  const faults: string[] = [];
  const hasIbans = countrySpecs[country]?.IBANRegistry === true;
  if (iban !== '') {
    if (!iban.startsWith(country)) faults.push('iban: does not begin with the country of the bank');
    else if (!isValidIBAN(iban)) faults.push('iban: its length or its check digits do not fit; something is mistyped');
  } else if (hasIbans) faults.push(`iban: is needed for a bank in ${country}`);
  if (account === '' && iban === '') {
    if (!hasIbans) faults.push('account: is needed for a bank in a country without IBANs');
  } else if (account !== '' && !/^[0-9A-Za-z-]{4,20}$/.test(account)) {
    faults.push('account: 4 to 20 digits or letters');
  }
  if (!/^[0-9A-Za-z-]{0,20}$/.test(routing)) faults.push('routing: at most 20 digits or letters');
  return faults;
}

function swiftFaults({ swift }: BankDetails): readonly string[] {
  return swift === '' || isValidBIC(swift) ? [] : ['swift: 8 or 11 characters, e.g. the form DEUTDEFF or DEUTDEFF500'];
}
