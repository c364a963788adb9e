import type { ListedChangeOrder } from '../procore/procore-change-orders';

/** Only an approved change order changes the value of its contract (reference 12.2). */
export const approvedStatus = 'approved';

export function isApproved({ status, deletedAt }: Pick<ListedChangeOrder, 'status' | 'deletedAt'>): boolean {
  return deletedAt === null && status === approvedStatus;
}

/** When it was approved, ISO 8601; null: Procore says none, or none that can be read. */
export function approvedAt({ status, deletedAt, reviewedAt }: ListedChangeOrder): string | null {
  const time = Date.parse(reviewedAt ?? '');
  return !isApproved({ status, deletedAt }) || Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** A change order's place among those of its commitment. */
export interface ApprovalPlace {
  readonly sourceId: string;
  /** Null: not known. */
  readonly approvedAt: Date | null;
}

/** In the order of their approval, whatever their numbers; of one moment, or without one, by id. One without a time comes last. */
export function isApprovedBefore(one: ApprovalPlace, other: ApprovalPlace): boolean {
  const [first, second] = [one.approvedAt?.getTime() ?? Infinity, other.approvedAt?.getTime() ?? Infinity];
  if (first !== second) return first < second;
  const [a, b] = [one.sourceId, other.sourceId];
  return a.length === b.length ? a < b : a.length < b.length;
}
