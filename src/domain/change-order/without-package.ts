import type { ListedChangeOrder, ProcoreCommitmentChangeOrder } from '../procore/procore-change-orders';

// With two tiers a commitment change order may stand in no package (reference procore 12.3): it is a document of its own then.
// Ids of packages and of commitment change orders are different numbers, so its own has a mark before it.

const mark = 'cco-';

/** `cco-700003` of the commitment change order 700003. */
export function nameWithoutPackage(commitmentChangeOrderId: string): string {
  return `${mark}${commitmentChangeOrderId}`;
}

/** The id of the commitment change order that a document is named by; null: by a package. */
export function idWithoutPackage(sourceId: string): string | null {
  return sourceId.startsWith(mark) ? sourceId.slice(mark.length) : null;
}

/** A commitment change order as the document that it is while it is in no package. */
export interface ListedWithoutPackage extends ListedChangeOrder {
  readonly contractId: string;
  /** Of the package that it is in by now. */
  readonly packageId: string | null;
  /** Of the group that it is in, which a newer form of packages calls a batch. */
  readonly batchId: string | null;
}

/** Null: it does not say when it changed. */
export function listedWithoutPackage(
  one: ProcoreCommitmentChangeOrder,
  projectId: string,
): ListedWithoutPackage | null {
  const { contractId, number, title, status, grandTotal, reviewedAt, updatedAt, batchId, legacyPackageId } = one;
  if (updatedAt === null) return null;
  return {
    ...{
      id: nameWithoutPackage(one.id),
      projectId,
      contractId,
      number,
      title,
      status,
      grandTotal,
      reviewedAt,
      updatedAt,
    },
    ...{ originId: null, deletedAt: null, packageId: legacyPackageId, batchId },
  };
}
