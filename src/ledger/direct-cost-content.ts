import { billName } from '../domain/direct-cost/bill-name';
import { directCostContent, directCostContentVersion } from '../domain/direct-cost/direct-cost-content';
import { claimOf } from '../domain/documents/claim';
import type { ListedDirectCost, ProcoreDirectCost } from '../domain/procore/procore-direct-costs';
import { contentHashOf } from './content-hash';

/** `v1:` and the sha256 of what matters for the books. */
export function directCostHash(directCost: ProcoreDirectCost): string {
  return contentHashOf(directCostContentVersion, directCostContent(directCost));
}

/** Of one of which nothing is to be in the books, whatever Procore says of it: it is gone, or approved no more. */
export const withdrawnHash = 'withdrawn';

/** What a list or a read says about the document itself. */
export function directCostSeen(listed: ListedDirectCost) {
  const { projectId, status, updatedAt, directCostDate, vendorId, invoiceNumber, grandTotal, currency } = listed;
  const known = { projectId, sourceStatus: status, sourceUpdatedAt: updatedAt, billedThrough: directCostDate };
  return { ...known, bill: billName(vendorId, invoiceNumber), ...claimOf(grandTotal, currency.iso) };
}
