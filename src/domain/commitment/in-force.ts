import type { ProcoreCommitment } from '../procore/procore-commitments';

/** In which a contract binds (accounting-fusion 1); the first of each is the one in which an order is made by itself. */
const statuses: Readonly<Record<ProcoreCommitment['type'], readonly string[]>> = {
  WorkOrderContract: ['Approved', 'Complete'],
  PurchaseOrderContract: ['Approved', 'Partially Received', 'Received', 'Closed'],
};

/** Of either kind of contract. */
export const inForceStatuses: readonly string[] = [...new Set(Object.values(statuses).flat())];

/** Whether the contract binds, by its status in Procore. */
export function isInForce({
  type,
  status,
  deletedAt,
}: Pick<ProcoreCommitment, 'type' | 'status' | 'deletedAt'>): boolean {
  return deletedAt === null && statuses[type].includes(status);
}

/** In which a contract that binds is through. */
const finished: readonly string[] = ['Complete', 'Closed'];

/** Whether more may be billed on it. */
export function isOpenContract(commitment: Parameters<typeof isInForce>[0]): boolean {
  return isInForce(commitment) && !finished.includes(commitment.status);
}
