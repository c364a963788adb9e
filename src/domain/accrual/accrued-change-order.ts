import type { CommitmentWanted } from '../commitment/commitment-wanted';
import type { PostedEffects } from '../posting/books/posted-effects';
import type { ProcoreChangeOrder } from '../procore/procore-change-orders';

/** An approved change order of which what nobody has billed is to be accrued, and all that is known before an ERP is asked. */
export interface AccruedChangeOrder extends Pick<
  CommitmentWanted,
  'commitment' | 'project' | 'mapping' | 'mappingVersion' | 'atGoLive'
> {
  /** With its lines, as last read. */
  readonly changeOrder: ProcoreChangeOrder;
  /** The day of its approval in the time zone of its project, `YYYY-MM-DD`. */
  readonly approvedOn: string;
  /** What is posted of the commitment, and of its change orders. */
  readonly ordered: PostedEffects;
  /**
   * Of each of its lines (`change_order_item:71`) what validated invoices that are dated on the last day or before bill of it, and what
   * is accrued of it then for requisitions that no invoice covers.
   */
  readonly covered: Readonly<Record<string, string>>;
  /** Its items that stand on the order, or are accrued, by another change order: one that came into a package later. */
  readonly elsewhere: readonly string[];
  /** Accruals of the commitment's requisitions at the same end that are not settled, by name: what they come to is covered too. */
  readonly pending: readonly string[];
}
