import { compare, isZero, negate, plus, smallestUnit, sum } from '../money/money';
import { addTo, byPeriod, divide } from './divide';
import {
  placeOf,
  type Difference,
  type DocumentSides,
  type LedgerAmount,
  type LedgerRole,
  type TieOutCause,
} from './sides';

/** Of no cost, so that Procore's costs never hold it. */
const besideCost: Partial<Record<LedgerRole, TieOutCause>> = {
  retainage: 'retainage',
  tax: 'tax',
  rounding: 'rounding',
  accrual: 'accrual',
  relief: 'relief',
};
/** Where nothing of a document is expected in our ledger, or not all of it. */
const first: readonly TieOutCause[] = ['held', 'inFlight', 'byHand'];

type Place = ReturnType<typeof placeOf>;

/** Procore less our ledger. */
export function explainProcore(sides: DocumentSides): readonly Difference[] {
  const { procore, ledger } = sides;
  const costs = ledger.filter(({ role }) => besideCost[role] === undefined);
  const places = new Map<string, Place>();
  for (const { code, account } of [...procore, ...costs.map(placeOf)]) {
    places.set(`${code}|${account}`, { code, account });
  }
  return [
    ...ledger.flatMap((line) => ofLine(sides, line)),
    ...[...places.values()].flatMap((place) => ofPlace(sides, place, costs)),
  ];
}

/** A line that stands for no cost is a difference by itself. */
function ofLine({ name, currency }: DocumentSides, line: LedgerAmount): readonly Difference[] {
  const { role, period, amount } = line;
  const cause = besideCost[role];
  if (cause === undefined || isZero(amount)) return [];
  return [{ ...placeOf(line), period, currency, of: 'procore', cause, amount: negate(amount), document: name }];
}

function ofPlace(sides: DocumentSides, place: Place, costs: readonly LedgerAmount[]): readonly Difference[] {
  const { name, currency, standing } = sides;
  const isHere = ({ code, account }: Place): boolean => code === place.code && account === place.account;
  const own = sides.procore.filter(isHere);
  const ledger = costs.filter((line) => isHere(placeOf(line)));
  const told = (period: string, cause: TieOutCause, amount: string): readonly Difference[] =>
    isZero(amount) ? [] : [{ ...place, period, currency, of: 'procore', cause, amount, document: name }];
  const { total, moved } = divide(byPeriod(own), byPeriod(ledger));
  if (standing !== null && first.includes(standing)) {
    const all = new Map(moved.map(({ period, amount }) => [period, amount]));
    addTo(all, total.period, total.amount);
    return [...all].flatMap(([period, amount]) => told(period, standing, amount));
  }
  const tax = sum(own.map((one) => one.tax));
  return [
    ...moved.flatMap(({ period, amount }) => told(period, 'period', amount)),
    ...causesOf(total.amount, tax, sides).flatMap(([cause, amount]) => told(total.period, cause, amount)),
  ];
}

/** What is left once periods are told. Tax explains only what it explains to the cent. */
function causesOf(
  amount: string,
  tax: string,
  { currency, standing }: DocumentSides,
): readonly (readonly [TieOutCause, string])[] {
  const withoutTax = plus(amount, tax);
  if (!isZero(tax) && isBelowUnit(withoutTax, currency)) {
    return [
      ['tax', negate(tax)],
      ['rounding', withoutTax],
    ];
  }
  if (standing !== null) return [[standing, amount]];
  return [[isBelowUnit(amount, currency) ? 'rounding' : 'unknown', amount]];
}

/** Less than a unit of the currency: what cannot be booked. */
export function isBelowUnit(amount: string, currency: string): boolean {
  const size = compare(amount, '0') < 0 ? negate(amount) : amount;
  return compare(size, smallestUnit(currency)) < 0;
}
