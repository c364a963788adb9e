import type { FieldToErp } from '../../vendor/carry/confirmed-carry';
import type { Account } from '../account';
import type { Reference } from '../../posting/look';
import type { BankBody } from './bank-body';
import type { BookedVoucher } from './booked';
import type { MatchBody } from './match-body';
import type { OrderChangeBody } from './order-change-body';
import type {
  AddedLinesBody,
  CommitmentOrderBody,
  LinesBackBody,
  OrderCloseBody,
  OrderReliefBody,
} from './order-of-commitment-body';

/**
 * What is sent to the ERP, in the terms of the trade and not of one ERP. The exact body is stored (encrypted) before it
 * is sent, and every later search, comparison and resend uses the stored one. Amounts are decimal strings in the
 * transaction currency, dates `YYYY-MM-DD`.
 */
export type PostingBody =
  | PurchaseOrderBody
  | VoucherBody
  | MatchBody
  | BatchDeletionBody
  | JournalBody
  | ProcessorRunBody
  | OrderChangeBody
  | OrderCancelBody
  | CommitmentOrderBody
  | AddedLinesBody
  | OrderReliefBody
  | OrderCloseBody
  | LinesBackBody
  | VendorBody
  | SupplierChangeBody
  | BankBody;

export interface OrderLineBody {
  /** Names the source line; in JDE the line's VR01. At most 25 characters, unique in the order. */
  readonly key: string;
  readonly account: Account;
  readonly amount: string;
  readonly description: string;
}

export interface PurchaseOrderBody {
  readonly kind: 'purchaseOrder';
  /** The posting's name in the ERP (design 6), 20 characters. In JDE the header's VR01. */
  readonly erpKey: string;
  readonly company: string;
  readonly supplier: string;
  readonly orderType: string;
  readonly branchPlant: string;
  readonly orderDate: string;
  readonly glDate: string;
  readonly currency: string;
  /** True when `currency` is not the company's own: amounts are then foreign ones. */
  readonly foreign: boolean;
  /** For people: project, commitment and requisition number. */
  readonly remark: string;
  readonly lines: readonly OrderLineBody[];
  readonly total: string;
}

export interface PayItemBody {
  /** `001`, `002`. */
  readonly payItem: string;
  readonly amount: string;
  readonly taxable?: string;
  readonly nonTaxable?: string;
  readonly tax?: string;
  readonly taxArea?: string;
  readonly taxExplanation?: string;
  readonly payStatus: string;
  readonly glClass?: string;
  readonly dueDate?: string;
}

export type DistributionRole = 'cost' | 'retainageHeld' | 'retainageReleased' | 'tax' | 'rounding';

export interface DistributionLineBody {
  /** 1, 2, 3 ... */
  readonly line: number;
  readonly role: DistributionRole;
  readonly account: Account;
  readonly amount: string;
  readonly units?: string;
  readonly unitOfMeasure?: string;
  readonly remark: string;
}

export interface OrderReference {
  readonly orderNumber: string;
  readonly orderType: string;
  readonly orderCompany: string;
  readonly suffix: string;
}

export interface VoucherBody {
  readonly kind: 'voucher';
  /** In JDE EDTN and VR01. */
  readonly erpKey: string;
  /** EDUS, at most 10 characters. */
  readonly ediUser: string;
  /** EDBT, at most 15: one batch per posting. */
  readonly ediBatch: string;
  readonly company: string;
  readonly supplier: string;
  readonly documentType: string;
  readonly invoiceNumber: string;
  readonly invoiceDate: string;
  readonly glDate: string;
  readonly currency: string;
  readonly foreign: boolean;
  readonly remark: string;
  readonly order: OrderReference | null;
  readonly payItems: readonly PayItemBody[];
  readonly distribution: readonly DistributionLineBody[];
  /** Sum of the pay items. */
  readonly total: string;
}

/** A journal that nets to zero: a requisition whose payable is 0 although its lines are not (`zeroPayable` journal). */
export interface JournalBody {
  readonly kind: 'journal';
  readonly erpKey: string;
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly company: string;
  readonly documentType: string;
  readonly glDate: string;
  readonly currency: string;
  readonly foreign: boolean;
  /** For people; the ERP client puts our key before it. */
  readonly explanation: string;
  readonly distribution: readonly DistributionLineBody[];
}

/** Starts the batch processor for one posting's batch alone: R04110ZA, or R09110Z where it is a journal. */
export interface ProcessorRunBody {
  readonly kind: 'processorRun';
  readonly erpKey: string;
  readonly ediUser: string;
  readonly ediBatch: string;
  readonly ediTransaction: string;
  readonly mode: 'proof' | 'final';
  readonly company: string;
  /** Empty where the batch is a journal, and so is the number. */
  readonly supplier: string;
  readonly invoiceNumber: string;
  /** Set where the batch is a journal. */
  readonly journal?: { readonly documentType: string };
  /** What its voucher is told by where no key of ours reached it; absent in what was stored before. */
  readonly traits?: Pick<VoucherBody, 'invoiceDate' | 'total' | 'order'>;
}

/** Cancels the open lines of an order of ours, so that its commitment is relieved once the voucher is posted. */
export interface OrderCancelBody {
  readonly kind: 'orderCancel';
  readonly erpKey: string;
  readonly order: OrderReference;
  readonly lineKeys: readonly string[];
}

/** Deletes the rows of a voucher of ours that the processor has not taken. */
export interface BatchDeletionBody {
  readonly kind: 'batchDeletion';
  readonly erpKey: string;
  /** As it was sent. */
  readonly voucher: BookedVoucher;
  readonly reference: Reference;
}

export interface VendorBody {
  readonly kind: 'vendor';
  readonly erpKey: string;
  /** The external key the ERP keeps: in JDE ALKY (20) or URRF (15) by setting. */
  readonly sourceKey: string;
  readonly name: string;
  readonly mailingName: string;
  readonly taxId: string;
  readonly addressLines: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  readonly currency: string;
}

/** Fields of a supplier that are set to what was confirmed, or was changed in Procore alone. Never bank details. */
export interface SupplierChangeBody {
  readonly kind: 'supplierChange';
  readonly erpKey: string;
  /** Address number. */
  readonly supplier: string;
  /** ISO 8601: the confirmation, or when it was given. */
  readonly confirmedAt: string;
  /** As they are to stand; the address as Procore has it, and by its lines. */
  readonly fields: Readonly<Partial<Record<FieldToErp, string>>>;
  readonly addressLines: readonly string[];
}
