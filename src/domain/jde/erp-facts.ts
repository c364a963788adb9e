import type { Account } from './account';

export interface ErpAccount {
  readonly account: Pick<Account, 'businessUnit' | 'object' | 'subsidiary'>;
  readonly company: string;
  readonly description: string;
  /** What may be posted: derived from the posting edit code (JDE reference 16). */
  readonly rule: 'posts' | 'inactive' | 'noPosting' | 'subledgerRequired' | 'subledgerForbidden' | 'unitsRequired';
  /** The ERP's own code, for messages. */
  readonly code: string;
  /** A monetary account takes only this currency; '' takes any. */
  readonly currency: string;
  readonly unitOfMeasure: string;
}

export interface ErpBusinessUnit {
  readonly id: string;
  readonly company: string;
  readonly description: string;
  /** False when the business unit takes no postings (PECC N, P, A or unknown; K locks only the budget). */
  readonly open: boolean;
  readonly code: string;
}

/** First and last day on which postings are taken, both included. */
export interface OpenWindow {
  readonly from: string;
  readonly to: string;
}

export interface ErpCompany {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly ledgerOpen: OpenWindow;
  readonly payablesOpen: OpenWindow;
}

export interface ErpSupplier {
  readonly number: string;
  readonly name: string;
  readonly taxId: string;
  readonly isSupplier: boolean;
  /** Purchase order hold code; '' when none. */
  readonly orderHold: string;
  /** Payment hold code; '' when none. 2 holds payments alone; under any other JDE takes no voucher. */
  readonly paymentHold: string;
  readonly currency: string;
}

/** A voucher in accounts payable. */
export interface ErpPayable {
  /** Something of it was paid, or is on its way to be: a payment was made, is in process, or selected. */
  readonly isPaid: boolean;
}

/** A line of an order of ours, as a change must know it. */
export interface ErpOrderLine {
  /** `OrderLineBody.key`; '' on a line that is none of ours. */
  readonly key: string;
  readonly lineNumber: string;
  readonly account: Pick<Account, 'businessUnit' | 'object' | 'subsidiary'>;
  readonly amount: string;
  /** '0' on an order in the company's own currency. */
  readonly foreignAmount: string;
  /** Only an open line takes a change. `waits`: one that was made before waits for its release. */
  readonly state: 'open' | 'closed' | 'received' | 'waits';
}

/** An order that a person names for a commitment. */
export interface ErpOrder {
  readonly supplier: string;
  readonly lines: readonly {
    readonly lineNumber: string;
    readonly account: Pick<Account, 'businessUnit' | 'object' | 'subsidiary'>;
    /** In the order's own currency. */
    readonly open: string;
    readonly state: ErpOrderLine['state'];
  }[];
}

/** When an account to which a supplier is paid was entered or changed last, `YYYY-MM-DD`; null: it has none. Or why that cannot be seen. */
export type ErpBankAccounts = { readonly changedOn: string | null } | { readonly unknown: string };

/** What is kept of a supplier to plan with. */
export type KeptSupplier = Omit<ErpSupplier, 'taxId'> & {
  /** Of its tax id, under the tenant's key; '' without one. Absent in what was kept before it was read. */
  readonly taxDigest?: string;
};
