import { isZero, minus, sum } from '../money/money';
import { addTo, byPeriod, divide } from './divide';
import { tieOutCauses, type TieOutCause } from './sides';
import type { CausePart } from './tie-out';

/** Cash, as a decimal string in the currency of the invoice. */
export interface PaidAmount {
  /** Its date's, as the window calls it. */
  readonly period: string;
  readonly amount: string;
}

/** Which payments are told of, by their dates. */
export interface PaymentWindow {
  /** The period that is told of, as `periodOf` gives it. */
  readonly period: string;
  /** Of a day, `YYYY-MM-DD`; null: the payment is not dated. */
  readonly periodOf: (day: string | null) => string;
  /** What is dated in it and was not polled yet changed on this day or later. */
  readonly changedFrom: string;
}

/** A month, `YYYY-MM`: what is not dated is in none. */
export function inMonth(month: string): PaymentWindow {
  return { period: month, periodOf: (day) => (day ?? '').slice(0, 7), changedFrom: `${month}-01` };
}

/** All up to a day; what is not dated may belong to it. */
export function throughDay(day: string): PaymentWindow {
  return {
    ...{ period: 'through', changedFrom: `${day.slice(0, 7)}-01` },
    periodOf: (of) => ((of ?? '') <= day ? 'through' : 'later'),
  };
}

/** All that three sides say of one payment of an invoice, of whatever period. */
export interface PaymentSides {
  /** Of its document, or of the record in Procore: unique. */
  readonly name: string;
  /** The check's, or whatever people know it by; `''`: not known. */
  readonly number: string;
  /** Whose invoice it pays; null: the record in Procore does not say. */
  readonly requisition: { readonly id: string; readonly number: number | null } | null;
  /** The number of the commitment whose invoice it pays. */
  readonly commitment: string;
  readonly currency: string;
  /** Where it stands with us, as far as that says why a side lacks it; null: it was written, and should be the same on all sides. */
  readonly standing: Extract<TieOutCause, 'held' | 'inFlight' | 'byHand' | 'typeOff'> | null;
  /** Contract payments; null: Procore does not let those of the project be read now. */
  readonly procore: readonly PaidAmount[] | null;
  /** What we wrote last and read back. */
  readonly ledger: readonly PaidAmount[];
  /** What counts of it: nothing of one that is voided. */
  readonly erp: readonly PaidAmount[];
}

type Side = 'procore' | 'erp';

/** A part of what two sides of a payment differ by. */
interface PaymentDifference {
  readonly commitment: string;
  readonly currency: string;
  /** `procore`: Procore less our ledger; `erp`: the ERP less our ledger. */
  readonly of: Side;
  readonly cause: TieOutCause;
  readonly amount: string;
  readonly document: string;
}

/** What was paid of one commitment in the period, in one currency. */
export interface PaymentRow {
  readonly commitment: string;
  readonly currency: string;
  /** Null: not read. */
  readonly procore: string | null;
  readonly ledger: string;
  readonly erp: string;
  readonly procoreLess: readonly CausePart[];
  readonly erpLess: readonly CausePart[];
}

export interface TiedPayments {
  /** By commitment. */
  readonly rows: readonly PaymentRow[];
  /** By payment. */
  readonly differences: readonly PaymentDifference[];
  /** Payments that any side has in the period. */
  readonly payments: number;
}

const nothing: TiedPayments = { rows: [], differences: [], payments: 0 };

/** Payments of one period, by commitment: what each side says, and why two of them differ, to the cent. */
export function tiePayments(wanted: string, all: readonly PaymentSides[]): TiedPayments {
  const told = paymentsOf(wanted, all);
  if (told.length === 0) return nothing;
  const differences = told.flatMap((one) => [...explained(wanted, one, 'procore'), ...explained(wanted, one, 'erp')]);
  const places = new Map(told.map(({ commitment, currency }) => [`${commitment}|${currency}`, commitment]));
  const rows = [...places].sort(byText).map(([place, commitment]): PaymentRow => {
    const own = told.filter((one) => `${one.commitment}|${one.currency}` === place);
    const of = (side: Side | 'ledger'): string => sum(own.map((one) => amountIn(wanted, one[side] ?? [])));
    const isRead = own.every(({ procore }) => procore !== null);
    const currency = own[0]?.currency ?? '';
    const less = (side: Side): readonly CausePart[] =>
      partsOf(
        differences.filter((one) => one.of === side && one.commitment === commitment && one.currency === currency),
      );
    return {
      ...{ commitment, currency, procore: isRead ? of('procore') : null, ledger: of('ledger'), erp: of('erp') },
      ...{ procoreLess: less('procore'), erpLess: less('erp') },
    };
  });
  const byDocument = differences.toSorted((a, b) => byText([a.document], [b.document]));
  return { rows, differences: byDocument, payments: told.length };
}

/** Those of which any side says something in the period. */
export function paymentsOf<Sides extends PaymentSides>(wanted: string, all: readonly Sides[]): readonly Sides[] {
  return all.filter((one) =>
    [...(one.procore ?? []), ...one.ledger, ...one.erp].some(({ period }) => period === wanted),
  );
}

export function amountIn(wanted: string, amounts: readonly PaidAmount[]): string {
  return sum(amounts.flatMap(({ period, amount }) => (period === wanted ? [amount] : [])));
}

/** Where it stands tells all of what differs; else the same amount may stand in another month; the rest nobody knows. */
function explained(wanted: string, one: PaymentSides, of: Side): readonly PaymentDifference[] {
  const { name: document, commitment, currency, standing } = one;
  const amounts = one[of];
  if (amounts === null) return [];
  const { total, moved } = divide(byPeriod(amounts), byPeriod(one.ledger));
  const parts = new Map<TieOutCause, string>();
  const told = (period: string, cause: TieOutCause, amount: string): void => {
    if (period === wanted) addTo(parts, cause, amount);
  };
  for (const { period, amount } of moved) told(period, standing ?? 'period', amount);
  told(total.period, standing ?? 'unknown', total.amount);
  return [...parts]
    .filter(([, amount]) => !isZero(amount))
    .map(([cause, amount]) => ({ commitment, currency, of, cause, amount, document }));
}

function partsOf(differences: readonly PaymentDifference[]): readonly CausePart[] {
  return tieOutCauses.flatMap((cause) => {
    const amount = sum(differences.filter((one) => one.cause === cause).map((one) => one.amount));
    return isZero(amount) ? [] : [{ cause, amount }];
  });
}

function byText([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Procore, or the ERP, less our ledger; null: not read. */
export function paymentsLessLedger(row: PaymentRow, of: Side): string | null {
  const amount = row[of];
  return amount === null ? null : minus(amount, row.ledger);
}
