import type { HoldReason, Problem } from '../../holds/hold-reason';
import { isZero } from '../../money/money';
import { readableAmount } from '../../money/readable-amount';
import type { Stands } from '../../posting/plan/planner';
import { itemKey } from '../../requisition/item-key';
import { missingLines, missingTotals, standingLines } from '../../requisition/missing-amounts';
import type { RequisitionAmounts } from '../../requisition/requisition-amounts';
import type { RequisitionWanted } from '../../requisition/requisition-wanted';
import type { BilledItem } from '../../requisition/billed-items';

interface MissingItems {
  readonly items: readonly BilledItem[];
  readonly amounts: RequisitionAmounts;
}

/**
 * A requisition of what is missing: its items less what stands of them. The account is the order's whatever the item, so that none
 * moves to another one. A quantity is known only of an item of which nothing stands.
 */
export function missingItems(
  wanted: RequisitionWanted,
  stands: Stands,
  amounts: RequisitionAmounts,
  whole: readonly BilledItem[],
  currency: string,
): MissingItems {
  const standing = standingLines(stands.entries).map((line) => ({ ...line, account: '' }));
  const touched = new Set(standing.map((line) => line.itemKey));
  const named = whole.map((item) => ({ ...item, item, account: '' }));
  const { lines, gone } = missingLines(named, standing, currency);
  const left = lines.map(({ item, gross, netRetainage }): BilledItem => {
    const quantity = touched.has(item.itemKey) ? null : item.quantity;
    return { ...item, gross, netRetainage, quantity };
  });
  const back = gone.map(({ itemKey: key, gross, netRetainage }): BilledItem => {
    const source = sourceOf(wanted, key);
    const description = `Taken back, requisition ${wanted.requisition.number}`;
    return { itemKey: key, source, description, codes: null, gross, netRetainage, quantity: null, uom: '' };
  });
  const items = [...left, ...back];
  const all = items.map((item) => ({ ...item, account: '' }));
  return { items, amounts: { ...amounts, totals: missingTotals(amounts.totals, all, stands) } };
}

/** The line of the source that an item bills: its own id, the contract's line of a detail, the line of a change order. */
function sourceOf({ requisition }: RequisitionWanted, key: string): string {
  const [, line] = /\/line-(\d+)$/.exec(key) ?? [];
  if (line !== undefined) return `change_order_item:${line}`;
  const item = requisition.items.find((one) => itemKey(one) === key);
  if (item === undefined) return key;
  const kind = item.itemType === 'contract_detail_item' ? 'contract_item' : item.itemType;
  return `${kind}:${item.lineItemId ?? ''}`;
}

/** Where the order's own terms withhold, what is released is let go of by AP: no posting of ours takes that back, or adds to it. */
export function releaseProblems({ amounts }: MissingItems, hasTerms: boolean, currency: string): readonly Problem[] {
  const { released } = amounts.totals;
  if (!hasTerms || isZero(released)) return [];
  return [
    {
      reason: 'retainageSetup' satisfies HoldReason,
      kind: 'person',
      field: 'items.work_completed_retainage_released_this_period',
      value: released,
      message: `The release of retainage differs by ${readableAmount(released, currency)}; the order's own terms withhold, so AP lets it go, and no posting changes that.`,
      remedies: [{ act: 'inProcore', text: 'Set what is released back to what it was' }],
    },
  ];
}
