import type { ProcoreCurrency } from './procore-documents';
import type { ProcoreContractLine } from './procore-commitments';

/** A package as a list has it: without its type and its lines. */
export interface ListedChangeOrder {
  readonly id: string;
  readonly projectId: string;
  /** Of a commitment or of a prime contract: only its contract tells. */
  readonly contractId: string | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly status: string;
  readonly grandTotal: string | null;
  readonly originId: string | null;
  /** When it was approved; a time or a day, null where nobody noted it. */
  readonly reviewedAt: string | null;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

/**
 * An approved change of a commitment, whatever the project's tiers: a package with the lines that are its own, or those of what
 * stands behind it.
 */
export interface ProcoreChangeOrder extends ListedChangeOrder {
  readonly contractId: string;
  readonly currency: ProcoreCurrency;
  readonly lineItems: readonly ProcoreContractLine[];
}

export interface ProcoreChangeOrderPackage {
  readonly id: string;
  /** Also change orders of prime contracts are packages: compare with the commitment before use. */
  readonly contractId: string | null;
  readonly type: string | null;
  readonly number: string | null;
  readonly revision: string | null;
  readonly title: string | null;
  /** Lower case: `approved`, `pending`, ... Only `approved` changes the contract's value. */
  readonly status: string;
  /** With markup, which the lines may not carry. */
  readonly grandTotal: string | null;
  readonly executed: boolean | null;
  readonly originId: string | null;
  readonly originCode: string | null;
  readonly reviewedAt: string | null;
  readonly currency: ProcoreCurrency;
  readonly updatedAt: string | null;
  readonly deletedAt: string | null;
  readonly lineItems: readonly ProcoreContractLine[];
}

/** Its `id` is not a package id; the package is `legacyPackageId`. */
export interface ProcoreCommitmentChangeOrder {
  readonly id: string;
  readonly contractId: string;
  readonly batchId: string | null;
  readonly legacyPackageId: string | null;
  readonly legacyRequestId: string | null;
  readonly number: string | null;
  readonly revision: string | null;
  readonly title: string | null;
  readonly status: string;
  readonly grandTotal: string | null;
  readonly type: string | null;
  readonly executed: boolean | null;
  readonly reviewedAt: string | null;
  readonly updatedAt: string | null;
  readonly currency: ProcoreCurrency;
}
