import { compare, isNegative, isZero, minus, plus } from '../money/money';
import type { Book } from '../posting/books/entry';

/** What stands of a change order's journal on an account, for one of its lines; amounts are decimal strings. */
export interface BookedLine {
  readonly book: Book;
  /** Names the line for ever: `change_order_item:71`; `''`: it answers the others. */
  readonly item: string;
  /** As the chart prints it. */
  readonly account: string;
  readonly amount: string;
}

/** What the journal of a change order's approval is taken back by, as our ledger has it. */
export interface MemoReliefWanted {
  /** The change order's id. */
  readonly changeOrderId: string;
  readonly projectId: string;
  readonly commitmentId: string;
  /** In which its journal stands; `''`: that of the books. */
  readonly currency: string;
  /** As it stands. */
  readonly booked: readonly BookedLine[];
  /** What was taken back of it, also where people took that out again: it is not posted a second time by itself. */
  readonly relieved: readonly BookedLine[];
  /** What is billed of each line to date, by invoices that count. */
  readonly billed: Readonly<Record<string, string>>;
  /** The commitment is closed in Procore. */
  readonly isClosed: boolean;
}

/** Whether nothing was billed or closed of it yet, so that nothing is taken back. */
export function isUntouched({ billed, relieved, isClosed }: MemoReliefWanted): boolean {
  return !isClosed && relieved.length === 0 && Object.values(billed).every(isZero);
}

/**
 * What is to be posted so that what is taken back comes to what is billed of each line, or to all of it (`whole`): never more than
 * is booked, and never past 0. Where less is billed than before, or an invoice was voided, it is booked again.
 */
export function reliefDue({ booked, relieved, billed }: MemoReliefWanted, whole: boolean): readonly BookedLine[] {
  const items = [...new Set([...booked, ...relieved].map(({ item }) => item))].filter((item) => item !== '');
  return items.flatMap((item) => {
    let left = billed[item] ?? '0';
    return linesOf(item, booked, relieved).flatMap(({ book, account, amount, before }): BookedLine[] => {
      const target = whole ? amount : partWithin(left, amount);
      left = minus(left, target);
      // What was taken back stands with the opposite sign.
      const due = minus(minus('0', target), before);
      return isZero(due) ? [] : [{ book, item, account, amount: due }];
    });
  });
}

/** Each account of a line, with what is booked and what was taken back on it. */
function linesOf(item: string, booked: readonly BookedLine[], relieved: readonly BookedLine[]) {
  const sums = new Map<string, BookedLine & { readonly before: string }>();
  const count = (lines: readonly BookedLine[], of: 'amount' | 'before'): void => {
    for (const line of lines.filter((one) => one.item === item)) {
      const key = `${line.book} ${line.account}`;
      const sofar = sums.get(key) ?? { ...line, amount: '0', before: '0' };
      sums.set(key, { ...sofar, [of]: plus(sofar[of], line.amount) });
    }
  };
  count(booked, 'amount');
  count(relieved, 'before');
  return [...sums.values()];
}

/** As much of it as lies between 0 and the amount, on that one's side of 0. */
export function partWithin(billed: string, amount: string): string {
  if (isZero(amount) || isZero(billed) || isNegative(billed) !== isNegative(amount)) return '0';
  const isMore = isNegative(amount) ? compare(billed, amount) < 0 : compare(billed, amount) > 0;
  return isMore ? amount : billed;
}

/** A whole change order is billed by its lines too: `whole_change_order_item:9001/line-71` is of line 71. */
export function changeOrderLineOf(item: string): string | null {
  const id = /^change_order_item:(.+)$/.exec(item)?.[1] ?? /^whole_change_order_item:.*\/line-([^/]+)$/.exec(item)?.[1];
  return id === undefined ? null : `change_order_item:${id}`;
}

// Beside the change order's own document, so that an id alone still names that one.
const mark = 'CO-';

/** What the document that takes a change order's journal back is called: `CO-9001`. */
export function reliefId(changeOrderId: string): string {
  return `${mark}${changeOrderId}`;
}

/** The change order that such a document is of. */
export function changeOrderOf(id: string): string {
  return id.slice(mark.length);
}

/** What a plan follows from, as a text. */
export function reliefContent({ booked, relieved, billed, isClosed }: MemoReliefWanted): string {
  return JSON.stringify([booked, relieved, Object.entries(billed).sort(), isClosed]);
}
