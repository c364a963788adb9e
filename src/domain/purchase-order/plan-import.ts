import type { Problem } from '../holds/hold-reason';
import { equals, sum } from '../money/money';
import { planVersion, type Plan, type PlannedStep } from '../posting/plan/planned-step';
import type { Planner } from '../posting/plan/planner';
import { orderContract, type OrderContract } from '../procore/order-contract';
import { compareLines, orderContractLines, type ContractLine } from '../procore/order-contract-lines';
import { isLockedStatus, orderContractStatus, type OrderContractStatus } from '../procore/order-contract-status';
import { cutText } from '../text/cut-text';
import { isOver, type ErpOrderLine } from './erp-order';
import * as problem from './import-problems';
import type { CodeOfAccount, OrderImportWanted } from './import-wanted';

const mostOfTitle = 250;
const bothOver = 'The order and its commitment are over.';

/**
 * What an order of an ERP comes to in Procore: a commitment, its lines, its approval (procore 11.4). Lines and amounts are the
 * order's; once the commitment is locked, a change is made there by people, and what people changed there is never written over.
 */
export const orderImportPlanner: Planner<OrderImportWanted> = ({ wanted }) => {
  if (wanted === null) return { problems: [], choices: [] };
  const { order, contract, closedProject } = wanted;
  if (contract === 'deleted' || contract === 'notVisible') {
    if (isOver(order))
      return { plan: planOf(wanted, null, null, ['Its commitment is gone from Procore, and the order is over.']) };
    return { problems: [problem.goneProblem(order, contract)], choices: [] };
  }
  // Made before the database was restored: what was written of it nobody knows any more.
  if (order.standing === 'canceled' && contract !== null && wanted.written === null) {
    return contract.status === 'Closed'
      ? { plan: planOf(wanted, null, null, [bothOver]) }
      : { problems: [problem.changedOrderProblem(order, contract, ['nothing is ordered any more'])], choices: [] };
  }
  const coded = codedLines(wanted);
  const problems = [...coded.problems, ...supplierProblems(wanted)];
  if (closedProject !== null) problems.push(problem.closedProjectProblem(order, closedProject));
  if (problems.length > 0 || coded.projectId === null) return { problems, choices: [] };
  const { lines, projectId } = coded;
  const base = wanted.written ?? [];
  if (contract !== null) {
    const compared = compareLines(contract.lineItems, { lines, base });
    if (compared.strange.length > 0) {
      return { problems: [problem.editedContractProblem(order, contract, compared.strange)], choices: [] };
    }
    // A canceled order that is closed in Procore too commits nobody any more.
    const isSettled = order.standing === 'canceled' && contract.status === 'Closed';
    if (isSettled) return { plan: planOf(wanted, projectId, null, [bothOver]) };
    if (!compared.areThere && isLockedStatus(contract.status)) {
      return { problems: [problem.changedOrderProblem(order, contract, compared.changes)], choices: [] };
    }
  }
  return { plan: planOf(wanted, projectId, lines, []) };
};

function planOf(
  wanted: OrderImportWanted,
  projectId: string | null,
  /** Null: they are not looked at any more. */
  lines: readonly ContractLine[] | null,
  notes: readonly string[],
): Plan {
  const { order } = wanted;
  return {
    version: planVersion,
    steps: projectId === null ? [] : stepsOf(wanted, projectId, lines),
    head: {
      mappingVersion: 0,
      company: '',
      supplier: order.supplier.number,
      currency: order.currency,
      totals: null,
      lines: order.lines.map(({ id, account, description, amount }) => ({
        ...{ itemKey: `order_line:${id}`, costCode: codeOf(wanted, account), account, description },
        ...{ gross: amount, netRetainage: '0', payable: amount },
      })),
      facts: { order: order.number, status: order.status },
    },
    recorded: [],
    leftToPeople: null,
    datesFollowTheClock: false,
    notes,
  };
}

