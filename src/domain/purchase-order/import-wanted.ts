import type { ContractLine } from '../procore/order-contract-lines';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { ErpOrder } from './erp-order';

/** Where an account's costs belong in Procore, as the cost codes were published. */
export interface CodeOfAccount {
  readonly account: string;
  readonly projectId: string;
  /** `''`: of the project itself. */
  readonly subJob: string;
  readonly wbsCodeId: string;
  readonly code: string;
  readonly costType: string;
}

/** What the commitment of an order follows from. */
export interface OrderImportWanted {
  readonly order: ErpOrder;
  /** Of each account that stands for a cost code of a project; more than one where it was published to several. */
  readonly codes: readonly CodeOfAccount[];
  /** The project of its lines, while nothing is written in it: archived, or the account may not use it. Null: it is open. */
  readonly closedProject: { readonly id: string; readonly name: string } | null;
  /** Procore's vendor of the supplier; null: none is linked. */
  readonly vendorId: string | null;
  /** The commitment that was made for it, as Procore shows it now; null: none was made yet. */
  readonly contract: ProcoreCommitment | 'deleted' | 'notVisible' | null;
  /** What was written last of its lines; null: nothing was. */
  readonly written: readonly ContractLine[] | null;
  /** As of every document that is planned: its supplier is linked by nobody from here. */
  readonly vendor: { readonly partyId: string; readonly linked: true };
}
