import type {
  ErpAccount,
  ErpBankAccounts,
  ErpBusinessUnit,
  ErpCompany,
  ErpOrderLine,
  KeptSupplier,
} from '../erp-facts';
import type { OnOrder } from './on-order';
import type { StandingOrder } from './plan-order-change';
import type { PostingSettings } from '../posting-settings';
import type { Stands } from '../../posting/plan/planner';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';

/** What a plan can be thought over with before the ERP is asked. */
export interface SourceFacts extends Omit<RequisitionWanted, 'sourceId' | 'vendor' | 'accepted'> {
  readonly settings: PostingSettings;
  /** Only what is missing to the whole is planned; absent: the whole. */
  readonly missingTo?: Stands;
  /** With basis `commitment`: the order that is billed. */
  readonly onOrder?: OnOrder;
  /** With it: the order that stands, and its lines as JDE shows them. */
  readonly ownOrder?: { readonly order: StandingOrder; readonly lines: readonly ErpOrderLine[] };
}

/** Everything a plan follows from. The same facts give the same plan. */
export interface PlanFacts extends SourceFacts {
  readonly accounts: readonly ErpAccount[];
  readonly businessUnits: readonly ErpBusinessUnit[];
  readonly companies: readonly ErpCompany[];
  /** Null when the party is not linked, or the ERP no longer has its supplier. */
  readonly supplier: KeptSupplier | null;
  /** Of the accounts that the supplier is paid to; absent: they do not count. */
  readonly bankAccounts?: ErpBankAccounts | null;
  readonly vendor: { readonly partyId: string; readonly linked: boolean };
  /** The day in the books' time zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly accepted: RequisitionWanted['accepted'];
  /** 1 for the first posting of the document; its adjustments are 2, 3 ... */
  readonly revision: number;
}
