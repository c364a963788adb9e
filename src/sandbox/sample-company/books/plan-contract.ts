import { decimalOf, sumOf, type Decimal } from '../../decimal';
import type { ChangeOrder, Contract, ContractLine, PendingChangeOrder, UnitPrice } from './contract';
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
  const own = plan.lines.flatMap((text) => ownLines(text, plan, structure, ids));
  const changeOrders = (plan.changeOrders ?? []).map((changePlan, index) =>
    changeOrderOf(changePlan, index, structure, dayOf(plusMonths(firstMonth, changePlan.onNumber - 1), 18), plan, ids),
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
    ...(plan.pendingChange === undefined ? {} : { pending: pendingOf(plan.pendingChange, changeOrders.length, structure, ids) }),
    plan,
  };
}

/** A line of the contract, or its details where it is divided. */
function ownLines(text: string, plan: CommitmentPlan, structure: CostStructure, ids: IdSources): ContractLine[] {
  const [code, amount, unit] = lineOf(text);
  const coding = structure.coding(code);
  const description = `${coding.costCode.name} - ${coding.costType.name}`;
  const line = { id: ids.line.next(), description, scheduled: amount };
  const details = plan.details?.[code];
  if (details === undefined) {
    return [{ ...line, itemType: 'contract_item', coding, changeOrder: null, ...(unit === null ? {} : { unit }) }];
  }
  return details.map((detail): ContractLine => {
    const [name, part] = amountAtEnd(detail);
    return {
      id: ids.contractDetail.next(),
      itemType: 'contract_detail_item',
      coding,
      description: name,
      scheduled: part,
      changeOrder: null,
      detailOf: line,
    };
  });
}

function pendingOf(text: string, before: number, structure: CostStructure, ids: IdSources): PendingChangeOrder {
  const [, code = '', amount = '', title = ''] = /^(\S+) (-?\d+) (.+)$/.exec(text) ?? [];
  return {
    commitmentChangeOrderId: ids.commitmentChangeOrder.next(),
    potentialId: ids.potentialChangeOrder.next(),
    number: String(before + 1).padStart(3, '0'),
    title,
    line: { id: ids.line.next(), coding: structure.coding(code), amount: decimalOf(amount) },
  };
}

function changeOrderOf(
  plan: ChangeOrderPlan,
  index: number,
  structure: CostStructure,
  approvedOn: string,
  commitment: CommitmentPlan,
  ids: IdSources,
): ChangeOrder {
  return {
    packageId: ids.changeOrderPackage.next(),
    commitmentChangeOrderId: ids.commitmentChangeOrder.next(),
    requestId: ids.changeOrderRequest.next(),
    potentialId: ids.potentialChangeOrder.next(),
    batchId: commitment.pendingChange === undefined ? null : ids.changeOrderBatch.next(),
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

/** `03-30-00.S 125000`, or by units `32-12-00.S 1250 SY at 84.50`. */
function lineOf(text: string): readonly [code: string, amount: Decimal, unit: UnitPrice | null] {
  const byUnits = /^(\S+) (\d+) (\w+) at (\d+\.\d\d)$/.exec(text);
  if (byUnits !== null) {
    const [, code = '', count, uom = '', each] = byUnits;
    const [quantity, price] = [decimalOf(count), decimalOf(each)];
    return [code, quantity.times(price), { uom, quantity, price }];
  }
  const match = /^(\S+) (-?\d+)$/.exec(text);
  if (match === null) {
    throw new Error(`"${text}" is not a line such as "03-30-00.S 125000" or "32-12-00.S 1250 SY at 84.50"`);
  }
  return [match[1] ?? '', decimalOf(match[2]), null];
}

function amountAtEnd(text: string): readonly [name: string, amount: Decimal] {
  const [, name = '', amount = '0'] = /^(.+) (\d+)$/.exec(text) ?? [];
  return [name, decimalOf(amount)];
}
