import { sumOf, ZERO, type Decimal } from '../../decimal';
import type { Application } from '../books/application';
import { percent, unevenMoney } from '../amounts';
import type { Contract, ContractLine, DividedLine, UnitPrice } from '../books/contract';
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
  const pending = contract.pending?.line.amount ?? ZERO;
  const details = contract.lines.filter((line) => line.detailOf !== undefined);
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
    accounting_method: contract.lines.some(({ unit }) => unit !== undefined) ? 'unit' : 'amount',
    vendor: vendor === null ? null : { id: vendor.id, company: vendor.name, origin_id: null, origin_data: null },
    project: { id: project.id, name: project.name },
    origin_id: null,
    origin_code: null,
    origin_data: null,
    grand_total: unevenMoney(original),
    revised_contract: unevenMoney(revised),
    approved_change_orders: unevenMoney(changes),
    pending_change_orders: unevenMoney(pending),
    pending_revised_contract: unevenMoney(revised.plus(pending)),
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
    line_items: ownLines(contract).map((own, index) =>
      lineJson(contract, own.id, index + 1, own.coding, own.description, own.scheduled, own.unit),
    ),
    ...(details.length === 0 ? {} : { line_item_contract_details: details.map((detail, index) => detailJson(contract, detail, index + 1)) }),
  };
}

interface OwnLine extends DividedLine {
  readonly coding: Coding;
  readonly unit?: UnitPrice;
}

/** The lines of the contract itself: of those that are divided into details, each once. */
function ownLines(contract: Contract): OwnLine[] {
  const byId = new Map<bigint, OwnLine>();
  for (const line of contract.lines) {
    if (line.changeOrder === null && line.coding !== null) {
      const own = line.detailOf ?? line;
      byId.set(own.id, { ...own, coding: line.coding, ...(line.unit === undefined ? {} : { unit: line.unit }) });
    }
  }
  return [...byId.values()];
}

/** A row of `line_item_contract_details`. */
function detailJson({ project }: Contract, detail: ContractLine, position: number): JsonObject {
  return {
    id: detail.id,
    line_item_id: detail.detailOf?.id ?? null,
    amount: unevenMoney(detail.scheduled),
    description: detail.description,
    position,
    billed_to_date: '0.0',
    billed_against: true,
    currency_configuration: currencyJson(project.currency),
  };
}

export function lineJson(
  contract: Contract,
  id: bigint,
  position: number,
  coding: Coding,
  description: string,
  amount: Decimal,
  unit?: UnitPrice,
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
    extended_type: unit === undefined ? 'manual' : 'calculated',
    quantity: unit?.quantity.toFixed(1) ?? '0.0',
    unit_cost: unit?.price.toFixed(2) ?? '0.0',
    uom: unit?.uom ?? null,
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
