import { decimalOf, sumOf, type Decimal } from '../../decimal';
import type { ChangeOrder, Contract, ContractLine } from './contract';
import type { CostStructure } from '../catalogue/cost-structure';
import type { IdSources } from '../ids';
import { dayOf, plusMonths, type Month } from '../month';
import type { ChangeOrderPlan, CommitmentPlan } from '../plans/commitment-plan';
import type { ProjectPlan } from '../catalogue/project-plans';
import { vendorNamed } from '../catalogue/vendor-catalogue';

/** The contract of a plan, with all the change orders that it ever gets. */
export function planContract(
  plan: CommitmentPlan,
  project: ProjectPlan,
  structure: CostStructure,
  thisMonth: Month,
  ids: IdSources,
): Contract {
  const firstMonth = plusMonths(thisMonth, (plan.months?.[0] ?? -1) - 1);
  const own = plan.lines.map((text): ContractLine => {
    const [code, amount] = lineOf(text);
    const coding = structure.coding(code);
    return {
      id: ids.line.next(),
      itemType: 'contract_item',
      coding,
      description: `${coding.costCode.name} - ${coding.costType.name}`,
      scheduled: amount,
      changeOrder: null,
    };
  });
  const changeOrders = (plan.changeOrders ?? []).map((changePlan, index) =>
    changeOrderOf(changePlan, index, structure, dayOf(plusMonths(firstMonth, changePlan.onNumber - 1), 18), ids),
  );
  return {
    id: ids.commitment.next(),
    project,
    number: plan.number,
    title: plan.title,
    status: plan.status ?? 'Approved',
    vendor: plan.vendor === '' ? null : vendorNamed(plan.vendor),
    signedOn: dayOf(firstMonth, 11),
    lines: [...own, ...changeOrders.flatMap((changeOrder) => linesOf(changeOrder, ids))],
    changeOrders,
    plan,
  };
}

function changeOrderOf(
  plan: ChangeOrderPlan,
  index: number,
  structure: CostStructure,
  approvedOn: string,
  ids: IdSources,
): ChangeOrder {
  return {
    packageId: ids.changeOrderPackage.next(),
    commitmentChangeOrderId: ids.commitmentChangeOrder.next(),
    number: String(index + 1).padStart(3, '0'),
    title: plan.title,
    isWhole: plan.whole === true,
    onNumber: plan.onNumber,
    approvedOn,
    lines: plan.lines.map((text) => {
      const [code, amount] = lineOf(text);
      return { id: ids.line.next(), coding: structure.coding(code), amount };
    }),
  };
}

function linesOf(changeOrder: ChangeOrder, ids: IdSources): ContractLine[] {
  if (changeOrder.isWhole) {
    const scheduled = sumOf(changeOrder.lines.map(({ amount }) => amount));
    return [
      {
        id: ids.line.next(),
        itemType: 'whole_change_order_item',
        coding: null,
        description: changeOrder.title,
        scheduled,
        changeOrder,
      },
    ];
  }
  return changeOrder.lines.map(({ id, coding, amount }) => ({
    id,
    itemType: 'change_order_item',
    coding,
    description: `${changeOrder.title}: ${coding.costCode.name}`,
    scheduled: amount,
    changeOrder,
  }));
}

function lineOf(text: string): readonly [code: string, amount: Decimal] {
  const match = /^(\S+) (-?\d+)$/.exec(text);
  if (match === null) {
    throw new Error(`"${text}" is not a line such as "03-30-00.S 125000"`);
  }
  return [match[1] ?? '', decimalOf(match[2])];
}
