import type { PostingKind } from '../../posting/posting-kind';
import { bank } from './bank';
import { addedLines } from './added-lines';
import { commitmentOrder } from './commitment-order';
import { batchDeletion } from './batch-deletion';
import { journal } from './journal';
import { match } from './match';
import { linesBack } from './lines-back';
import { orderCancel } from './order-cancel';
import { orderChange } from './order-change';
import { orderClose } from './order-close';
import { orderRelief } from './order-relief';
import { processorProof } from './processor-proof';
import { processorRun } from './processor-run';
import { purchaseOrder } from './purchase-order';
import { supplier } from './supplier';
import { supplierChange } from './supplier-change';
import { voucher } from './voucher';

/** Every kind of effect on JD Edwards. */
export const jdeKinds: readonly PostingKind[] = [
  purchaseOrder,
  voucher,
  match,
  batchDeletion,
  journal,
  processorRun,
  processorProof,
  orderChange,
  orderCancel,
  commitmentOrder,
  addedLines,
  orderRelief,
  orderClose,
  linesBack,
  supplier,
  supplierChange,
  bank,
];
