import type { CompiledMapping } from '../coding/resolve-coding';
import type { ProcoreDirectCost } from '../procore/procore-direct-costs';

/** An approved direct cost that is to be booked, and all that is known of it before an ERP is asked. */
export interface DirectCostWanted {
  /** Names the document for ever; what is posted of it is called after it. */
  readonly sourceId: string;
  readonly directCost: ProcoreDirectCost;
  readonly project: { readonly id: string; readonly number: string | null; readonly name: string };
  readonly mapping: CompiledMapping;
  readonly mappingVersion: number;
  /** A journal is of no supplier: nothing waits for the vendor to be linked. */
  readonly vendor: { readonly partyId: string; readonly linked: true };
}
