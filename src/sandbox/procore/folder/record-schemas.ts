import { z } from 'zod';
import { directCostSchema } from './direct-cost-schema';
import { contractLine, reference, wbsCode } from './line-schemas';
import { insuranceSchema, vendorSchema } from './vendor-schemas';
import {
  anyText,
  count,
  date,
  dateTime,
  flag,
  id,
  maybe,
  money,
  oneOf,
  origin,
  percent,
  rowsOf,
  text1,
  times,
} from './value-schemas';

/** A line of the subcontractor's schedule of values; shown by an endpoint of its own. */
const contractDetail = z.looseObject({ id, line_item_id: id, position: maybe(count), amount: maybe(money) });

function commitment(...statuses: readonly string[]) {
  return z.looseObject({
    id,
    number: maybe(anyText),
    status: oneOf(...statuses),
    accounting_method: maybe(oneOf('amount', 'unit')),
    vendor: maybe(reference),
    grand_total: maybe(money),
    revised_contract: maybe(money),
    approved_change_orders: maybe(money),
    line_items: rowsOf(contractLine),
    line_item_contract_details: maybe(rowsOf(contractDetail)),
    origin_code: maybe(anyText),
    ...origin,
    ...times,
    updated_at: dateTime,
  });
}

const changeOrderStatus = [
  ...['draft', 'not_pricing', 'pricing', 'pending', 'revised', 'proceeding', 'not_proceeding'],
  ...['no_charge', 'approved', 'rejected', 'void'],
];

const retainageAmounts = {
  work_completed_retainage_from_previous_application: maybe(money),
  work_completed_retainage_retained_this_period: maybe(money),
  work_completed_retainage_released_this_period: maybe(money),
  materials_stored_retainage_currently_retained: maybe(money),
  materials_stored_retainage_new_materials: maybe(money),
  materials_stored_retainage_released_this_period: maybe(money),
  materials_retainage_retained_moved: maybe(money),
};

const requisitionItem = z.looseObject({
  id,
  item_type: oneOf('contract_item', 'contract_detail_item', 'change_order_item', 'whole_change_order_item'),
  accounting_method: maybe(oneOf('amount', 'unit')),
  position: maybe(count),
  line_item_id: maybe(id),
  detail_line_item_id: maybe(id),
  cost_code_id: maybe(id),
  wbs_code: maybe(wbsCode),
  scheduled_value: maybe(money),
  work_completed_from_previous_application: maybe(money),
  work_completed_this_period: maybe(money),
  materials_presently_stored: maybe(money),
  materials_moved: maybe(money),
  total_completed_and_stored_to_date: maybe(money),
  gross_amount: maybe(money),
  net_amount: maybe(money),
  status: maybe(oneOf('approved', 'rejected', 'no_action')),
  ...retainageAmounts,
});

const summary = z.looseObject({
  original_contract_sum: money,
  net_change_by_change_orders: money,
  contract_sum_to_date: money,
  total_completed_and_stored_to_date: money,
  completed_work_retainage_amount: maybe(money),
  stored_materials_retainage_amount: maybe(money),
  total_retainage: money,
  total_earned_less_retainage: money,
  less_previous_certificates_for_payment: money,
  tax_applicable_to_this_payment: maybe(money),
  current_payment_due: money,
  balance_to_finish_including_retainage: maybe(money),
});

export const REQUISITION_STATUSES = [
  ...['draft', 'under_review', 'revise_and_resubmit', 'approved', 'approved_as_noted', 'pending_owner_approval'],
] as const;

export const requisitionSchema = z.looseObject({
  id,
  project_id: id,
  commitment_id: id,
  commitment_type: oneOf('WorkOrderContract', 'PurchaseOrderContract'),
  period_id: maybe(id),
  previous_requisition_id: maybe(id),
  vendor_id: maybe(id),
  number: count,
  invoice_number: maybe(anyText),
  status: oneOf(...REQUISITION_STATUSES),
  billing_date: maybe(date),
  requisition_start: maybe(date),
  requisition_end: maybe(date),
  submitted_at: maybe(date),
  payment_date: maybe(date),
  percent_complete: maybe(percent),
  total_claimed_amount: maybe(money),
  final: maybe(flag),
  summary,
  items: rowsOf(requisitionItem),
  item_packages: maybe(rowsOf(reference)),
  ...origin,
  ...times,
  updated_at: dateTime,
});

export const companySchema = z.looseObject({ id, name: text1 });
export const meSchema = z.looseObject({ id, login: anyText, name: anyText });
export const permittedProjectsSchema = rowsOf(id);

