import type { CodedAccount, CostCodeRule } from '../domain/coding/cost-codes/coded-account';
import type { Decision } from '../domain/holds/decision';
import type { Problem } from '../domain/holds/hold-reason';
import type { ErpPayment } from '../domain/payment/erp-payment';
import type { Reference } from '../domain/posting/look';
import type { ErpOrder } from '../domain/purchase-order/erp-order';
import type { BankDetails } from '../domain/vendor/bank/bank-details';
import type { BankChangeRules } from '../domain/vendor/bank/bank-change';
import type { KnownPhone } from '../domain/vendor/bank/call-back';
import type { CompanyRecord } from '../domain/vendor/matching/company-record';
import type { CheckStep } from './erp-adapter';

// What can be read of an ERP beside the effects that are made in it, each by a part of its own; an adapter has those that its ERP shows.

export interface SupplierSweep {
  /**
   * Suppliers behind that id, in the order of their ids, also those that are inactive or that nothing is bought from; `after`
   * null: the first. `today` in the books' time zone, `YYYY-MM-DD`. Throws `Unavailable` where it cannot be trusted that none
   * is left.
   */
  page(wanted: { readonly after: string | null; readonly today: string }): Promise<SupplierPage>;
  /** Absent: the ERP cannot be asked for what changed; then all are read. */
  readonly changes?: SupplierChanges;
  /** Absent: vendors become suppliers where a document names them, or not at all. */
  readonly made?: MadeSuppliers;
}

/** Which vendors of Procore become suppliers. */
interface MadeSuppliers {
  /** `all`: also each that is new in Procore. */
  readonly of: 'all' | 'onCommitment';
  /** Their own company's ids in Procore. */
  readonly never: readonly string[];
}

interface SupplierChanges {
  /**
   * Of what anything changed on the day that lies so many days before the ERP's own, or later; whatever else has such a record may be
   * among it. Throws `Unavailable` where it cannot be trusted that nothing else is there.
   */
  stamps(days: number): Promise<readonly SupplierStamp[]>;
  readonly mostAtOnce: number;
  /** Of at most `mostAtOnce` ids; what is no supplier, or none any more, is missing. `today` as in `page`. */
  byIds(ids: readonly string[], today: string): Promise<readonly CompanyRecord[]>;
}

export interface SupplierStamp {
  readonly id: string;
  /** When it changed last, by the ERP's clock and in its zone: `YYYY-MM-DDTHH:MM:SS`. */
  readonly at: string;
}

export interface AccountFault {
  /** A sentence. */
  readonly why: string;
  /** What a hold for it waits for. */
  readonly cause: string;
}

/** An account to which a supplier is paid. */
export interface BankChange {
  readonly supplier: string;
  /** In the ERP's own word: JDE's record type. */
  readonly kind: string;
  /** Masked. */
  readonly account: string;
  /** `YYYY-MM-DD`, by the ERP's clock. */
  readonly changedOn: string;
  /** Names this change among all: the next one of the same account has another. No digit of an account. */
  readonly stamp: string;
}

/** Accounts of one kind that a supplier is paid to. */
export interface StandingAccounts {
  /** In the adapter's own form, to be kept sealed. */
  readonly shown: unknown;
  readonly count: number;
  /** `''` where there is none. */
  readonly masked: string;
}

/** What governs changes of bank details, and what is read for them. */
export interface BankDetailsSource {
  readonly rules: BankChangeRules;
  /** Why an account of such a kind is not set from here; null: it may be. */
  recordTypeFault(recordType: string): string | null;
  read(supplier: string, recordType: string): Promise<StandingAccounts>;
  /** Whether nothing was entered, changed or deleted between two readings. */
  isAsBefore(before: unknown, now: unknown): boolean;
  /** Whether it is shown in full, and is this one. */
  stands(shown: unknown, details: BankDetails): boolean;
  phones(supplier: string): Promise<readonly KnownPhone[]>;
  /** The phone that a posting of ours wrote, by its body; null: it wrote none. */
  phoneWritten(body: unknown): string | null;
  /** What the ERP's own control of payees says of changes on that day (`YYYY-MM-DD`) or later, as a clause; absent where there is none. */
  payeeControl?(supplier: string, since: string): Promise<string>;
}

