import { accountName } from '../account';
import type { Entry } from '../../posting/books/entry';
import type { BookedItem } from './booked';
import type { DistributionLineBody } from './posting-body';

/**
 * The entries of a voucher or journal: one for each item, which together make its cost lines, and one for each line that is
 * of no item. By account they add up to the distribution.
 */
export function bookedEntries(booked: {
  readonly supplier: string;
  readonly glDate: string;
  readonly items: readonly BookedItem[];
  readonly distribution: readonly DistributionLineBody[];
}): readonly Entry[] {
  const { supplier } = booked;
  const period = booked.glDate.slice(0, 7);
  const items = booked.items.map((item): Entry => ({
    book: 'cost',
    supplier,
    account: item.account,
    orderLine: item.orderLine,
    item: item.itemKey,
    amount: item.gross,
    gross: item.gross,
    withheld: item.netRetainage,
    tax: '0',
    period,
  }));
  const others = booked.distribution
    .filter((line) => line.role !== 'cost')
    .map((line): Entry => ({
      book: 'cost',
      supplier,
      account: accountName(line.account),
      orderLine: '',
      item: '',
      amount: line.amount,
      // It is part of what is certified to date, of no item.
      gross: line.role === 'rounding' ? line.amount : '0',
      withheld: '0',
      tax: line.role === 'tax' ? line.amount : '0',
      period,
    }));
  return [...items, ...others];
}