const expectedHold = {
  reasons: z.array(text1).min(1),
  may_name: maybe(z.array(text1)),
  mended_by: maybe(text1),
  why: text1,
};
/** What must come of the company, for whoever compares; nothing here is Procore's. */
export const expectationsSchema = z.strictObject({
  books_from: date,
  requisitions: rowsOf(z.strictObject({ id, ...expectedHold })),
  vendors: rowsOf(z.strictObject({ id, name: text1, ...expectedHold })),
});

/** One schema per record set; the file is an array of these. */
export const RECORD_SCHEMAS = {
  projects: z.looseObject({ id, name: text1, active: flag, ...origin, ...times }),
  vendors: vendorSchema,
  insurances: insuranceSchema,
  line_item_types: z.looseObject({ id, name: text1, code: text1, ...origin }),
  tax_codes: z.looseObject({ id, code: text1, ...origin }),
  standard_cost_code_lists: z.looseObject({ id, name: text1, is_erp_list: maybe(flag) }),
  standard_cost_codes: z.looseObject({ id, standard_cost_code_list_id: id, code: text1, name: text1, ...origin }),
  cost_codes: z.looseObject({ id, full_code: text1, name: text1, biller_id: maybe(id), ...origin, ...times }),
  sub_jobs: z.looseObject({ id, code: text1, name: text1, ...origin, ...times }),
  wbs_codes: z.looseObject({
    id,
    flat_code: text1,
    status: oneOf('active', 'inactive'),
    segment_items: rowsOf(z.looseObject({ id, code: text1, segment: z.looseObject({ type: text1 }) })),
    ...times,
  }),
  wbs_segments: z.looseObject({
    id,
    name: text1,
    type: oneOf('sub_job', 'cost_code', 'line_item_type', 'custom'),
    required: maybe(flag),
  }),
  wbs_segment_items: z.looseObject({ id, segment_id: id, record_id: id, status: oneOf('active', 'inactive') }),
  /** One row, with the id of its project. */
  budgets: z.looseObject({ id, locked: flag }),
  budget_line_items: z.looseObject({ id, wbs_code_id: id, original_budget_amount: maybe(money) }),
  billing_periods: z.looseObject({ id, status: oneOf('open', 'closed'), start_date: date, end_date: date, ...times }),
  work_order_contracts: commitment(
    ...['Draft', 'Out For Bid', 'Out For Signature', 'Approved', 'Complete', 'Terminated', 'Void'],
  ),
  purchase_order_contracts: commitment(
    ...['Draft', 'Processing', 'Submitted', 'Partially Received', 'Received', 'Approved', 'Closed'],
  ),
  change_order_packages: z.looseObject({
    id,
    contract_id: id,
    status: oneOf(...changeOrderStatus),
    grand_total: maybe(money),
    line_items: rowsOf(contractLine),
    ...origin,
    ...times,
  }),
  commitment_change_orders: z.looseObject({
    id,
    contract_id: id,
    batch_id: maybe(id),
    legacy_package_id: maybe(id),
    legacy_request_id: maybe(id),
    status: oneOf(...changeOrderStatus, 'pending_billable'),
    grand_total: maybe(money),
    ...times,
  }),
  potential_change_orders: z.looseObject({
    id,
    contract_id: maybe(id),
    change_order_request_id: maybe(id),
    line_items: rowsOf(contractLine),
    ...origin,
    ...times,
  }),
  change_order_requests: z.looseObject({
    id,
    contract_id: id,
    change_order_package_id: maybe(id),
    status: oneOf(...changeOrderStatus),
    ...origin,
    ...times,
  }),
  commitment_change_order_batches: z.looseObject({
    id,
    contract_id: id,
    change_order_ids: rowsOf(id),
    status: oneOf(...changeOrderStatus, 'pending_billable'),
    ...times,
  }),
  requisitions: requisitionSchema,
  direct_costs: directCostSchema,
  contract_payments: z.looseObject({
    id,
    contract_id: id,
    requisition_id: maybe(id),
    amount: maybe(money),
    date: maybe(date),
    ...origin,
    ...times,
  }),
} as const;

export const REQUISITION_ROW_SCHEMAS = {
  requisition_change_order_items: z.looseObject({
    id,
    change_order_package_id: maybe(id),
    commitment_line_item_id: maybe(id),
  }),
  requisition_change_histories: z.looseObject({ id, column: text1, created_at: dateTime }),
} as const;
