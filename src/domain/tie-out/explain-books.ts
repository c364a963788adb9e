import { equals, isZero, minus, negate, plus, sum } from '../money/money';
import { byPeriod, divide } from './divide';
import { isBelowUnit } from './explain-procore';
import {
  placeOf,
  type Cell,
  type Difference,
  type DocumentSides,
  type ErpAmount,
  type Explained,
  type LedgerAmount,
  type TieOutCause,
} from './sides';

type Place = ReturnType<typeof placeOf>;

interface Part extends Place {
  readonly period: string;
  readonly amount: string;
}

/** The ERP's books less our ledger, by the lines under our keys: each posting and account is compared by itself. */
export function explainBooks(sides: DocumentSides): Explained {
  const { currency, standing: ofDocument, name: document } = sides;
  const cells: Cell[] = [];
  const differences: Difference[] = [];
  for (const { key, standing } of sides.postings) {
    const ledger = sides.ledger.filter(({ posting }) => posting === key);
    const erp = sides.erp.filter(({ posting }) => posting === key);
    for (const account of new Set([...ledger, ...erp].map((line) => line.account))) {
      const own = ledger.filter((line) => line.account === account);
      const shown = erp.filter((line) => line.account === account);
      const { stands, differs } = compared(own, shown, account);
      cells.push(...stands.map((part): Cell => ({ ...part, currency, side: 'erp' })));
      const early = ofDocument === 'held' ? ofDocument : standing;
      const told =
        early === null ? causesOf(differs, own, shown, currency) : differs.map((part) => ({ part, cause: early }));
      for (const { part, cause } of told) {
        if (!isZero(part.amount)) differences.push({ ...part, currency, of: 'erp', cause, document });
      }
    }
  }
  return { cells, differences };
}

/**
 * What stands, row by row, and what of it differs. Where several codes of ours share the account, the ERP does not say which is
 * which: what it shows otherwise stands on the row of the account and is divided among none of them.
 */
function compared(
  own: readonly LedgerAmount[],
  shown: readonly ErpAmount[],
  account: string,
): { readonly stands: readonly Part[]; readonly differs: readonly Part[] } {
  const [ledger, erp] = [byPeriod(own), byPeriod(shown.filter(({ isInBooks }) => isInBooks))];
  const codes = new Set(own.map(({ code }) => code));
  const [only] = codes;
  const shared: Place =
    codes.size === 1 && only !== undefined ? placeOf({ code: only, account }) : { code: '', account };
  const stands: Part[] = [];
  const differs: Part[] = [];
  for (const period of new Set([...ledger.keys(), ...erp.keys()])) {
    const ours = partsIn(own, period, account);
    const [total, amount] = [ledger.get(period) ?? '0', erp.get(period) ?? '0'];
    if (codes.size > 1 && isZero(amount)) {
      differs.push(...ours.map((part) => ({ ...part, amount: negate(part.amount) })));
      continue;
    }
    const left = minus(amount, total);
    if (codes.size > 1 || isZero(left)) {
      stands.push(...ours, { ...shared, period, amount: left });
    } else {
      stands.push({ ...shared, period, amount });
    }
    differs.push({ ...shared, period, amount: left });
  }
  return { stands: stands.filter(({ amount }) => !isZero(amount)), differs };
}

function causesOf(
  differs: readonly Part[],
  own: readonly LedgerAmount[],
  shown: readonly ErpAmount[],
  currency: string,
): readonly { readonly part: Part; readonly cause: TieOutCause }[] {
  const all = (cause: TieOutCause) => differs.map((part) => ({ part, cause }));
  const total = sum(differs.map(({ amount }) => amount));
  const isReversed = shown.some(({ added }) => added === 'reversal');
  if (isZero(total)) return all(isReversed ? 'reversal' : 'period');
  for (const cause of ['retainage', 'tax', 'reversal'] as const) {
    const added = sum(shown.filter((line) => line.added === cause && line.isInBooks).map(({ amount }) => amount));
    if (equals(total, added)) return all(cause);
  }
  // The account of a tax that the ERP reckons is its own to find.
  if (own.length > 0 && own.every(({ role, account }) => role === 'tax' && account === '')) return all('tax');
  const waiting = sum(shown.filter(({ isInBooks }) => !isInBooks).map(({ amount }) => amount));
  if (isZero(plus(total, waiting))) return all('inFlight');
  if (isBelowUnit(total, currency)) return all('rounding');
  const home = divide(byPeriod(own), byPeriod(shown)).total.period;
  const [at, ...others] = differs.filter(({ period }) => period === home);
  if (at === undefined || others.length > 0) return all('unknown');
  const elsewhere = differs.filter(({ period }) => period !== home);
  const moved = minus(at.amount, total);
  return [
    ...elsewhere.map((part) => ({ part, cause: 'period' as const })),
    { part: { ...at, amount: moved }, cause: 'period' },
    { part: { ...at, amount: negate(waiting) }, cause: 'inFlight' },
    { part: { ...at, amount: plus(total, waiting) }, cause: 'unknown' },
  ];
}

function partsIn(own: readonly LedgerAmount[], period: string, account: string): readonly Part[] {
  const inPeriod = own.filter((line) => line.period === period);
  return [...new Set(inPeriod.map(({ code }) => code))].map((code) => ({
    ...placeOf({ code, account }),
    period,
    amount: sum(inPeriod.filter((line) => line.code === code).map(({ amount }) => amount)),
  }));
}
