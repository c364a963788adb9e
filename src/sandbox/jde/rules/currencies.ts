import { parseDecimal, type Decimal } from '../../decimal';
import type { JdeSandboxSettings } from '../settings';
import type { Database } from '../tables/database';

const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'CLP', 'VND', 'ISK', 'PYG', 'UGX']);
const WITH_THREE = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

export function decimalsOf(currency: string): number {
  return WITHOUT_DECIMALS.has(currency) ? 0 : WITH_THREE.has(currency) ? 3 : 2;
}

/** The currency in which a company keeps its books; undefined for a company that is not there. */
export function domesticCurrency(database: Database, company: string): string | undefined {
  return database.table('F0010').get({ CO: company })?.['CRCD'];
}

/** The rate of the setting `exchangeRates`, keyed such as "EUR/USD": domestic = foreign times rate. */
export function rateOf(settings: JdeSandboxSettings, from: string, to: string): Decimal | undefined {
  const text = settings.exchangeRates[`${from}/${to}`];
  return text === undefined ? undefined : parseDecimal(text);
}

export function converted(amount: Decimal, rate: Decimal, currency: string): Decimal {
  return amount.times(rate).toDecimalPlaces(decimalsOf(currency));
}
