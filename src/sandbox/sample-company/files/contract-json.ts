import { sumOf, ZERO, type Decimal } from '../../decimal';
import type { Application } from '../books/application';
import { percent, unevenMoney } from '../amounts';
import type { ChangeOrder, Contract } from '../books/contract';
import { ownPart, type Coding, type CostCode } from '../catalogue/cost-structure';
import type { CostType } from '../catalogue/cost-catalogue';
import type { Json, JsonObject } from '../json';
import type { ProjectPlan } from '../catalogue/project-plans';
import { isPurchaseOrder } from '../plans/commitment-plan';
import { commitmentTypeOf, currencyJson } from './requisition-json';
import { USER_ID } from '../ids';

/** The v1.0 form with its lines. */
export function contractJson(contract: Contract, applications: readonly Application[], updatedOn: string): JsonObject {
  const { project, vendor } = contract;
  const original = sumOf(contract.lines.filter((line) => line.changeOrder === null).map((line) => line.scheduled));
  const changes = sumOf(contract.lines.filter((line) => line.changeOrder !== null).map((line) => line.scheduled));
  const revised = original.plus(changes);
  const last = applications.at(-1)?.summary;
  const billed = sumOf(applications.map(({ summary }) => summary.due));
  const isDraft = contract.status === 'Draft';
  return {
    id: contract.id,
    number: contract.number,
    title: contract.title,
    description: `<p>${contract.title}</p>`,
    status: contract.status,
    executed: !isDraft,
    accounting_method: 'amount',
    vendor: vendor === null ? null : { id: vendor.id, company: vendor.name, origin_id: null, origin_data: null },
    project: { id: project.id, name: project.name },
    origin_id: null,
    origin_code: null,
    origin_data: null,
    grand_total: unevenMoney(original),
    revised_contract: unevenMoney(revised),
    approved_change_orders: unevenMoney(changes),
    pending_change_orders: '0.0',
    pending_revised_contract: unevenMoney(revised),
    draft_change_orders_amount: '0.0',
    total_payments: '0.0',
    total_requisitions_amount: unevenMoney(billed),
    total_draw_requests_amount: unevenMoney(billed),
    remaining_balance_outstanding: unevenMoney(revised.minus(billed)),
    percentage_paid: percent(ZERO, original),
    retainage_percent: '10.0',
    requisitions_are_enabled: true,
    private: true,
    show_line_items_to_non_admins: false,
    change_order_level_of_detail: contract.changeOrders.some(({ isWhole }) => isWhole)
      ? 'change_order_package'
      : 'line_item',
    contract_date: isDraft ? null : contract.signedOn,
    execution_date: isDraft ? null : contract.signedOn,
    ...(isPurchaseOrder(contract.number) ? { payment_terms: 'Net 30', delivery_date: null, ship_via: '' } : {}),
    created_at: `${contract.signedOn}T16:05:10Z`,
    updated_at: `${last === undefined ? contract.signedOn : updatedOn}T05:30:00Z`,
    deleted_at: null,
    created_by_id: USER_ID,
    currency_configuration: currencyJson(project.currency),
    custom_fields: {},
    line_items: contract.lines
      .filter((line) => line.changeOrder === null)
      .flatMap(({ id, coding, description, scheduled }, index) =>
        coding === null ? [] : [lineJson(contract, id, index + 1, coding, description, scheduled)],
      ),
  };
}

export function changeOrderPackageJson(contract: Contract, changeOrder: ChangeOrder): JsonObject {
  return {
    id: changeOrder.packageId,
    contract_id: contract.id,
    type: 'CommitmentContractChangeOrder',
    number: changeOrder.number,
    revision: 0,
    title: changeOrder.title,
    status: 'approved',
    grand_total: unevenMoney(sumOf(changeOrder.lines.map(({ amount }) => amount))),
    executed: true,
    origin_id: null,
    origin_code: null,
    origin_data: null,
    reviewed_at: `${changeOrder.approvedOn}T18:20:00Z`,
    created_at: `${changeOrder.approvedOn}T15:02:11Z`,
    updated_at: `${changeOrder.approvedOn}T18:20:00Z`,
    deleted_at: null,
    currency_configuration: currencyJson(contract.project.currency),
    line_items: changeOrder.lines.map(({ id, coding, amount }, index) =>
      lineJson(contract, id, index + 1, coding, `${changeOrder.title}: ${coding.costCode.name}`, amount),
    ),
  };
}

export function commitmentChangeOrderJson(contract: Contract, changeOrder: ChangeOrder): JsonObject {
  return {
    id: changeOrder.commitmentChangeOrderId,
    contract_id: contract.id,
    batch_id: null,
    legacy_package_id: changeOrder.packageId,
    legacy_request_id: null,
    number: changeOrder.number,
    revision: 0,
    title: changeOrder.title,
    status: 'approved',
    grand_total: unevenMoney(sumOf(changeOrder.lines.map(({ amount }) => amount))),
    type: 'CommitmentContractChangeOrder',
    executed: true,
    paid: false,
    private: true,
    reviewed_at: `${changeOrder.approvedOn}T18:20:00Z`,
    enable_ssov: false,
    currency_configuration: currencyJson(contract.project.currency),
    created_at: `${changeOrder.approvedOn}T15:02:11Z`,
    updated_at: `${changeOrder.approvedOn}T18:20:00Z`,
  };
}

function lineJson(
  contract: Contract,
  id: bigint,
  position: number,
  coding: Coding,
  description: string,
  amount: Decimal,
): JsonObject {
  const { project } = contract;
  const written = unevenMoney(amount);
  return {
    id,
    position,
    description,
    amount: written,
    extended_amount: written,
    total_amount: written,
    extended_type: 'manual',
    quantity: '0.0',
    unit_cost: '0.0',
    uom: null,
    tax_code_id: null,
    cost_code: costCodeJson(coding.costCode, project),
    line_item_type: costTypeJson(coding.costType),
    wbs_code: { id: coding.wbsCodeId, flat_code: coding.flatCode, description: coding.description },
    holder: { id: contract.id, holder_type: commitmentTypeOf(contract.number) },
    project: { id: project.id, name: project.name },
    origin_id: null,
    origin_data: null,
    currency_configuration: currencyJson(project.currency),
    created_at: `${contract.signedOn}T16:05:10Z`,
    updated_at: `${contract.signedOn}T16:05:10Z`,
  };
}

export function costTypeJson(type: CostType): JsonObject {
  return { id: type.id, name: type.name, code: type.code, base_type: type.baseType, origin_id: null, origin_data: null };
}

export function costCodeJson(code: CostCode, project: ProjectPlan, rest: Readonly<Record<string, Json>> = {}): JsonObject {
  return {
    id: code.id,
    code: ownPart(code),
    full_code: code.fullCode,
    name: code.name,
    biller: code.subJob?.name ?? project.name,
    biller_id: code.subJob?.id ?? project.id,
    biller_type: code.subJob === null ? 'Project' : 'SubJob',
    parent: { id: code.parent?.id ?? null },
    origin_id: null,
    origin_data: null,
    ...rest,
  };
}
