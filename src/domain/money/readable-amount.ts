import { decimalsOf, money } from './money';

/** For messages: `10,000.00 USD`. Shows every decimal there is, so that a difference is never rounded away. */
export function readableAmount(amount: string, currency: string): string {
  const [whole = '0', fraction = ''] = money(amount).replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = fraction.padEnd(decimalsOf(currency), '0');
  const sign = money(amount).startsWith('-') ? '-' : '';
  return `${sign}${grouped}${decimals === '' ? '' : `.${decimals}`}${currency === '' ? '' : ` ${currency}`}`;
}
