import type { AccruedPeriods } from '../domain/accrual/accrual';
import type { Chart, Segments } from '../domain/coding/chart';
import type { OrderChoices } from '../domain/commitment/order-choices';
import type { DocumentKind } from '../domain/documents/document-kinds';
import type { Problem } from '../domain/holds/hold-reason';
import type { Entered } from '../domain/posting/entered/entered';
import type { Look, Lookalike, Reference } from '../domain/posting/look';
import type { Fact, FactKey, Planner } from '../domain/posting/plan/planner';
import type { EarlierPosting, PostingKind } from '../domain/posting/posting-kind';
import type { PostingStage } from '../domain/posting/stages/posting-stage';
import type { ProcoreDirectCost } from '../domain/procore/procore-direct-costs';
import type { SupplierIdentity } from '../domain/vendor/supplier-identity';
import type {
  AccountFault,
  BankChange,
  BankDetailsSource,
  BillSource,
  BooksSource,
  CostCodeSource,
  OrderSource,
  PaymentSource,
  SupplierSweep,
} from './erp-sources';

/**
 * What an adapter is: everything the product knows of one connection's ERP. Neutral code holds it by this type alone; what
 * is the system's own (bodies, kinds, facts, settings, references) is opaque to it. Every call gives a typed result or throws
 * one of the client errors; none retries and none sleeps.
 */
export interface ErpAdapter extends Target {
  /** The connection's settings of this system, as the adapter parsed them; planners are given them. */
  readonly settings: unknown;
  readonly chart: Chart;
  /** One for each kind of document that this ERP takes. */
  readonly planners: Partial<Readonly<Record<DocumentKind, Planner>>>;
  /** Orders of commitments are followed from here: their open amounts go down with what is posted of their requisitions. */
  readonly relievesOrders?: boolean;
  /** What people may choose about orders that stand; absent where that is nothing. */
  readonly orderChoices?: OrderChoices;
  /**
   * What people entered there themselves for a requisition, called as they call it; `supplier` by its number, null: not known. Null: nothing
   * that stands is called so. Throws a RangeError where that cannot be told. Absent where nothing of the kind is read.
   */
  readEntered?(text: string, supplier: string | null): Promise<Entered | null>;
  /** One answer for each key asked for; a record that does not exist has the value null. */
  readFacts(keys: readonly FactKey[]): Promise<readonly Fact[]>;
  /** By its number; null: there is none. */
  readSupplier(number: string): Promise<SupplierFound | null>;
  /** Suppliers that could be this party: by external key, by tax id, by name. Each says by what it was found. */
  findSuppliers(wanted: SupplierWanted): Promise<readonly SupplierCandidate[]>;
  /** All suppliers, to be matched with Procore's vendors; absent where the ERP shows no list of them. */
  readonly suppliers?: SupplierSweep;
  /** The accounts that become cost codes in Procore; absent where the connection has no rule for that. */
  readonly costCodes?: CostCodeSource;
  /** Orders that are made in the ERP and become commitments in Procore; absent where the connection imports none. */
  readonly orders?: OrderSource;
  /** Whether the connection's settings book such a direct cost, if it is approved; absent: they book none. */
  readonly booksDirectCost?: (directCost: ProcoreDirectCost) => boolean;
  /** Bills of others that may be a direct cost that is booked; absent where the ERP books none, or shows none. */
  readonly bills?: BillSource;
  /** Payments of invoices; absent where the ERP shows none. */
  readonly payments?: PaymentSource;
  /**
   * Of invoices of ours that hold retainage back as amounts that people let go of there: what was sent so and what of it is
   * open still. One that is not in the ledger yet, or voided, is absent. Absent where the ERP knows nothing of the kind.
   */
  retainageStandings?(of: readonly Posted[]): Promise<readonly RetainageStanding[]>;
  /**
   * Why each of these accounts takes no posting today (`YYYY-MM-DD` in the books' time zone), in their order; null: it takes them. What hangs on the document (its day, units,
   * company) is not asked. Absent where the ERP shows no accounts.
   */
  accountFaults?(accounts: readonly Segments[], today: string): Promise<readonly (AccountFault | null)[]>;
  /** Accounts of suppliers that were entered or changed so many days ago or later; absent where the ERP shows none. */
  bankChanges?(days: number): Promise<readonly BankChange[]>;
  /** Each of these is noted on the vendor in Procore; absent: none is. */
  readonly notesBankChanges?: true;
  /** Absent: bank details of suppliers are not changed from here. */
  readonly bankDetails?: BankDetailsSource;
  /** Last days, `YYYY-MM-DD`, of the periods that the connection posts to; absent where the ERP shows no calendar. */
  periodEnds?(): Promise<readonly string[]>;
  /** The ERP's books, to be tied out with what was posted; absent where it shows none. */
  readonly books?: BooksSource;
  /**
   * Periods at whose end what no invoice covers, or what nobody billed of change orders, is to be accrued now; days are `YYYY-MM-DD`
   * in the books' time zone, `since` that of going live: periods that ended before are none of ours unless its settings say otherwise.
   * Absent where nothing is accrued from here.
   */
  accruedPeriods?(days: { readonly today: string; readonly since: string }): Promise<AccruedPeriods>;
  /** Gives up the present session; the next call opens a fresh one. Called at the start of each polling run. */
  openSession(): Promise<void>;
  /** "Ping your real systems": each step with its outcome and, when it failed, what to ask whom for. */
  check(): Promise<readonly CheckStep[]>;
  close(): Promise<void>;
}

/** A system in which effects are made. Procore is one too. */
export interface Target {
  readonly system: string;
  readonly words: SystemWords;
  readonly kinds: ReadonlyMap<string, KindAtTarget>;
  /** How long the ledger waits for what, by kind. */
  timing(kind: string): PostingTiming;
}

