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
import { PlannedFaults, type Fault, type FaultHow } from './faults.fixture';
import { KontorLevers } from './kontor-levers.fixture';
import { KontorState, refuse, type Given } from './kontor-state.fixture';

export interface KontorMasterData {
  readonly sites: ReadonlyMap<string, KontorSite>;
  readonly natures: ReadonlyMap<string, KontorNature>;
  readonly creditors: ReadonlyMap<string, KontorCreditor>;
  readonly books: ReadonlyMap<string, KontorBooks>;
}

type Noted = 'order' | 'journal' | 'creditor';
type OfNoted<Kind extends Noted> = { order: KontorOrder; journal: KontorJournal; creditor: KontorCreditor }[Kind];

/**
 * A small ERP in memory. The methods of this class are what it offers to programs; `levers` is what its people do. It takes
 * whatever is sent to it, also twice: a `note` need not be unique. Answers are copies. Calls throw a `KontorFailure`.
 */
export class KontorErp {
  readonly levers: KontorLevers;
  /** How often a program signed in. */
  sessions = 0;
  readonly #state = new KontorState();
  readonly #faults = new PlannedFaults();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.levers = new KontorLevers(this.#state, this.#now);
  }

  /** The next call (of this name; without one, the next write) fails so. */
  failNext(how: FaultHow, rest: Omit<Fault, 'how'> = {}): void {
    this.#faults.plan({ how, ...rest });
  }

  /** What is still on its way is done now. */
  arriveLate(): void {
    this.#faults.arrive(Infinity);
  }

  signIn(): void {
    this.sessions += 1;
  }

  nowMs(): number {
    return this.#now();
  }

  masterData(): KontorMasterData {
    this.#read('readMasterData');
    const { sites, natures, creditors, books } = this.#state;
    return structuredClone({ sites, natures, creditors, books });
  }

  /** Documents of a kind whose note is one of these, with the opening document of the books, which every program may see. */
  readNoted<Kind extends Noted>(kind: Kind, books: string, notes: readonly string[]) {
    this.#read('readDocuments');
    const all = { order: this.#state.orders, journal: this.#state.journals, creditor: this.#state.creditors }[kind];
    const found = [...all.values()].filter((one) => one.books === books && notes.includes(one.note));
    return structuredClone({ opening: this.#opening(books), documents: found as OfNoted<Kind>[] });
  }

  /** Documents of a kind that were made or changed since then, whoever did it. */
  listChanged(kind: Noted | 'invoice', sinceMs: number): readonly (KontorDocument & { readonly state: string })[] {
    this.#read('readDocuments');
    const { orders, journals, creditors, invoices } = this.#state;
    const all = { order: orders, journal: journals, creditor: creditors, invoice: invoices }[kind];
    return structuredClone([...all.values()].filter((one) => one.changedAtMs >= sinceMs));
  }

  /** Invoices cannot be asked for by their note: only what was made since then, in books. */
  listInvoices(books: string, sinceMs: number) {
    this.#read('listInvoices');
    const documents = [...this.#state.invoices.values()];
    const found = documents.filter((one) => one.books === books && one.madeAtMs >= sinceMs);
    return structuredClone({ opening: this.#opening(books), documents: found });
  }

  /** An invoice by the number that Kontor gave it; null when there is none. */
  readInvoice(books: string, number: string) {
    this.#read('readDocuments');
    const invoice = this.#state.invoices.get(number) ?? null;
    return structuredClone({ opening: this.#opening(books), invoice });
  }

  draftOrder(given: Given<KontorOrder>): string {
    return this.#write('draftOrder', () => {
      this.#state.checkMonth(given.books, given.date);
      this.#state.checkCreditor(given.creditor);
      for (const { account } of given.positions) this.#state.checkAccount(account);
      const number = this.#state.nextNumber('B');
      const own = { ...this.#made(number), state: 'draft', rejectedBecause: '' } as const;
      this.#state.orders.set(number, structuredClone({ ...given, ...own }));
      return number;
    });
  }

  /** A draft, or what was rejected, goes to the approver. What is with him already stays there. */
  submitOrder(number: string): void {
    this.#write('submitOrder', () => {
      this.levers.submit(number, 'program');
    });
  }

  parkInvoice(given: Given<KontorInvoice>): string {
    return this.#write('parkInvoice', () => {
      this.#state.checkMonth(given.books, given.invoiceDate);
      this.#state.checkCreditor(given.creditor);
      for (const { order, position } of given.lines) this.#state.checkBillable(order, position);
      const number = this.#state.nextNumber('R');
      const own = { ...this.#made(number), state: 'parked', matches: [] } as const;
      this.#state.invoices.set(number, structuredClone({ ...given, ...own, matches: [] }));
      return number;
    });
  }

  /** A journal of several members. With `number`, the lines are added to the one that stands under it. */
  bookJournal(given: Given<KontorJournal>, number?: string): string {
    const commit = (lines: KontorJournal['lines']): string => {
      this.#state.checkMonth(given.books, given.date);
      this.#checkMembers(lines);
      const standing = number === undefined ? undefined : this.#state.journals.get(number);
      if (standing !== undefined) {
        standing.lines.push(...lines);
        return standing.number;
      }
      const own = { ...this.#made(this.#state.nextNumber('J')), state: 'booked' } as const;
      this.#state.journals.set(own.number, structuredClone({ ...given, lines, ...own }));
      return own.number;
    };
    const first = given.lines.filter((line) => line.member === given.lines[0]?.member);
    return this.#write(
      'bookJournal',
      () => commit(given.lines),
      () => commit(first),
    );
  }

  createCreditor(given: Given<KontorCreditor>): string {
    return this.#write('createCreditor', () => {
      if (!this.#state.books.has(given.books)) refuse(`there are no books ${given.books}`);
      const own = { ...this.#made(this.#state.nextNumber('K')), state: 'active', blocked: '' } as const;
      this.#state.creditors.set(own.number, { ...given, ...own });
      return own.number;
    });
  }

  #checkMembers(lines: KontorJournal['lines']): void {
    const faulty = lines.filter(({ account }) => {
      const [site = '', , nature = ''] = account.split('/');
      return this.#state.sites.get(site)?.open !== true || this.#state.natures.get(nature)?.locked !== false;
    });
    const members = [...new Set(faulty.map((line) => line.member))];
    if (members.length > 0) refuse('an account of the journal takes nothing', members);
  }

  #made(number: string) {
    const nowMs = this.#now();
    return { number, madeAtMs: nowMs, changedAtMs: nowMs, changedBy: 'program' };
  }

  /** Null where the books do not exist or may not be seen. */
  #opening(books: string): string | null {
    return this.#state.books.has(books) ? `E-${books}` : null;
  }

  #read(call: 'readDocuments' | 'listInvoices' | 'readMasterData'): void {
    this.#faults.arrive(this.#now());
    this.#faults.onRead(call);
  }

  #write<Answer>(
    call: Parameters<PlannedFaults['onWrite']>[0],
    commit: () => Answer,
    commitHalf?: () => unknown,
  ): Answer {
    this.#faults.arrive(this.#now());
    return this.#faults.onWrite(call, this.#now(), commit, commitHalf);
  }
}
