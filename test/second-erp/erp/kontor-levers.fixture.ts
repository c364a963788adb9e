import type {
  InvoiceLine,
  KontorBooks,
  KontorCreditor,
  KontorDocument,
  KontorInvoice,
  KontorJournal,
  KontorNature,
  KontorOrder,
  KontorSite,
  OrderPosition,
} from './documents.fixture';
import type { KontorState } from './kontor-state.fixture';
import { refuse } from './kontor-state.fixture';

/** What people do in Kontor, by the numbers that Kontor gave. Whatever is not possible there throws a `KontorFailure`. */
export class KontorLevers {
  readonly #state: KontorState;
  readonly #now: () => number;

  constructor(state: KontorState, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  addBooks(books: KontorBooks): void {
    this.#state.books.set(books.code, books);
  }

  addSite(site: KontorSite): void {
    this.#state.sites.set(site.code, site);
  }

  addNature(nature: KontorNature): void {
    this.#state.natures.set(nature.code, nature);
  }

  addCreditor(creditor: Omit<KontorCreditor, 'madeAtMs' | 'changedAtMs' | 'changedBy'>): void {
    const nowMs = this.#now();
    const made = { madeAtMs: nowMs, changedAtMs: nowMs, changedBy: 'clerk' };
    this.#state.creditors.set(creditor.number, { ...creditor, ...made });
  }

  /** `''` lets it go again. */
  block(creditor: string, why: string): void {
    this.#change(this.#state.creditors, creditor, (one) => {
      one.blocked = why;
    });
  }

  /** To the approver; nothing happens to an order that is with him, or approved. */
  submit(order: string, by = 'buyer'): void {
    const { state } = this.#state.order(order);
    if (state === 'submitted' || state === 'approved') return;
    this.#move(order, ['draft', 'rejected'], 'submitted', by);
  }

  approve(order: string): void {
    this.#move(order, ['submitted'], 'approved', 'approver');
  }

  reject(order: string, because: string): void {
    this.#move(order, ['submitted'], 'rejected', 'approver');
    this.#state.order(order).rejectedBecause = because;
  }

  /** A rejected order is taken up again, so that it may be corrected and submitted. */
  takeUp(order: string): void {
    this.#move(order, ['rejected'], 'draft', 'buyer');
  }

  /** Somebody changes a position of an order that is not voided. */
  editOrder(order: string, position: string, to: Partial<Omit<OrderPosition, 'position'>>): void {
    this.#change(this.#state.orders, order, (one) => {
      if (one.state === 'voided') refuse(`order ${order} is voided`);
      one.positions = one.positions.map((own) => (own.position === position ? { ...own, ...to } : own));
    });
  }

  /** Somebody in accounts payable changes the lines of an invoice that is not booked. */
  editInvoice(invoice: string, lines: readonly InvoiceLine[]): void {
    this.#change(this.#state.invoices, invoice, (one) => {
      if (one.state !== 'parked') refuse(`invoice ${invoice} is ${one.state}`);
      one.lines = [...lines];
    });
  }

  book(invoice: string): void {
    this.#moveInvoice(invoice, 'parked', 'booked');
  }

  /** Accounts payable takes a booked invoice back: it is parked again. */
  takeBack(invoice: string): void {
    this.#moveInvoice(invoice, 'booked', 'parked');
  }

  /** Accounts payable finds that the invoice agrees with what was received. */
  match(invoice: string, amount: string): void {
    this.#change(this.#state.invoices, invoice, (one) => {
      one.matches.push({ amount, undone: false });
    });
  }

  undoMatch(invoice: string): void {
    this.#change(this.#state.invoices, invoice, ({ matches }) => {
      const last = matches.at(-1);
      if (last === undefined) refuse(`invoice ${invoice} is not matched`);
      last.undone = true;
    });
  }

  /** An order, invoice, journal or creditor, by its number. */
  voidIt(number: string): void {
    const { orders, invoices, journals, creditors } = this.#state;
    const all: readonly ReadonlyMap<string, KontorDocument & { state: string }>[] = [
      orders,
      invoices,
      journals,
      creditors,
    ];
    const holder = all.find((documents) => documents.has(number)) ?? refuse(`there is no document ${number}`);
    this.#change(holder, number, (one) => {
      one.state = 'voided';
    });
  }

  /** Copies of what is kept, for tests to read: in the order in which it was made. */
  orders(): readonly KontorOrder[] {
    return structuredClone([...this.#state.orders.values()]);
  }

  invoices(): readonly KontorInvoice[] {
    return structuredClone([...this.#state.invoices.values()]);
  }

  journals(): readonly KontorJournal[] {
    return structuredClone([...this.#state.journals.values()]);
  }

  creditors(): readonly KontorCreditor[] {
    return structuredClone([...this.#state.creditors.values()]);
  }

  #move(order: string, from: readonly KontorOrder['state'][], to: KontorOrder['state'], by: string): void {
    const { state } = this.#state.order(order);
    if (!from.includes(state)) refuse(`order ${order} is ${state}`);
    this.#change(
      this.#state.orders,
      order,
      (one) => {
        one.state = to;
      },
      by,
    );
  }

  #moveInvoice(invoice: string, from: KontorInvoice['state'], to: KontorInvoice['state']): void {
    const { state } = this.#state.invoice(invoice);
    if (state !== from) refuse(`invoice ${invoice} is ${state}`);
    this.#change(this.#state.invoices, invoice, (one) => {
      one.state = to;
    });
  }

  #change<One extends KontorDocument>(
    all: ReadonlyMap<string, One>,
    number: string,
    change: (one: One) => void,
    by = 'clerk',
  ): void {
    const one = all.get(number) ?? refuse(`there is no document ${number}`);
    change(one);
    one.changedAtMs = this.#now();
    one.changedBy = by;
  }
}