export interface CostCodeSource {
  readonly rule: CostCodeRule;
  /** All that belong, whether they may be booked on today (`YYYY-MM-DD` in the books' time zone) or not. */
  accounts(today: string): Promise<readonly CodedAccount[]>;
}

export interface BooksSource {
  /**
   * What the books show of these postings, line by line, whatever its period; what is not taken in yet has no line. Amounts in
   * the posting's currency, debits positive.
   */
  lines(of: readonly BookedPosting[]): Promise<readonly BookLine[]>;
  /**
   * What all posted lines of an account come to in a calendar month (`YYYY-MM`), whoever made them, in the currency of the books:
   * of the accounts asked for, and of the others of the same job where the ERP has jobs. One that it shows no balance of is absent.
   */
  balances(accounts: readonly string[], month: string): Promise<readonly AccountBalance[]>;
}

export interface BookedPosting {
  readonly key: string;
  readonly kind: string;
  readonly reference: Reference | null;
}

export interface BookLine {
  /** The key of the posting. */
  readonly posting: string;
  /** Of a posting of many documents: whose part it is, `directCost/5567123`; null: of the only one. */
  readonly document: string | null;
  readonly account: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly amount: string;
  /** The same in the currency of the books. */
  readonly booked: string;
  /** False: it is in no balance yet. */
  readonly isInBooks: boolean;
  /** The ERP, or a person in it, added it, as that; null: it is ours. */
  readonly added: 'tax' | 'retainage' | 'reversal' | null;
}

export interface AccountBalance {
  readonly account: string;
  readonly amount: string;
}

export interface OrderSource {
  /**
   * Orders that changed at that time or later (ISO 8601), each once and as it was last seen; null: all that may be imported.
   * `isWanted`: by its header it is one that is imported.
   */
  changedSince(since: string | null): Promise<readonly ListedOrder[]>;
  /** The order with its lines; null: there is none of that id. */
  read(id: string): Promise<ErpOrder | null>;
  /** What a posting of ours that made it is called by. */
  referenceOf(id: string): Reference;
}

export interface BillSource {
  /** For so many months after the date of a booked direct cost a bill of the same supplier and number is one too many. */
  readonly months: number;
  /** Bills that changed within so many days, whoever entered them. */
  changedWithin(days: number): Promise<readonly NamedBill[]>;
  /** Why what is booked of a direct cost is in the books twice by bills of its supplier with its number. */
  twinsOf(cost: BookedCost): Promise<readonly Problem[]>;
}

interface NamedBill {
  /** The supplier's number. */
  readonly supplier: string;
  readonly number: string;
}

export interface BookedCost extends NamedBill {
  /** The accounts that are to be cleared by its bill. */
  readonly clearing: readonly string[];
  readonly decisions: readonly Decision[];
}

export interface PaymentSource {
  /** What payments pay of which invoice, each that changed within so many days, whoever's invoices they are. */
  changedWithin(days: number): Promise<readonly ListedPayment[]>;
  /** As it stands now, with all its rows; null: there is none of that id. */
  read(id: string): Promise<ErpPayment | null>;
  /** The same of several, with as few questions as the ERP allows; one that it does not show is absent. */
  readAll(ids: readonly string[]): Promise<readonly ErpPayment[]>;
  /** Whether they may be read. */
  check(): Promise<readonly CheckStep[]>;
}

export type ListedPayment = Pick<ErpPayment, 'id' | 'status' | 'invoice' | 'changedAt'>;

interface ListedOrder {
  readonly id: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
  readonly isWanted: boolean;
}

interface SupplierPage {
  readonly suppliers: readonly CompanyRecord[];
  /** Null: these were the last. */
  readonly next: string | null;
}
