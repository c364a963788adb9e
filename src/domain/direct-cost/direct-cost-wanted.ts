import type { CompiledMapping } from '../coding/resolve-coding';
import type { ProcoreDirectCost } from '../procore/procore-direct-costs';
import type { CostOfBill } from './same-bill-twice';

/** A direct cost of which something is to be booked, and all that is known of it before an ERP is asked. */
export interface DirectCostWanted {
  /** Names the document for ever; what is posted of it is called after it. */
  readonly sourceId: string;
  /** Null: it is gone from Procore, or approved no more, and something of it is booked: nothing of it is to be in the books. */
  readonly directCost: ProcoreDirectCost | null;
  readonly project: { readonly id: string; readonly number: string | null; readonly name: string };
  readonly mapping: CompiledMapping;
  readonly mappingVersion: number;
  /** Of the supplier that its vendor is linked with; null: it has no vendor, or that is linked with none. */
  readonly supplierNumber: string | null;
  /** The currency of what is booked of it; null: nothing is, or it was not told and is the books'. */
  readonly bookedIn: string | null;
  /** Nothing of it is booked yet: the ERP may have the same bill from elsewhere. */
  readonly looksForBill: boolean;
  /** Others of the same vendor with its number, while nothing of it is booked. */
  readonly sameBill: readonly CostOfBill[];
  /** A journal is of no supplier: nothing waits for the vendor to be linked. */
  readonly vendor: { readonly partyId: string; readonly linked: true };
}

/** One that is approved. */
export type ApprovedCostWanted = DirectCostWanted & { readonly directCost: ProcoreDirectCost };
