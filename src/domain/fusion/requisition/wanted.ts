import type { PostedEffects } from '../../posting/books/posted-effects';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

/** A requisition, and what is posted of its commitment: the order that it bills. */
export interface FusionRequisitionWanted extends RequisitionWanted {
  /** Absent or empty: nothing of the commitment is posted from here. */
  readonly ordered?: PostedEffects;
}
