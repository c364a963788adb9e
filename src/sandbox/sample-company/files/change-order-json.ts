import { sumOf } from '../../decimal';
import { unevenMoney } from '../amounts';
import type { ChangeOrder, ChangeOrderLine, Contract, PendingChangeOrder } from '../books/contract';
import type { JsonObject } from '../json';
import { lineJson } from './contract-json';
import { currencyJson } from './requisition-json';

interface OfContract<T> {
  readonly contract: Contract;
  readonly changeOrder: T;
}

/** The files of a project's change orders: packages, what stands behind them, and those that have no package yet. */
export function changeOrderFiles(contracts: readonly Contract[]): Record<string, JsonObject[]> {
  const approved = contracts.flatMap((contract) =>
    contract.changeOrders.map((changeOrder): OfContract<ChangeOrder> => ({ contract, changeOrder })),
  );
  const pending = contracts.flatMap((contract) =>
    contract.pending === undefined ? [] : [{ contract, changeOrder: contract.pending }],
  );
  return {
    change_order_packages: approved.map(packageJson),
    commitment_change_orders: [...approved.map(changeOrderJson), ...pending.map(pendingJson)],
    potential_change_orders: [...approved.map(potentialJson), ...pending.map(pendingPotentialJson)],
    commitment_change_order_batches: approved.filter(({ changeOrder }) => changeOrder.batchId !== null).map(batchJson),
  };
}

function approvedJson({ contract, changeOrder }: OfContract<ChangeOrder>): JsonObject {
  return {
    contract_id: contract.id,
    number: changeOrder.number,
    revision: 0,
    title: changeOrder.title,
    status: 'approved',
    grand_total: unevenMoney(sumOf(changeOrder.lines.map(({ amount }) => amount))),
    executed: true,
    reviewed_at: `${changeOrder.approvedOn}T18:20:00Z`,
    created_at: `${changeOrder.approvedOn}T15:02:11Z`,
    updated_at: `${changeOrder.approvedOn}T18:20:00Z`,
    currency_configuration: currencyJson(contract.project.currency),
  };
}

const NO_ORIGIN = { origin_id: null, origin_data: null };

export function packageJson(row: OfContract<ChangeOrder>): JsonObject {
  return {
    id: row.changeOrder.packageId,
    type: 'CommitmentContractChangeOrder',
    description: null,
    ...approvedJson(row),
    ...NO_ORIGIN,
    origin_code: null,
    deleted_at: null,
    line_items: linesJson(row.contract, row.changeOrder.title, row.changeOrder.lines),
  };
}

function changeOrderJson(row: OfContract<ChangeOrder>): JsonObject {
  const { changeOrder } = row;
  return {
    id: changeOrder.commitmentChangeOrderId,
    batch_id: changeOrder.batchId,
    legacy_package_id: changeOrder.packageId,
    legacy_request_id: changeOrder.requestId,
    ...approvedJson(row),
    type: 'CommitmentChangeOrder',
    paid: false,
    private: true,
    enable_ssov: false,
  };
}

/** Holds the lines; the package shows them less their amounts. */
function potentialJson(row: OfContract<ChangeOrder>): JsonObject {
  return {
    id: row.changeOrder.potentialId,
    change_order_request_id: row.changeOrder.requestId,
    change_order_tiers: row.changeOrder.batchId === null ? 1 : 2,
    ...approvedJson(row),
    ...NO_ORIGIN,
    line_items: linesJson(row.contract, row.changeOrder.title, row.changeOrder.lines),
  };
}

function batchJson(row: OfContract<ChangeOrder>): JsonObject {
  return {
    id: row.changeOrder.batchId,
    ...approvedJson(row),
    change_order_ids: [row.changeOrder.commitmentChangeOrderId],
    legacy_request_ids: [row.changeOrder.requestId],
  };
}

function pendingJson({ contract, changeOrder }: OfContract<PendingChangeOrder>): JsonObject {
  return {
    id: changeOrder.commitmentChangeOrderId,
    contract_id: contract.id,
    batch_id: null,
    legacy_package_id: null,
    legacy_request_id: null,
    number: changeOrder.number,
    revision: 0,
    title: changeOrder.title,
    status: 'pending',
    grand_total: unevenMoney(changeOrder.line.amount),
    type: 'CommitmentChangeOrder',
    executed: false,
    paid: false,
    private: true,
    reviewed_at: null,
    enable_ssov: false,
    currency_configuration: currencyJson(contract.project.currency),
    created_at: `${contract.signedOn}T16:40:00Z`,
    updated_at: `${contract.signedOn}T16:40:00Z`,
    line_items: linesJson(contract, changeOrder.title, [changeOrder.line]),
  };
}

function pendingPotentialJson({ contract, changeOrder }: OfContract<PendingChangeOrder>): JsonObject {
  return {
    id: changeOrder.potentialId,
    contract_id: contract.id,
    change_order_request_id: null,
    change_order_tiers: 2,
    number: changeOrder.number,
    title: changeOrder.title,
    status: 'pending',
    grand_total: unevenMoney(changeOrder.line.amount),
    ...NO_ORIGIN,
    created_at: `${contract.signedOn}T16:40:00Z`,
    updated_at: `${contract.signedOn}T16:40:00Z`,
    line_items: linesJson(contract, changeOrder.title, [changeOrder.line]),
  };
}

function linesJson(contract: Contract, title: string, lines: readonly ChangeOrderLine[]): JsonObject[] {
  return lines.map(({ id, coding, amount }, index) =>
    lineJson(contract, id, index + 1, coding, `${title}: ${coding.costCode.name}`, amount),
  );
}
