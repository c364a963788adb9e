import type { CompiledMapping } from '../coding/resolve-coding';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { AtGoLive } from './at-go-live';
import type { OlderLine } from './older-lines';
import type { LinkedVendor } from '../vendor/linked-vendor';

/** A commitment that is to be an order, and all that is known of it before an ERP is asked. */
export interface CommitmentWanted {
  /** Names the document for ever; what is posted of it is called after it. */
  readonly sourceId: string;
  /** As it is shown, with its lines. */
  readonly commitment: ProcoreCommitment;
  readonly project: { readonly id: string; readonly number: string | null; readonly name: string };
  readonly mapping: CompiledMapping;
  readonly mappingVersion: number;
  /** `supplierNumber` is null while the party is not linked to a supplier. */
  readonly vendor: LinkedVendor;
  /** What was chosen for one that is older than going live. Null: it is younger. */
  readonly atGoLive: AtGoLive | null;
  /** Lines of change orders that a balance carries. */
  readonly carried: readonly OlderLine[];
}