function stepsOf(
  wanted: OrderImportWanted,
  projectId: string,
  lines: readonly ContractLine[] | null,
): readonly PlannedStep[] {
  const { order, vendorId, written } = wanted;
  const contract: OrderContract = {
    ...{ projectId, originId: order.id, originCode: order.number, vendorId: vendorId ?? '' },
    title: cutText(order.description === '' ? `Order ${order.number}` : order.description, mostOfTitle),
    ...{ currency: order.currency, date: order.date },
  };
  const common = { system: 'procore', entries: [], asks: ['live'] } as const;
  const made: PlannedStep = {
    ...common,
    ...{ id: 'contract', step: 'contract', kind: orderContract.name, draft: contract },
    subject: `contract:${order.id}`,
  };
  if (lines === null) return [made];
  const status: OrderContractStatus = {
    ...{ projectId, originId: order.id },
    status: order.standing === 'open' ? 'Approved' : 'Closed',
    lines: lines.map(({ originId, amount }) => [originId, amount]),
  };
  return [
    made,
    {
      ...common,
      ...{ id: 'contractLines', step: 'contractLines', kind: orderContractLines.name },
      draft: { projectId, originId: order.id, lines, base: written ?? [] },
      subject: `contract:${order.id}/lines`,
      after: { step: 'contract', stage: 'stands' },
    },
    {
      ...common,
      ...{ id: 'approve', step: 'approve', kind: orderContractStatus.name, draft: status },
      subject: `contract:${order.id}/status`,
      after: { step: 'contractLines', stage: 'stands' },
    },
  ];
}

interface Coded {
  /** Null: it cannot be told. */
  readonly projectId: string | null;
  readonly lines: readonly ContractLine[];
  readonly problems: readonly Problem[];
}

/** Lines that are canceled stay lines once they are written: what of them was billed stays on the commitment. */
function codedLines(wanted: OrderImportWanted): Coded {
  const { order, codes, written } = wanted;
  const known = new Set((written ?? []).map(({ originId }) => originId));
  const live = order.lines.filter(({ id, isCanceled }) => !isCanceled || known.has(id));
  const problems: Problem[] = order.unfit === null ? [] : [problem.unfitProblem(order, null, order.unfit)];
  for (const line of live) if (line.unfit !== null) problems.push(problem.unfitProblem(order, line, line.unfit));
  const fitting = live.filter(({ unfit }) => unfit === null);
  const missing = fitting.filter(({ account }) => codes.every((code) => code.account !== account));
  for (const account of new Set(missing.map((line) => line.account))) {
    problems.push(problem.unmappedAccountProblem(order, account));
  }
  const projects = [...new Set(codes.map(({ projectId }) => projectId))];
  if (projects.length > 1) problems.push(problem.severalProjectsProblem(order, projects));
  const total = sum(order.lines.map(({ amount }) => amount));
  if (order.total !== null && !equals(order.total, total)) problems.push(problem.totalDiffersProblem(order, total));
  if (live.length === 0 && problems.length === 0) {
    problems.push(problem.unfitProblem(order, null, 'it has no line that is not canceled'));
  }
  return { projectId: projects[0] ?? null, lines: live.flatMap((line) => toLine(codes, line)), problems };
}

function toLine(codes: readonly CodeOfAccount[], line: ErpOrderLine): readonly ContractLine[] {
  const code = codes.find(({ account }) => account === line.account);
  const description = line.description === '' ? `Line ${line.number}` : line.description;
  return code === undefined ? [] : [{ originId: line.id, description, wbsCodeId: code.wbsCodeId, amount: line.amount }];
}

function codeOf({ codes }: OrderImportWanted, account: string) {
  const found = codes.find((code) => code.account === account);
  return { subJob: found?.subJob ?? '', code: found?.code ?? '', type: found?.costType ?? '' };
}

/** Once the commitment stands it keeps its vendor, whatever is linked since. */
function supplierProblems({ order, vendorId }: OrderImportWanted): readonly Problem[] {
  return vendorId === null ? [problem.supplierUnknownProblem(order)] : [];
}
