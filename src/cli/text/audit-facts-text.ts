import { isDecimalText } from '../../domain/money/money';
import { readableAmount } from '../../domain/money/readable-amount';

/** Facts of an audit entry as a person reads them: `mapping version: 2; reasons: tax, currency`, what is empty left out. */
export function auditFactsText(facts: Readonly<Record<string, unknown>>): string {
  const currency = typeof facts['currency'] === 'string' ? facts['currency'] : '';
  return Object.entries(facts)
    .map(([name, value]) => [words(name), textOf(name === 'totals' ? shownTotals(value, currency) : value)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ');
}

/** What a plan comes to. */
function shownTotals(totals: unknown, currency: string): unknown {
  if (typeof totals !== 'object' || totals === null) return totals;
  const shown = Object.entries(totals as Readonly<Record<string, unknown>>).map(([name, amount]) => [
    name,
    typeof amount === 'string' && isDecimalText(amount) ? readableAmount(amount, currency) : amount,
  ]);
  return Object.fromEntries(shown);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value
      .map(textOf)
      .filter((one) => one !== '')
      .join(', ');
  }
  if (typeof value === 'object') {
    const inner = Object.entries(value)
      .map(([name, one]) => [words(name), textOf(one)] as const)
      .filter(([, text]) => text !== '');
    return inner.length === 0 ? '' : `(${inner.map(([name, text]) => `${name} ${text}`).join(', ')})`;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `contentHash`: content hash. What is no such word stays as it is. */
function words(name: string): string {
  if (!/^[a-z][a-zA-Z]*$/.test(name)) return name;
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
