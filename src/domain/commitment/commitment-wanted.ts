import type { CompiledMapping } from '../coding/resolve-coding';
import type { ProcoreCommitment } from '../procore/procore-commitments';

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
  readonly vendor: { readonly partyId: string; readonly linked: boolean; readonly supplierNumber: string | null };
  /**
   * Known before go-live: what a person chose. `undecided`: nobody did yet. `balance`: an order for what is not billed, by source
   * line (`contract_item:3129856`); `leave`: nothing is posted. Null: it is younger than that.
   */
  readonly atGoLive:
    | null
    | { readonly choice: 'undecided' | 'leave' }
    | { readonly choice: 'balance'; readonly left: Readonly<Record<string, string>> };
}
