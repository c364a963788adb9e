import { directCostContent, directCostContentVersion } from '../domain/direct-cost/direct-cost-content';
import { claimOf } from '../domain/documents/claim';
import type { ListedDirectCost, ProcoreDirectCost } from '../domain/procore/procore-direct-costs';
import { contentHashOf } from './content-hash';

/** `v1:` and the sha256 of what matters for the books. */
export function directCostHash(directCost: ProcoreDirectCost): string {
  return contentHashOf(directCostContentVersion, directCostContent(directCost));
}

/** What a list or a read says about the document itself. */
export function directCostSeen({ projectId, status, updatedAt, grandTotal, currency }: ListedDirectCost) {
  return { projectId, sourceStatus: status, sourceUpdatedAt: updatedAt, ...claimOf(grandTotal, currency.iso) };
}
