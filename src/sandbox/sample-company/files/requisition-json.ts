import { sumOf, ZERO } from '../../decimal';
import type { Application } from '../books/application';
import { money, percent, unevenMoney } from '../amounts';
import type { JsonObject } from '../json';
import { american } from '../month';
import { isPurchaseOrder } from '../plans/commitment-plan';
import { requisitionItemJson, taxJson } from './requisition-item-json';

export function commitmentTypeOf(number: string) {
  return isPurchaseOrder(number) ? 'PurchaseOrderContract' : 'WorkOrderContract';
}

export function currencyJson(iso: string | null): JsonObject {
  return { currency_iso_code: iso, currency_exchange_rate: iso === null ? null : 1, base_currency_iso_code: iso };
}

/** The v1.1 extended view. */
export function requisitionJson(application: Application): JsonObject {
  const { contract, period, summary } = application;
  const { project, vendor } = contract;
  const written = application.id % 5n === 0n ? unevenMoney : money;
  const isTaxed = !summary.tax.isZero();
  return {
    id: application.id,
    project_id: project.id,
    commitment_id: contract.id,
    commitment_type: commitmentTypeOf(contract.number),
    contract_name: `${contract.number} ${contract.title}`,
    contract_invoicing_method: 'progressive',
    accounting_method: contract.lines.some(({ unit }) => unit !== undefined) ? 'unit' : 'amount',
    previous_requisition_id: application.previousId,
    period_id: period.id,
    number: application.number,
    invoice_number: application.invoiceNumber,
    invoice_type: application.invoiceType,
    billing_date: application.billedOn,
    requisition_start: period.start,
    requisition_end: period.end,
    submitted_at: application.submittedOn,
    payment_date: null,
    status: application.status,
    erp_status: '',
    vendor_id: vendor?.id ?? null,
    vendor_name: vendor?.name ?? null,
    final: application.isFinal,
    percent_complete: `${percent(summary.total, summary.contractSum)}%`,
    total_claimed_amount: written(summary.total),
    origin_id: null,
    origin_data: null,
    deletable: application.status === 'draft',
    move_materials_to_previous_work_completed: application.movesMaterials,
    electronic_signature_id: null,
    currency_configuration: currencyJson(project.currency),
    summary: summaryJson(application, written),
    tax_summary: isTaxed ? [{ ...taxJson(), applied_amount: money(summary.tax) }] : [],
    items: application.lines.map((line, index) => requisitionItemJson(line, index + 1, written, isTaxed)),
    item_packages: packagesJson(application),
    attachments: [],
    custom_fields: {},
    created_by: createdBy(application),
    created_at: `${application.billedOn}T06:12:40Z`,
    updated_at: `${application.updatedOn}T07:45:${String(application.id % 60n).padStart(2, '0')}Z`,
  };
}

function summaryJson({ summary, lines, period }: Application, written: typeof money): JsonObject {
  const stored = sumOf(lines.map((line) => line.stored));
  const storedBefore = sumOf(lines.map((line) => line.storedBefore));
  const newMaterials = stored.minus(storedBefore);
  const changes = lines.filter(({ line }) => line.changeOrder !== null);
  const changeTotal = (sign: 'positive' | 'negative', which: 'all' | 'new' | 'previous') =>
    written(
      sumOf(
        changes
          .filter(({ line }) => line.scheduled.greaterThan(0) === (sign === 'positive'))
          .filter(({ previousId }) => which === 'all' || (previousId === null) === (which === 'new'))
          .map(({ line }) => line.scheduled),
      ),
    );
  return {
    original_contract_sum: written(summary.originalContractSum),
    net_change_by_change_orders: written(summary.changes),
    contract_sum_to_date: written(summary.contractSum),
    total_completed_and_stored_to_date: written(summary.total),
    completed_work_retainage_percent: percent(summary.workRetainage, summary.total.minus(stored)),
    completed_work_retainage_amount: written(summary.workRetainage),
    stored_materials_retainage_percent: percent(summary.storedRetainage, stored),
    stored_materials_retainage_amount: written(summary.storedRetainage),
    total_retainage: written(summary.retainage),
    total_earned_less_retainage: written(summary.earned),
    less_previous_certificates_for_payment: written(summary.previousCertificates),
    tax_applicable_to_this_payment: summary.tax.isZero() ? '0' : money(summary.tax),
    current_payment_due: written(summary.due),
    balance_to_finish_including_retainage: written(summary.contractSum.minus(summary.earned)),
    formatted_period: `${american(period.start)} - ${american(period.end)}`,
    positive_change_order_item_total: changeTotal('positive', 'all'),
    positive_new_change_order_item_total: changeTotal('positive', 'new'),
    positive_previous_change_order_item_total: changeTotal('positive', 'previous'),
    negative_change_order_item_total: changeTotal('negative', 'all'),
    negative_new_change_order_item_total: changeTotal('negative', 'new'),
    negative_previous_change_order_item_total: changeTotal('negative', 'previous'),
    new_materials: written(newMaterials.greaterThan(0) ? newMaterials : ZERO),
    new_materials_quantity: '0',
    stored_materials: written(stored),
    stored_materials_quantity: '0',
  };
}

function packagesJson({ contract, lines }: Application): JsonObject[] {
  const shown = new Set(lines.map(({ line }) => line.changeOrder));
  const own: JsonObject = {
    id: contract.id + 50_000_000n,
    contract_id: contract.id,
    change_order_id: null,
    number: contract.number,
    title: contract.title,
    status: contract.status,
    position: 1,
  };
  const changes = contract.changeOrders.filter((changeOrder) => shown.has(changeOrder));
  return [
    own,
    ...changes.map((changeOrder, index): JsonObject => ({
      id: changeOrder.packageId + 50_000_000n,
      contract_id: null,
      change_order_id: changeOrder.packageId,
      number: changeOrder.number,
      title: changeOrder.title,
      status: 'approved',
      position: index + 2,
      change_order_acronym_number: `CCO #${changeOrder.number}`,
    })),
  ];
}

function createdBy({ contract }: Application): JsonObject {
  const name = contract.vendor?.name ?? '';
  const domain = name.toLowerCase().replace(/[^a-z]/g, '');
  return {
    id: (contract.vendor?.id ?? 0n) + 90_000n,
    name: `Billing, ${name}`,
    login: `billing@${domain}.example`,
    company_name: name,
  };
}
