import type { ProcoreContractPayment, WrittenPayment } from '../procore/contract-payment';
import type { OtherRecord } from './by-hand';
import type { ErpPayment } from './erp-payment';

/** The requisition whose invoice is paid. */
export interface PaidRequisition {
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly projectId: string;
  readonly contractId: string;
  /** `WorkOrderContract` or `PurchaseOrderContract`. */
  readonly contractType: string;
  /** It is approved no more in Procore, or deleted there. */
  readonly isWithdrawn: boolean;
}

/** What the record of a payment follows from. */
export interface PaymentWanted {
  readonly payment: ErpPayment;
  readonly requisition: PaidRequisition;
  /** Records of the commitment with the payment's own origin id, as Procore shows them now. */
  readonly own: readonly ProcoreContractPayment[];
  readonly others: readonly OtherRecord[];
  /** What was written last and was read back; null: nothing was, it was taken out again, or something was sent since. */
  readonly written: WrittenPayment | null;
  /** Something of it was sent once, whatever became of that. */
  readonly wasSent: boolean;
  /** Amounts below 0 are written too. */
  readonly withCredits: boolean;
  /** The project, where nothing is written in it: archived, or the account may not use it. Null: it is open. */
  readonly closedProject: { readonly id: string; readonly name: string } | null;
  /** As of every document that is planned: its supplier is linked by nobody from here. */
  readonly vendor: { readonly partyId: string; readonly linked: true };
}
