import { readBankDetails } from './bank-details';
import { endOf, fitsMask } from './masked';

// New bank details are checked before anybody is asked to confirm them; a fault names its field, and never what was given.

const american = { country: 'US', routing: '021000021', account: '9876543210' };
const german = { country: 'DE', iban: 'DE89370400440532013000', swift: 'COBADEFF' };

const faultsOf = (given: object): readonly string[] => {
  const read = readBankDetails(given);
  return 'faults' in read ? read.faults : [];
};

test('blanks and the case of letters are no part of an account', () => {
  expect(readBankDetails({ country: ' us', routing: '0210 0002 1', account: '98 7654 3210 ' })).toEqual({
    details: { ...american, iban: '', swift: '' },
  });
  expect(readBankDetails({ country: 'de', iban: 'de89 3704 0044 0532 0130 00', swift: 'cobadeff' })).toEqual({
    details: { ...german, routing: '', account: '' },
  });
});

test.each<[string, object, string]>([
  ['a digit of the routing number', { ...american, routing: '021000022' }, 'routing: its check digit does not fit'],
  ['a routing number of eight digits', { ...american, routing: '02100002' }, 'routing: nine digits are needed'],
  ['no account', { ...american, account: '' }, 'account: 4 to 17'],
  ['an account of 18 digits', { ...american, account: '1'.repeat(18) }, 'account: 4 to 17'],
  ['an IBAN in the United States', { ...american, iban: 'DE89370400440532013000' }, 'iban: banks in the United States'],
  ['a digit of an IBAN', { ...german, iban: 'DE89370400440532013001' }, 'iban: its length or its check digits'],
  ['a short IBAN', { ...german, iban: 'DE8937040044053201300' }, 'iban: its length or its check digits'],
  ['an IBAN of another country', { ...german, country: 'FR' }, 'iban: does not begin with the country'],
  ['no IBAN where there are some', { country: 'DE', account: '532013000' }, 'iban: is needed for a bank in DE'],
  ['no account where there are no IBANs', { country: 'CA', routing: '000300002' }, 'account: is needed'],
  ['a SWIFT code of nine', { ...german, swift: 'COBADEFF5' }, 'swift: 8 or 11 characters'],
  ['a country in words', { ...american, country: 'United States' }, 'country: the two letters'],
  ['another name', { ...american, iBan: '' }, 'details: only country, routing, account, iban, swift are taken'],
  ['a number', { ...american, account: 9876543210 }, 'account: a text is needed'],
])('refused: %s', (_what, given, fault) => {
  expect(faultsOf(given)).toEqual([expect.stringContaining(fault)]);
});

test.each(['account', 'iban', 'routing', 'swift'])('a masked %s is refused, whatever else is right', (field) => {
  expect(faultsOf({ ...american, [field]: '****3210' })).toEqual([`${field}: is masked; it is needed in full`]);
});

test('no fault quotes what was given', () => {
  const all = [
    { ...american, routing: '021000022', account: '9'.repeat(18), iban: 'DE89370400440532013000' },
    { ...german, iban: 'DE89370400440532013001', swift: 'COBADEFF5', account: '1'.repeat(30) },
    { ...american, account: '****3210' },
    { country: 'US', '9876543210': '' },
  ].flatMap(faultsOf);
  expect(all.length).toBeGreaterThan(5);
  expect(all.join('\n')).not.toMatch(/\d{4}|COBA|[*]/);
});

test('of an account its last four digits are told, and none where that were half of it', () => {
  expect([endOf('9876543210'), endOf('12345678'), endOf('1234567'), endOf('')]).toEqual([
    '****3210',
    '****5678',
    '****',
    '****',
  ]);
});

test.each<[string, string, boolean]>([
  ['9876543210', '9876543210', true],
  ['9876543211', '9876543210', false],
  ['****3210', '9876543210', true],
  ['****3211', '9876543210', false],
  ['98******10', '9876543210', true],
  ['97******10', '9876543210', false],
  ['**********', '9876543210', true],
  ['****', '', false],
  ['', '', true],
])('%s can be %s: %s', (shown, full, fits) => {
  expect(fitsMask(shown, full)).toBe(fits);
});
