import { decimalOf, ZERO } from '../../decimal';
import type { Application, AppliedLine } from '../books/application';
import type { BillingPeriod, ChangeOrder, Contract, ContractLine } from '../books/contract';
import type { CostStructure } from '../catalogue/cost-structure';
import type { IdSources } from '../ids';
import { earlier } from '../month';
import type { ProjectPlan } from '../catalogue/project-plans';
import { vendorNamed } from '../catalogue/vendor-catalogue';
import type { WorkedCommitment, WorkedItem, WorkedRequisition } from './example';
import { PROGRESS_AND_STORED } from './progress-and-stored';
import { RELEASE_AND_DEDUCTION } from './release-and-deduction';
import { WHOLE_CHANGE_ORDER } from './whole-change-order';

export const WORKED_COMMITMENTS = [...PROGRESS_AND_STORED, ...WHOLE_CHANGE_ORDER, ...RELEASE_AND_DEDUCTION];

export interface WorkedContract {
  readonly contract: Contract;
  readonly applications: readonly Application[];
}

/** Puts ids and dates to the amounts written by hand. */
export function workedProject(
  project: ProjectPlan,
  structure: CostStructure,
  periods: readonly BillingPeriod[],
  today: string,
  ids: IdSources,
): WorkedContract[] {
  return WORKED_COMMITMENTS.map((worked) => {
    const lines = new Map<string, ContractLine>();
    const contract = contractOf(worked, project, structure, periods, ids, lines);
    const applications: Application[] = [];
    for (const requisition of worked.requisitions) {
      applications.push(applicationOf(worked, requisition, contract, lines, periods, applications.at(-1), today, ids));
    }
    return { contract, applications };
  });
}

function contractOf(
  worked: WorkedCommitment,
  project: ProjectPlan,
  structure: CostStructure,
  periods: readonly BillingPeriod[],
  ids: IdSources,
  lines: Map<string, ContractLine>,
): Contract {
  const signedOn = periods[0]?.start ?? '';
  const changeOrder: ChangeOrder | null =
    worked.changeOrder === undefined
      ? null
      : {
          packageId: ids.changeOrderPackage.next(),
          commitmentChangeOrderId: ids.commitmentChangeOrder.next(),
          requestId: ids.changeOrderRequest.next(),
          potentialId: ids.potentialChangeOrder.next(),
          batchId: null,
          number: '001',
          title: worked.changeOrder.title,
          isWhole: worked.changeOrder.isWhole,
          onNumber: 1,
          approvedOn: signedOn,
          lines: worked.changeOrder.lines.map(([code, amount]) => ({
            id: ids.line.next(),
            coding: structure.coding(code),
            amount: decimalOf(amount),
          })),
        };
  for (const line of worked.lines) {
    const isChange = line.kind !== 'contract_item';
    lines.set(line.key, {
      id: line.kind === 'change_order_item' ? (changeOrder?.lines[0]?.id ?? 0n) : ids.line.next(),
      itemType: line.kind,
      coding: line.code === null ? null : structure.coding(line.code),
      description: line.description,
      scheduled: decimalOf(line.scheduled),
      changeOrder: isChange ? changeOrder : null,
    });
  }
  return {
    id: ids.commitment.next(),
    project,
    number: worked.number,
    title: worked.title,
    status: 'Approved',
    vendor: vendorNamed(worked.vendor),
    signedOn,
    lines: [...lines.values()],
    changeOrders: changeOrder === null ? [] : [changeOrder],
    plan: null,
  };
}

function applicationOf(
  worked: WorkedCommitment,
  requisition: WorkedRequisition,
  contract: Contract,
  lines: ReadonlyMap<string, ContractLine>,
  periods: readonly BillingPeriod[],
  previous: Application | undefined,
  today: string,
  ids: IdSources,
): Application {
  const period = periods[requisition.period - 1];
  if (period === undefined) {
    throw new Error(`${worked.number} is billed in period ${requisition.period}, which the project does not have`);
  }
  const billedOn = earlier(period.end, today);
  return {
    id: ids.requisition.next(),
    previousId: previous?.id ?? null,
    contract,
    period,
    number: (previous?.number ?? 0) + 1,
    invoiceNumber: requisition.invoiceNumber,
    invoiceType: requisition.invoiceType ?? 'progress',
    status: requisition.status ?? 'approved',
    billedOn,
    submittedOn: billedOn,
    updatedOn: earlier(period.end, today),
    isFinal: false,
    movesMaterials: requisition.movesMaterials ?? false,
    lines: requisition.items.map((item) => appliedLineOf(item, lines, previous, ids)),
    summary: {
      originalContractSum: decimalOf(worked.original),
      changes: decimalOf(worked.changes),
      contractSum: decimalOf(worked.contractSum),
      total: decimalOf(requisition.total),
      workRetainage: decimalOf(requisition.workRetainage),
      storedRetainage: decimalOf(requisition.storedRetainage),
      retainage: decimalOf(requisition.retainage),
      earned: decimalOf(requisition.earned),
      previousCertificates: decimalOf(requisition.previousCertificates),
      tax: ZERO,
      due: decimalOf(requisition.due),
    },
  };
}

function appliedLineOf(
  item: WorkedItem,
  lines: ReadonlyMap<string, ContractLine>,
  previous: Application | undefined,
  ids: IdSources,
): AppliedLine {
  const line = lines.get(item.line);
  if (line === undefined) {
    throw new Error(`A worked example bills the line ${item.line}, which its commitment does not have`);
  }
  return {
    id: ids.item.next(),
    previousId: previous?.lines.find((before) => before.line === line)?.id ?? null,
    line,
    workBefore: decimalOf(item.workBefore),
    workNow: decimalOf(item.workNow),
    stored: decimalOf(item.stored),
    storedBefore: decimalOf(item.storedBefore),
    moved: decimalOf(item.moved),
    total: decimalOf(item.total),
    totalBefore: decimalOf(item.totalBefore),
    retainedBefore: decimalOf(item.retainedBefore),
    retainedNow: decimalOf(item.retainedNow),
    releasedNow: decimalOf(item.releasedNow),
    storedRetained: decimalOf(item.storedRetained),
    storedRetainedBefore: decimalOf(item.storedRetainedBefore),
    movedRetained: decimalOf(item.movedRetained),
    rate: decimalOf('10'),
    gross: decimalOf(item.gross),
    net: decimalOf(item.net),
  };
}
