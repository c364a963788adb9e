import { decimalOf, sumOf } from '../../decimal';
import { money } from '../amounts';
import type { ChangeOrder, Contract } from '../books/contract';
import type { ProjectBook } from '../books/project-book';
import { packageJson } from '../files/change-order-json';
import type { IdSources } from '../ids';
import type { Json, JsonObject } from '../json';
import { dayOf, lastDay, plusMonths, type Month } from '../month';

/** Its work was done last month, no requisition bills it, and it is approved only after going live: dated in the month of the work. */
const LATE = { project: '4425', contract: 'SC-4425-005', title: 'Floor drains in the kitchen', amount: '6480' } as const;

export interface LateChangeOrder {
  readonly contract: Contract;
  readonly changeOrder: ChangeOrder;
}

/** Called once all else has its ids: nothing of another file depends on it. */
export function lateChangeOrder(books: readonly ProjectBook[], thisMonth: Month, ids: IdSources): LateChangeOrder {
  const contract = books
    .find(({ project }) => project.number === LATE.project)
    ?.contracts.find(({ number }) => number === LATE.contract);
  const coding = contract?.lines[0]?.coding;
  if (contract === undefined || coding == null) throw new Error(`${LATE.contract} has no line with a code`);
  const changeOrder: ChangeOrder = {
    packageId: ids.changeOrderPackage.next(),
    commitmentChangeOrderId: ids.commitmentChangeOrder.next(),
    requestId: ids.changeOrderRequest.next(),
    potentialId: ids.potentialChangeOrder.next(),
    batchId: null,
    number: String(contract.changeOrders.length + 1).padStart(3, '0'),
    title: LATE.title,
    isWhole: false,
    onNumber: Infinity,
    approvedOn: dayOf(plusMonths(thisMonth, -1), 27),
    lines: [{ id: ids.line.next(), coding, amount: decimalOf(LATE.amount) }],
  };
  return { contract, changeOrder };
}

/** The files of Procore with it: people have not approved it yet. */
export function withLateChangeOrder(
  files: Readonly<Record<string, Json>>,
  { contract, changeOrder }: LateChangeOrder,
): Readonly<Record<string, Json>> {
  const name = `procore/projects/${contract.project.id}/change_order_packages.json`;
  const pending = { ...packageJson({ contract, changeOrder }), status: 'pending', executed: false, reviewed_at: null };
  return { ...files, [name]: [...(files[name] as JsonObject[]), pending] };
}

/** Who approves it, and when. */
export function approvalOf({ contract, changeOrder }: LateChangeOrder): JsonObject {
  return {
    ...{ id: changeOrder.packageId, project_id: contract.project.id, project: contract.project.number },
    ...{ name: `${contract.project.number}/${contract.number}`, title: changeOrder.title, amount: amountOf(changeOrder) },
    reviewed_at: `${changeOrder.approvedOn}T18:20:00Z`,
  };
}

/** Nobody has billed any of it when last month ends. */
export function accrualOfLate({ contract, changeOrder }: LateChangeOrder, thisMonth: Month): JsonObject {
  return {
    id: `CO-${changeOrder.packageId}-${lastDay(plusMonths(thisMonth, -1))}`,
    name: `${contract.project.number}/${contract.number}/${changeOrder.title}`,
    ...{ accrued: amountOf(changeOrder), mended_by: 'accruals' },
  };
}

const amountOf = ({ lines }: ChangeOrder): string => money(sumOf(lines.map(({ amount }) => amount)));
