import type { CommitmentWanted } from '../commitment/commitment-wanted';
import type { PostedEffects } from '../posting/books/posted-effects';
import type { ProcoreChangeOrder } from '../procore/procore-change-orders';

/** A change order whose lines are to stand on the order of its commitment, and all that is known before an ERP is asked. */
export interface ChangeOrderWanted extends Omit<CommitmentWanted, 'carried'> {
  /** With its lines, whatever its tiers. */
  readonly changeOrder: ProcoreChangeOrder;
  /** The day of its approval in the time zone of its project, `YYYY-MM-DD`; null: Procore says none. */
  readonly approvedOn: string | null;
  /** What is posted of the commitment, and of its change orders. */
  readonly ordered: PostedEffects;
  /** Items that stand on the order by another change order, or may: what came into a package after it was ordered alone. */
  readonly onOrder: readonly string[];
  /** Approved before this one, and not on the order yet: it goes behind them. */
  readonly earlier: readonly { readonly sourceId: string }[];
}
