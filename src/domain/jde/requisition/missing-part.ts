import { minus } from '../../money/money';
import type { Stands } from '../../posting/plan/planner';
import { missingLines, missingTotals, standingLines } from '../../requisition/missing-amounts';
import type { AmountTotals, RequisitionAmounts } from '../../requisition/requisition-amounts';
import { toAmount } from '../../money/money';
import { accountName, parseAccountName } from '../account';
import type { JdeLine } from './coded-line';
import type { PlanFacts } from './plan-facts';

interface MissingPart {
  readonly lines: readonly JdeLine[];
  readonly totals: AmountTotals;
}

/**
 * A requisition of what is missing: the lines less what stands of them, by item and account, and the totals of those. Units are
 * known only of a line of which nothing stands.
 */
export function missingPart(
  { requisition }: Pick<PlanFacts, 'requisition'>,
  stands: Stands,
  { totals }: Pick<RequisitionAmounts, 'totals'>,
  whole: readonly JdeLine[],
  currency: string,
): MissingPart {
  const standing = standingLines(stands.entries);
  const named = whole.map((line) => ({ ...line, line, account: accountName(line.account) }));
  const { lines, gone } = missingLines(named, standing, currency);
  const touched = new Set(standing.map(({ itemKey, account }) => `${itemKey} ${account}`));
  const left = lines.map(({ line, gross, netRetainage, itemKey, account }): JdeLine => {
    const isNew = !touched.has(`${itemKey} ${account}`);
    return {
      ...line,
      gross,
      netRetainage,
      payable: toAmount(minus(gross, netRetainage), currency),
      quantity: isNew ? line.quantity : null,
    };
  });
  const back = gone.map(({ itemKey, account, gross, netRetainage }): JdeLine => {
    const like = whole.find((line) => line.itemKey === itemKey);
    const billed = stands.entries.find(
      ({ item, orderLine, ...entry }) => item === itemKey && orderLine !== '' && entry.account === account,
    );
    return {
      ...(billed === undefined ? {} : { orderLine: billed.orderLine }),
      itemKey,
      account: parseAccountName(account),
      costCode: like?.costCode ?? { subJob: '', code: '', type: '' },
      description: like?.description ?? `Taken back, requisition ${requisition.number}`,
      gross,
      netRetainage,
      payable: toAmount(minus(gross, netRetainage), currency),
      quantity: null,
      unitOfMeasure: like?.unitOfMeasure ?? '',
    };
  });
  const all = [...left, ...back];
  return {
    lines: all,
    totals: missingTotals(
      totals,
      all.map((line) => ({ ...line, account: '' })),
      stands,
    ),
  };
}
