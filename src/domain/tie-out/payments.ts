import { isZero, minus, sum } from '../money/money';
import { addTo, byPeriod, divide } from './divide';
import { tieOutCauses, type TieOutCause } from './sides';
import type { CausePart } from './tie-out';

/** Cash, as a decimal string in the currency of the invoice, in the month (`YYYY-MM`) of its date. */
export interface PaidAmount {
  readonly period: string;
  readonly amount: string;
}

/** All that three sides say of one payment of an invoice, of whatever month. */
export interface PaymentSides {
  /** As people call it. */
  readonly name: string;
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

/** What was paid of one commitment in the month, in one currency. */
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
  /** Payments that any side has in the month. */
  readonly payments: number;
}

const nothing: TiedPayments = { rows: [], differences: [], payments: 0 };

/** Payments of one month, by commitment: what each side says, and why two of them differ, to the cent. */
export function tiePayments(month: string, all: readonly PaymentSides[]): TiedPayments {
  const inMonth = all.filter((one) =>
    [...(one.procore ?? []), ...one.ledger, ...one.erp].some(({ period }) => period === month),
  );
  if (inMonth.length === 0) return nothing;
  const differences = inMonth.flatMap((one) => [...explained(month, one, 'procore'), ...explained(month, one, 'erp')]);
  const places = new Map(inMonth.map(({ commitment, currency }) => [`${commitment}|${currency}`, commitment]));
  const rows = [...places].sort(byText).map(([place, commitment]): PaymentRow => {
    const own = inMonth.filter((one) => `${one.commitment}|${one.currency}` === place);
    const of = (side: Side | 'ledger'): string =>
      sum(own.flatMap((one) => one[side] ?? []).flatMap(({ period, amount }) => (period === month ? [amount] : [])));
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
  return { rows, differences: byDocument, payments: inMonth.length };
}

/** Where it stands tells all of what differs; else the same amount may stand in another month; the rest nobody knows. */
function explained(month: string, one: PaymentSides, of: Side): readonly PaymentDifference[] {
  const { name: document, commitment, currency, standing } = one;
  const amounts = one[of];
  if (amounts === null) return [];
  const { total, moved } = divide(byPeriod(amounts), byPeriod(one.ledger));
  const parts = new Map<TieOutCause, string>();
  const told = (period: string, cause: TieOutCause, amount: string): void => {
    if (period === month) addTo(parts, cause, amount);
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
