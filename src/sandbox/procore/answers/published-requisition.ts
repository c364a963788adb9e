/** Members of v1.1 requisitions as published (reference 13.4); what else a record holds is extra. */
export const REQUISITION_MEMBERS = [
  ...['id', 'project_id', 'commitment_id', 'period_id', 'previous_requisition_id', 'commitment_type', 'contract_name'],
  ...['contract_invoicing_method', 'vendor_id', 'vendor_name', 'number', 'invoice_number', 'invoice_type'],
  ...['billing_date', 'requisition_start', 'requisition_end', 'submitted_at', 'payment_date', 'status', 'erp_status'],
  ...['final', 'percent_complete', 'total_claimed_amount', 'origin_id', 'origin_data', 'deletable'],
  ...['move_materials_to_previous_work_completed', 'electronic_signature_id', 'currency_configuration', 'created_by'],
  ...['custom_fields', 'attachments', 'summary', 'summary_text', 'tax_summary', 'accounting_method', 'items'],
  ...['item_packages', 'created_at', 'updated_at'],
];

export const ITEM_PACKAGE_MEMBERS = [
  ...['id', 'contract_id', 'change_order_id', 'number', 'title', 'status', 'position', 'change_order_acronym_number'],
  ...['change_order_request', 'batch'],
];

/** Of the v1.1 items and of the three v1.0 lists alike. */
const SHARED_ITEM_MEMBERS = [
  ...['id', 'item_type', 'position', 'cost_code_id', 'wbs_code', 'description_of_work', 'scheduled_value'],
  ...['scheduled_quantity', 'scheduled_unit_price', 'work_completed_from_previous_application'],
  ...['work_completed_from_previous_application_quantity', 'work_completed_this_period'],
  ...['work_completed_this_period_quantity', 'materials_presently_stored', 'materials_moved'],
  ...['total_completed_and_stored_to_date', 'total_completed_and_stored_to_date_percent'],
  ...['work_completed_retainage_from_previous_application', 'work_completed_retainage_retained_this_period'],
  ...['work_completed_retainage_percent_this_period', 'work_completed_retainage_released_this_period'],
  ...['materials_stored_retainage_currently_retained', 'materials_stored_retainage_percent_this_period'],
  ...['materials_stored_retainage_released_this_period', 'materials_retainage_retained_moved'],
  ...['subcontractor_claimed_amount', 'status', 'comment', 'ssr_manual_override', 'currency_configuration'],
];

/** Reference 13.5 and 13.6: there is no `detail_line_item_id`, no `change_order_package_id` among them. */
export const V11_ITEM_MEMBERS = [
  ...SHARED_ITEM_MEMBERS,
  ...['accounting_method', 'line_number', 'line_item_id', 'uom', 'gross_amount', 'net_amount', 'taxes'],
  ...['materials_presently_stored_quantity', 'materials_presently_stored_from_previous_progress'],
  ...['materials_previously_stored_quantity', 'total_completed_and_stored_to_date_from_previous'],
  ...['materials_stored_retainage_new_materials', 'previous_progress_id'],
];

/** Published for contract items alone, though seen on real rows of the two other lists. */
const ONLY_OF_CONTRACT_ITEMS = ['item_type', 'status', 'comment', 'ssr_manual_override'];
const V1_OTHERS = SHARED_ITEM_MEMBERS.filter((member) => !ONLY_OF_CONTRACT_ITEMS.includes(member));

export const V1_CONTRACT_ITEM_MEMBERS = [...SHARED_ITEM_MEMBERS, 'line_item_id'];
export const V1_DETAIL_ITEM_MEMBERS = [...V1_OTHERS, 'detail_line_item_id'];
export const V1_CHANGE_ORDER_ITEM_MEMBERS = [
  ...V1_OTHERS,
  ...['line_item_id', 'commitment_line_item_id', 'commitment_line_item_origin_id', 'change_order_package_id'],
];
