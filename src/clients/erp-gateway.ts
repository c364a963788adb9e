import type { Account } from '../domain/coding/account';
import type { ErpAccount, ErpBusinessUnit, ErpCompany, ErpSupplier } from '../domain/jde/erp-facts';
import type {
  JournalBody,
  OrderCancelBody,
  PostingBody,
  ProcessorRunBody,
  PurchaseOrderBody,
  VendorBody,
  VoucherBody,
} from '../domain/jde/posting-body';
import type { LedgerVoucher } from '../domain/jde/lookalikes';
import type { ErpReference, FoundPosting } from '../domain/posting/found-posting';

/**
 * The port that every ERP implements. It knows the trade (accounts, suppliers, orders, vouchers), never one ERP's
 * tables. Every call gives a typed result or throws one of the client errors; none retries and none sleeps.
 */
export interface ErpGateway {
  readonly system: 'jde' | 'fusion';

  /** Gives up the present session; the next call opens a fresh one. Called at the start of each polling run. */
  freshSession(): Promise<void>;

  /** One row per account asked for that exists; an account that is absent from the answer does not exist. */
  readAccounts(accounts: readonly Account[]): Promise<readonly ErpAccount[]>;
  readBusinessUnits(ids: readonly string[]): Promise<readonly ErpBusinessUnit[]>;
  readCompanies(ids: readonly string[]): Promise<readonly ErpCompany[]>;
  readSuppliers(numbers: readonly string[]): Promise<readonly ErpSupplier[]>;
  /** Suppliers that could be this party: by external key, by tax id, by name. Each says by what it was found. */
  findSuppliers(wanted: SupplierWanted): Promise<readonly SupplierCandidate[]>;

  readonly purchaseOrder: PostingPort<PurchaseOrderBody>;
  readonly voucher: PostingPort<VoucherBody>;
  readonly journal: PostingPort<JournalBody>;
  readonly processorRun: PostingPort<ProcessorRunBody>;
  readonly orderCancel: PostingPort<OrderCancelBody>;
  readonly vendor: PostingPort<VendorBody>;

  /** Where vouchers of ours stand now, for the `voucherStatus` feed: one row per key asked for. */
  readVoucherStates(vouchers: readonly VoucherKey[]): Promise<readonly VoucherState[]>;
  /** What stands there under keys of ours and was changed within so many days, voided ones included. */
  readOurDocuments(days: number): Promise<readonly ErpDocument[]>;
  /** Vouchers with a key like ours that changed in the ERP's ledger since so many days ago, posted ones too. */
  readChangedVouchers(days: number): Promise<readonly ChangedVoucher[]>;
  /** Recent vouchers of suppliers, whoever made them, the newest first and not all of them where there are many. */
  readSupplierVouchers(suppliers: readonly string[], days: number): Promise<readonly KeyedLedgerVoucher[]>;
  /** Of vouchers of ours what is still open as retainage; one that is not in the ERP's ledger, or voided, is absent. */
  readOpenRetainage(vouchers: readonly VoucherKey[]): Promise<readonly OpenRetainage[]>;
  /**
   * Holds on an order of ours (HOLD, F4209 in JDE): empty when there is none. `headerHold`: the header's own code where
   * it was read a moment ago ('' when it has none), so that the header is not read again.
   */
  readOrderHolds(order: ErpReference, headerHold?: string): Promise<readonly string[]>;

  /** The state of the job that `processorRun.send` started; what the job did is told by a search. */
  readJobState(job: ErpReference): Promise<JobState>;

  /** "Ping your real systems": each step with its outcome and, when it failed, what to ask whom for. */
  check(): Promise<readonly CheckStep[]>;
  close(): Promise<void>;
}

/**
 * One kind of effect. The ledger (and nothing else) calls these two.
 *
 * `search` looks for what stands under the posting's key, in the direction of flow. It answers only when the answer can
 * be trusted (an empty one is proven by a control row in the same session); otherwise it throws `Unavailable`.
 * `send` makes the effect. `missing`: only these parts are sent, to complete what stands half-written. It gives the
 * ERP's reference, or null when the ERP said yes without one. It throws `Rejected` when the run ended with a refusal,
 * `NotSent` when it provably did not arrive, `OutcomeUnknown` when nobody knows.
 */
export interface PostingPort<Body extends PostingBody> {
  search(body: Body): Promise<SearchResult>;
  send(body: Body, missing?: readonly PostingPart[]): Promise<ErpReference | null>;
}

/** Parts of a posting that are written one after the other. */
export type PostingPart = 'payItems' | 'distribution';

export interface SearchResult {
  /** Whatever stands under our key, voided ones included. */
  readonly found: readonly FoundPosting[];
  /** Same supplier and invoice number, but not ours by key. */
  readonly strangers: readonly Stranger[];
}

export interface Stranger {
  readonly reference: ErpReference;
  readonly date: string;
  readonly amount: string;
  readonly invoiceNumber: string;
}

export interface SupplierWanted {
  readonly sourceKey: string;
  readonly taxId: string;
  readonly name: string;
}

export interface SupplierCandidate {
  readonly supplier: ErpSupplier;
  readonly by: 'sourceKey' | 'taxId' | 'name';
}

export interface VoucherKey {
  readonly erpKey: string;
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly supplier: string;
  readonly company: string;
  readonly invoiceNumber: string;
}

export interface VoucherState {
  readonly erpKey: string;
  /** `gone`: neither in the batch tables nor in the ledger (trusted only after a control row). */
  readonly stage: 'delivered' | 'vouchered' | 'posted' | 'voided' | 'gone';
  readonly reference: ErpReference | null;
  readonly tax: string;
}

/** A document of the ERP that carries a key of ours. `step` is the one of the ledger. */
export interface ErpDocument {
  readonly step: 'order' | 'voucher';
  readonly erpKey: string;
  readonly reference: ErpReference;
  readonly voided: boolean;
}

/** Told by the pay items that changed alone: a hint to read the voucher's state, never the state itself. */
export interface ChangedVoucher {
  readonly erpKey: string;
  readonly voided: boolean;
  readonly tax: string;
}

export interface KeyedLedgerVoucher extends LedgerVoucher {
  /** Ours, somebody else's reference, or empty. */
  readonly erpKey: string;
}

export interface OpenRetainage {
  readonly erpKey: string;
  /** In the voucher's currency; 0 when AP has let go of all of it. */
  readonly open: string;
}

export type JobState = 'running' | 'done' | 'error' | 'unknown';

export interface CheckStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly ask?: string;
}
