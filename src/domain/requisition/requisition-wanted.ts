import type { KnownInsurances } from '../vendor/compliance';
import type { LinkedVendor } from '../vendor/linked-vendor';
import type { CodingFacts } from '../coding/code-lines';
import type { HoldReason } from '../holds/hold-reason';
import type { PostedEffects } from '../posting/books/posted-effects';
import type { AtGoLive } from '../commitment/at-go-live';
import type { CommitmentHistory } from './commitment-history';
import type { ProcoreRequisition } from '../procore/procore-documents';
import type { ProcoreCommitment } from '../procore/procore-commitments';

/** A requisition that is to stand in the books, and all that is known of it before an ERP is asked. */
export interface RequisitionWanted extends CodingFacts {
  /** Names the document for ever; what is posted of it is called after it. */
  readonly sourceId: string;
  readonly requisition: ProcoreRequisition;
  readonly commitment: ProcoreCommitment;
  readonly previousRequisition: ProcoreRequisition | null;
  readonly history: CommitmentHistory;
  /** What is posted of its commitment itself: the order that it bills. Absent or empty: nothing is, from here. */
  readonly ordered?: PostedEffects;
  /** Of other requisitions of the commitment what is posted, where commitments are orders. */
  readonly billedByOthers?: PostedEffects;
  /** Ids in the ERP of what others billed on its order, and persons said to be other work. */
  readonly otherWork?: readonly string[];
  /** What was chosen for the commitment when it is older than going live; absent or null: it is younger. */
  readonly atGoLive?: AtGoLive | null;
  readonly mappingVersion: number;
  /** Who is to be paid. `supplierNumber` is null while the party is not linked to a supplier. */
  readonly vendor: LinkedVendor;
  /** What Procore shows of the vendor's insurances; absent: the connection does not ask for them. */
  readonly insurances?: KnownInsurances;
  /** What persons accepted of exactly this content, e.g. that it bills more than the contract allows. */
  readonly accepted: readonly HoldReason[];
}
