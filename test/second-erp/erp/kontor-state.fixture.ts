import type {
  KontorBooks,
  KontorCreditor,
  KontorDocument,
  KontorInvoice,
  KontorJournal,
  KontorNature,
  KontorOrder,
  KontorSite,
} from './documents.fixture';
import { KontorFailure } from './faults.fixture';

/** A document as its maker gives it: number, times and state are Kontor's. */
export type Given<Document extends KontorDocument> = Omit<
  Document,
  'number' | 'madeAtMs' | 'changedAtMs' | 'changedBy' | 'state' | 'rejectedBecause' | 'matches' | 'blocked'
>;

/** Everything that Kontor keeps, and the checks that it makes before it takes something. */
export class KontorState {
  readonly books = new Map<string, KontorBooks>();
  readonly sites = new Map<string, KontorSite>();
  readonly natures = new Map<string, KontorNature>();
  readonly creditors = new Map<string, KontorCreditor>();
  readonly orders = new Map<string, KontorOrder>();
  readonly invoices = new Map<string, KontorInvoice>();
  readonly journals = new Map<string, KontorJournal>();
  readonly #numbers = new Map<string, number>();

  /** `B-1001`, `B-1002`, ... */
  nextNumber(prefix: string): string {
    const next = (this.#numbers.get(prefix) ?? 1000) + 1;
    this.#numbers.set(prefix, next);
    return `${prefix}-${next}`;
  }

  order(number: string): KontorOrder {
    return known(this.orders, number, 'order');
  }

  invoice(number: string): KontorInvoice {
    return known(this.invoices, number, 'invoice');
  }

  checkAccount(account: string): void {
    const [site = '', costCentre = '', nature = ''] = account.split('/');
    if (this.sites.get(site)?.open !== true) refuse(`${account}: site ${site} takes nothing`);
    if (costCentre === '') refuse(`${account} has no cost centre`);
    if (this.natures.get(nature)?.locked !== false) refuse(`${account}: nature ${nature} takes nothing`);
  }

  checkCreditor(number: string): void {
    const creditor = known(this.creditors, number, 'creditor');
    if (creditor.blocked !== '' || creditor.state === 'voided') refuse(`creditor ${number} is blocked`);
  }

  /** Only what was approved may be billed. */
  checkBillable(order: string, position: string): void {
    const { state, positions } = this.order(order);
    if (state !== 'approved') refuse(`order ${order} is ${state}`);
    if (!positions.some((one) => one.position === position)) refuse(`order ${order} has no position ${position}`);
  }

  checkMonth(books: string, day: string): void {
    const { openFrom, openTo } = known(this.books, books, 'books');
    const month = day.slice(0, 7);
    if (month < openFrom || month > openTo) refuse(`${month} is closed`);
  }
}

/** Throws a `KontorFailure`. */
export function refuse(message: string, members: readonly string[] = []): never {
  throw new KontorFailure('refused', message, members);
}

function known<One>(all: ReadonlyMap<string, One>, id: string, what: string): One {
  return all.get(id) ?? refuse(`there is no ${what} ${id}`);
}
