import type { PostingKind } from '../../posting/posting-kind';
import { invoice } from './invoice';
import { invoiceCancel } from './invoice-cancel';
import { invoiceSettlement, invoiceValidation } from './invoice-acts';
import { journalImport } from './journal-import';
import { orderChange } from './order-change';
import { orderChangeSubmission } from './order-change-submission';
import { orderClose, orderReopen } from './order-closing';
import { orderSubmission } from './order-submission';
import { purchaseOrder } from './purchase-order';

/** All that is posted in Fusion. */
export const fusionKinds: readonly PostingKind[] = [
  purchaseOrder,
  orderSubmission,
  orderChange,
  orderChangeSubmission,
  invoice,
  invoiceSettlement,
  invoiceValidation,
  invoiceCancel,
  journalImport,
  orderClose,
  orderReopen,
];
