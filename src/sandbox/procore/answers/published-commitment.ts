/** What the v1.0 lists of commitments have (reference 11.1): no lines, no change orders, no origin of the vendor. */
const SHARED_MEMBERS = [
  ...['id', 'number', 'title', 'description', 'status', 'executed', 'accounting_method', 'vendor', 'project'],
  ...['origin_id', 'origin_code', 'origin_data', 'grand_total', 'revised_contract', 'approved_change_orders'],
  ...['pending_change_orders', 'pending_revised_contract', 'draft_change_orders_amount', 'total_payments'],
  ...['total_requisitions_amount', 'total_draw_requests_amount', 'remaining_balance_outstanding', 'percentage_paid'],
  ...['retainage_percent', 'requisitions_are_enabled', 'private', 'show_line_items_to_non_admins', 'contract_date'],
  ...['execution_date', 'issued_on_date', 'letter_of_intent_date', 'returned_date', 'signed_contract_received_date'],
  ...['approval_letter_date', 'created_at', 'updated_at', 'deleted_at', 'currency_configuration'],
];
const WORK_ORDER_MEMBERS = [
  ...[
    'contract_start_date',
    'contract_estimated_completion_date',
    'actual_completion_date',
    'inclusions',
    'exclusions',
  ],
];
const PURCHASE_ORDER_MEMBERS = [
  ...['assignee', 'bill_to_address', 'ship_to_address', 'ship_via', 'payment_terms', 'delivery_date'],
];
export const COMMITMENT_LIST_MEMBERS = [
  ...[...SHARED_MEMBERS, ...WORK_ORDER_MEMBERS, ...PURCHASE_ORDER_MEMBERS],
  'billing_schedule_of_values_status',
];
export const COMMITMENT_MEMBERS = [
  ...[...SHARED_MEMBERS, ...WORK_ORDER_MEMBERS, ...PURCHASE_ORDER_MEMBERS, 'created_by_id', 'custom_fields'],
  ...['line_items', 'change_order_packages', 'change_order_requests', 'potential_change_orders', 'payments_issued'],
  ...['invoice_contacts', 'attachments'],
];

/** The settings of a contract, which v1.0 does not have; no computed total is among the members of v2.0 (11.3). */
const V2_SETTINGS = ['change_order_level_of_detail', 'enable_ssov'];
const V2_SHARED = [
  ...['id', 'type', 'number', 'title', 'description', 'status', 'executed', 'accounting_method', 'vendor'],
  ...['retainage_percent', 'private', 'show_line_items_to_non_admins', 'contract_date', 'execution_date'],
  ...['issued_on_date', 'letter_of_intent_date', 'returned_date', 'signed_contract_received_date'],
  ...['approval_letter_date', 'created_at', 'updated_at', 'deleted_at', 'currency_configuration', 'custom_fields'],
  ...V2_SETTINGS,
];
export const V2_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  WorkOrderContract: [...V2_SHARED, ...WORK_ORDER_MEMBERS],
  PurchaseOrderContract: [...V2_SHARED, ...PURCHASE_ORDER_MEMBERS],
};
/** Never there, whatever else is shown: v2.0 hides the origin fields, and its lines are a list of their own. */
export const NOT_IN_V2 = [
  ...['origin_id', 'origin_code', 'origin_data', 'revised_contract', 'approved_change_orders', 'line_items'],
  ...['pending_change_orders', 'pending_revised_contract', 'draft_change_orders_amount', 'total_payments'],
  ...['total_requisitions_amount', 'total_draw_requests_amount', 'remaining_balance_outstanding', 'percentage_paid'],
  ...['change_order_packages', 'change_order_requests', 'potential_change_orders', 'payments_issued'],
  ...['line_item_contract_details', 'requisitions_are_enabled', 'invoice_contacts', 'attachments'],
];
export const ONLY_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  WorkOrderContract: PURCHASE_ORDER_MEMBERS,
  PurchaseOrderContract: WORK_ORDER_MEMBERS,
};

/** A line of a commitment, and of a potential change order by its own endpoint. */
export const LINE_MEMBERS = [
  ...['id', 'position', 'description', 'amount', 'quantity', 'unit_cost', 'uom', 'extended_type', 'extended_amount'],
  ...['total_amount', 'tax_code_id', 'cost_code', 'line_item_type', 'wbs_code', 'origin_id', 'origin_data', 'company'],
  ...['project', 'holder', 'change_event_line_item', 'currency_configuration', 'created_at', 'updated_at'],
];
export const LINE_ITEM_TYPE_MEMBERS = ['id', 'name', 'code', 'base_type', 'origin_id', 'origin_data'];

export const V2_LINE_MEMBERS = [
  ...['id', 'position', 'description', 'amount', 'quantity', 'unit_cost', 'uom', 'extended_type', 'wbs_code'],
  ...['wbs_code_id', 'tax_code_id', 'prime_line_item_id', 'work_breakdown_structure'],
];

/** A line of the subcontractor's schedule of values (reference 11.1). */
export const CONTRACT_DETAIL_MEMBERS = [
  ...['id', 'line_item_id', 'amount', 'description', 'position', 'billed_to_date', 'billed_against'],
  ...['currency_configuration'],
];
