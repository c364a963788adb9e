import type { ListedDirectCost } from '../procore/procore-direct-costs';

/** A cost counts from here on; before, it is a draft or at its reviewers. */
export const approvedCost = 'approved';

export function isApprovedCost({ status, deletedAt }: Pick<ListedDirectCost, 'status' | 'deletedAt'>): boolean {
  return deletedAt === null && status === approvedCost;
}
