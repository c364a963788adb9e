import { ExactDecimal } from '../exact-decimal';
import type { JdeSandboxSettings } from '../settings';

const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'CLP', 'VND', 'ISK', 'PYG', 'UGX']);
const WITH_THREE = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

export function decimalsOf(currency: string): number {
  return WITHOUT_DECIMALS.has(currency) ? 0 : WITH_THREE.has(currency) ? 3 : 2;
}

/** The rate of the setting `exchangeRates`, keyed such as "EUR/USD": domestic = foreign times rate. */
export function rateOf(settings: JdeSandboxSettings, from: string, to: string): ExactDecimal | undefined {
  const text = settings.exchangeRates[`${from}/${to}`];
  return text === undefined ? undefined : ExactDecimal.parse(text);
}

export function converted(amount: ExactDecimal, rate: ExactDecimal, currency: string): ExactDecimal {
  return amount.times(rate).rounded(decimalsOf(currency));
}
