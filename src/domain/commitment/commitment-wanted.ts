import type { CompiledMapping } from '../coding/resolve-coding';
import type { ProcoreCommitment } from '../procore/procore-commitments';
import type { PostedEffects } from '../posting/books/posted-effects';
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
  /** What was billed before going live, by source line; null: of some of it nobody knows of which line. Absent: of none. */
  readonly billedBefore?: Readonly<Record<string, string>> | null;
  /**
   * Where orders are relieved from here of what is billed: what is posted of the commitment and of its change orders, and of what
   * bills it.
   */
  readonly relief?: { readonly ordered: PostedEffects; readonly bills: PostedEffects };
}