export interface KindAtTarget {
  readonly kind: PostingKind;
  readonly port: PostingPort;
}

/** How long the ledger waits for what. All in milliseconds. */
export interface PostingTiming {
  /** From the decision to send until the send must have begun: 10 s. */
  readonly sendWindowMs: number;
  /** From sending until nothing of the call can arrive any more: request limit, longest queue and run, margin. */
  readonly settleMs: number;
  /** A plan older than this is made anew before anything is sent: 15 min. */
  readonly planMaxAgeMs: number;
  /** A holder that has not renewed its lease for so long is taken for dead: 15 s. */
  readonly leaseMs: number;
  /** How long a committed effect may stay invisible to a look: 3 s. */
  readonly visibilityLagMs: number;
}

/** A posting as its port is told of it. */
export interface Posted {
  readonly key: string;
  readonly kind: string;
  /** Of the kind, which has parsed it. */
  readonly body: unknown;
  readonly reference: Reference | null;
  /** What the last read-back said besides. */
  readonly facts: Readonly<Record<string, string>>;
  /** Confirmed postings of earlier steps of the same document, by step. */
  readonly earlier?: ReadonlyMap<string, EarlierPosting>;
  /** ISO 8601; null while it was never sent. */
  readonly firstSentAt: string | null;
  /** How often it was sent; a call that provably did not leave is not counted. Absent where that is not asked. */
  readonly sends?: number;
  /** What the call that was just made gave. It says where to read, and nothing about what stands. */
  readonly answered?: Reference;
}

/**
 * One kind of effect in one system. An act is given the key and reference of the posting that it moves, and a look tells where
 * that one stands. What is awaited has no `send`; undone by those who did it, it is found `voided`. Strangers matter only
 * before something is sent, so a look that knows of a first send need not tell of any.
 */
export interface PostingPort {
  /**
   * What stands under the keys of these postings, one answer each, in the direction of flow: the first search, the read-back,
   * the feed, a void and a rebuild ask the same way. Answers only what can be trusted (an empty answer is proven by a
   * control); otherwise throws `Unavailable`. A look at several may leave `shown` null: what is compared is asked for alone.
   */
  look(of: readonly Posted[]): Promise<readonly Look[]>;
  /** Asked right before sending: what outside would make it wrong to send now (a hold on the order, say). */
  ready?(one: Posted): Promise<readonly Problem[]>;
  /** Beside that: facts that its plan rests on, as they are now. Where one is another by now it is planned anew. Absent: none counts so. */
  rereads?(one: Posted): Promise<readonly Fact[]>;
  /**
   * Makes the effect; absent where nobody sends it. `missing`: only these parts, to complete what stands half-written. Gives
   * the reference, or null when the system said yes without one. Throws `Rejected` when the run ended with a refusal,
   * `NotSent` when it provably did not arrive, `OutcomeUnknown` when nobody knows.
   */
  send?(one: Posted, missing?: readonly string[]): Promise<Reference | null>;
  /** What a person calls so, of the supplier and company of this posting; null: nothing is called so, or it is not written so. */
  called?(one: Posted, text: string): Promise<Reference | null>;
  /** What of ours changed within so many days; only so that fewer are looked at. */
  changedWithin?(days: number): Promise<readonly Changed[]>;
  /** What carries a key like ours and was made or changed within so many days. */
  ours?(days: number): Promise<readonly OursFound[]>;
  /**
   * Of a posting of many documents that the ledger may have forgotten: what names the documents whose lines stand under the key
   * (`directCost/5567123/3129856`), `onItsWay` where it is being taken in; null: nothing stands, nor is on its way.
   */
  partsUnder?(key: string): Promise<readonly string[] | 'onItsWay' | null>;
  /** Things of others that look like these, for a person to compare; they decide nothing. */
  alike?(of: readonly Posted[]): Promise<readonly LookalikeFound[]>;
}

/** Told by what changed alone: a hint to look, never where it stands. */
export interface Changed {
  /** Null where no key of ours shows on it: then the reference tells whose it is, and it may be nobody's of ours. */
  readonly key: string | null;
  /** What of a posting's reference it is known by. */
  readonly reference?: Reference;
  /** It can be nothing of ours but what a person named as posted by hand. */
  readonly mayBeByHand?: true;
  /** It may be out of the books. */
  readonly isLost: boolean;
  /** As a look would give them; where they are known already, and it is not lost, nothing is looked at. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Something that carries a key like ours. */
export interface OursFound {
  readonly key: string;
  readonly step: string;
  readonly reference: Reference;
  readonly stage: PostingStage;
}

export interface LookalikeFound extends Lookalike {
  /** Key of ours that it looks like. */
  readonly like: string;
}

export interface RetainageStanding {
  readonly key: string;
  readonly sent: string;
  readonly open: string;
}

/** How a system and its things are called. */
export interface SystemWords {
  /** `JD Edwards`. */
  readonly name: string;
  /** A reference in one line for a person: `5012 OP 00200`. */
  reference(reference: Reference): string;
  /** What of a reference tells two things apart, for comparing: empty where it says nothing. */
  identity(reference: Reference): string;
}

export interface SupplierWanted {
  readonly sourceKey: string;
  readonly taxId: string;
  readonly name: string;
}

export interface SupplierFound {
  readonly number: string;
  readonly name: string;
  readonly taxId: string;
  /** False: known to the ERP, but nothing can be ordered from it yet. */
  readonly isSupplier: boolean;
  /** Absent where the ERP has nothing but the number. */
  readonly identity?: SupplierIdentity;
}

export interface SupplierCandidate {
  readonly supplier: SupplierFound;
  readonly by: 'sourceKey' | 'taxId' | 'name';
}

export interface CheckStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly ask?: string;
}
