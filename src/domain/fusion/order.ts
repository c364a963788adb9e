import type { PostingStage } from '../posting/stages/posting-stage';

/** An order of Fusion as it is read back. Ids and amounts are texts; a member that Fusion did not give is null. */
export interface Order {
  readonly headerId: string;
  readonly number: string;
  /** With blanks for underscores: `PENDING APPROVAL`. */
  readonly status: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly site: string;
  readonly currency: string;
  /** Without exclusive tax. */
  readonly ordered: string | null;
  readonly description: string;
  /** Its lines withhold retainage by terms of their own: way A. */
  readonly hasTerms: boolean;
  /** Name of the business unit that owes what it comes to; `''` or absent where Fusion does not say. */
  readonly payer?: string;
  /** What its pending change is called, `''` for one without a text; null: there is none. */
  readonly pendingChange: string | null;
  readonly lines: readonly OrderLine[];
}

/** An order and the change of it that is pending, as that would make it. */
export interface OrderWithChange {
  readonly order: Order;
  /** Null: there is none. */
  readonly change: Order | null;
}

export interface OrderLine {
  readonly lineId: string;
  readonly number: string;
  /** With blanks for underscores; `''` where it is not given. */
  readonly status: string;
  readonly description: string;
  /** Null on an amount based line. */
  readonly quantity: string | null;
  readonly price: string | null;
  readonly ordered: string | null;
  /** In percent. */
  readonly retainageRate: string | null;
  readonly schedules: readonly OrderSchedule[];
}

export interface OrderSchedule {
  readonly number: string;
  readonly status: string;
  /** `P`: matched to the order, `R`: to a receipt. */
  readonly matchOption: string | null;
  /** `2-Way`, `3-Way`. */
  readonly matchLevel: string | null;
  readonly accruesAtReceipt: boolean | null;
  /** By which Fusion works out tax on it. */
  readonly taxClassification: string | null;
  /** Charge accounts of its distributions, as the chart prints them. */
  readonly accounts: readonly string[];
}

/** Every live invoice that names an order, whoever made it. */
export interface OrderBilling {
  readonly invoices: readonly BilledInvoice[];
}

export interface BilledInvoice {
  readonly invoiceId: string;
  readonly number: string;
  readonly date: string;
  /** The first word of its description where its source is ours too; else `''`: a stranger. */
  readonly key: string;
  readonly lines: readonly {
    readonly orderLine: string;
    readonly schedule: string;
    readonly amount: string;
    readonly quantity: string | null;
  }[];
}

/** How far an order has come (accounting-fusion 1): a draft stands, approval is its stage. An unknown word is no step further. */
export function orderStage(status: string): PostingStage {
  switch (status) {
    case 'OPEN':
    case 'CLOSED':
    case 'CLOSED FOR INVOICING':
    case 'CLOSED FOR RECEIVING':
    case 'FINALLY CLOSED':
      return 'posted';
    case 'PENDING APPROVAL':
    case 'PENDING SUPPLIER ACKNOWLEDGMENT':
    case 'ON HOLD':
      return 'delivered';
    case 'REJECTED':
    case 'WITHDRAWN':
      return 'returned';
    case 'CANCELED':
      return 'voided';
    default:
      return 'stands';
  }
}

/** Spellings with underscores and with blanks are one. */
export function statusOf(code: string): string {
  return code.replaceAll('_', ' ').trim().toUpperCase();
}
