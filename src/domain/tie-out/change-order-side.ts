import { isDecimalText, isZero, minus, negate, sum } from '../money/money';
import type { ProcoreChangeOrder } from '../procore/procore-change-orders';
import { lineAmount } from '../requisition/prorate-change-order';
import type { ProcoreSide } from './procore-side';
import type { ProcoreAmount } from './sides';

interface BookedLine {
  readonly account: string;
  /** `''` of what answers others. */
  readonly item: string;
  readonly amount: string;
}

interface ChangeOrderFacts {
  readonly changeOrder: ProcoreChangeOrder;
  /** What our ledger has of its journal. */
  readonly booked: readonly BookedLine[];
  /** The month of its approval, `YYYY-MM`. */
  readonly period: string;
  /** What our ledger has is not all of it: lines that it lacks count too. Else they were carried to the order otherwise. */
  readonly isOpen: boolean;
}

/**
 * What the approval of a change order comes to by the accounts that our ledger has it on: a commitment is no cost, so it stands on no
 * row of a cost code.
 */
export function changeOrderSide({ changeOrder, booked, period, isOpen }: ChangeOrderFacts): ProcoreSide {
  const accounts = new Map(booked.map(({ item, account }) => [item, account]));
  const lines = changeOrder.lineItems.flatMap((line): ProcoreAmount[] => {
    const account = accounts.get(`change_order_item:${line.id}`);
    const own = lineAmount(line);
    const amount = own !== null && isDecimalText(own) ? own : '0';
    return account === undefined && !isOpen ? [] : [{ code: '', account: account ?? '', period, amount, tax: '0' }];
  });
  const answers = booked.filter(({ item }) => item === '');
  const total = sum(lines.map(({ amount }) => amount));
  const others = answers.slice(0, -1).map(({ amount }) => amount);
  const answered = answers.map(({ account, amount }, index): ProcoreAmount => {
    const isLast = index === answers.length - 1;
    return { code: '', account, period, amount: isLast ? minus(negate(total), sum(others)) : amount, tax: '0' };
  });
  return { amounts: [...lines, ...answered].filter(({ amount }) => !isZero(amount)), codeOf: () => null };
}
