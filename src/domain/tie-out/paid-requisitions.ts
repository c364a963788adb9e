import { sum } from '../money/money';
import { amountIn, paymentsOf, tiePayments, type PaymentSides } from './payments';
import { tieOutCauses, type TieOutCause } from './sides';

/** What three sides say was paid, as decimal strings. */
interface Paid {
  /** Null: Procore does not let those of the project be read now. */
  readonly procore: string | null;
  readonly ledger: string;
  readonly erp: string;
}

/** What was paid of one requisition, in one currency; of none where the record in Procore names none. */
export interface PaidRequisition extends Paid, Pick<PaymentSides, 'commitment' | 'requisition' | 'currency'> {}

/** A payment of which the sides do not say the same. */
export interface DifferingPayment extends PaidRequisition, Pick<PaymentSides, 'name' | 'number'> {
  readonly causes: readonly TieOutCause[];
}

export interface PaidRequisitions {
  /** By commitment and number; what names no requisition last. */
  readonly requisitions: readonly PaidRequisition[];
  readonly differing: readonly DifferingPayment[];
}

/** What was paid in a period, requisition by requisition, and each payment that does not stand alike on all sides. */
export function paidRequisitions(wanted: string, all: readonly PaymentSides[]): PaidRequisitions {
  const told = paymentsOf(wanted, all).toSorted(inOrder);
  const keyOf = ({ commitment, requisition, currency }: PaymentSides): string =>
    JSON.stringify([commitment, requisition?.id ?? '', currency]);
  const groups = [...new Set(told.map(keyOf))].map((key) => told.filter((one) => keyOf(one) === key));
  const { differences } = tiePayments(wanted, told);
  return {
    requisitions: groups.flatMap((own) => (own[0] === undefined ? [] : [{ ...placeOf(own[0]), ...paid(wanted, own) }])),
    differing: told.flatMap((one) => {
      const own = differences.filter(({ document }) => document === one.name).map(({ cause }) => cause);
      if (own.length === 0) return [];
      const causes = tieOutCauses.filter((cause) => own.includes(cause));
      return [{ ...placeOf(one), ...paid(wanted, [one]), name: one.name, number: one.number, causes }];
    }),
  };
}

function placeOf({ commitment, requisition, currency }: PaymentSides) {
  return { commitment, requisition, currency };
}

function paid(wanted: string, own: readonly PaymentSides[]): Paid {
  const of = (side: 'procore' | 'ledger' | 'erp'): string => sum(own.map((one) => amountIn(wanted, one[side] ?? [])));
  const isRead = own.every(({ procore }) => procore !== null);
  return { procore: isRead ? of('procore') : null, ledger: of('ledger'), erp: of('erp') };
}

function inOrder(a: PaymentSides, b: PaymentSides): number {
  if (a.commitment !== b.commitment) return a.commitment < b.commitment ? -1 : 1;
  const [first, second] = [a, b].map(({ requisition }) => requisition?.number ?? Infinity);
  return first === second ? (a.name < b.name ? -1 : 1) : (first ?? 0) - (second ?? 0);
}
