import type { PostingKind } from '../../posting/posting-kind';
import { invoice } from './invoice';
import { invoiceSettlement, invoiceValidation } from './invoice-acts';
import { orderSubmission } from './order-submission';
import { purchaseOrder } from './purchase-order';

/** All that is posted in Fusion. */
export const fusionKinds: readonly PostingKind[] = [
  purchaseOrder,
  orderSubmission,
  invoice,
  invoiceSettlement,
  invoiceValidation,
];
