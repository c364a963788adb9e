/** Reference 12.2. A listed package has no `type`, `description` and lines; only its show has. */
export const PACKAGE_LIST_MEMBERS = [
  ...['id', 'contract_id', 'number', 'revision', 'title', 'status', 'grand_total', 'executed', 'origin_id'],
  ...['origin_code', 'origin_data', 'due_date', 'invoiced_date', 'paid_date', 'reviewed_at'],
  ...['signed_change_order_received_date', 'schedule_impact_amount', 'designated_reviewer', 'created_at'],
  ...['updated_at', 'deleted_at', 'currency_configuration'],
];
export const PACKAGE_MEMBERS = [...PACKAGE_LIST_MEMBERS, 'type', 'description', 'line_items'];
/** No `amount`, `origin_id`, `tax_code_id` or `extended_type`. */
export const PACKAGE_LINE_MEMBERS = [
  ...['id', 'position', 'description', 'quantity', 'uom', 'unit_cost', 'total_amount', 'extended_amount', 'cost_code'],
  ...['wbs_code', 'line_item_type', 'holder', 'markup_line_items', 'currency_configuration'],
];

/** No origin fields and no lines: those are the package's. */
export const CHANGE_ORDER_MEMBERS = [
  ...['id', 'contract_id', 'batch_id', 'legacy_package_id', 'legacy_request_id', 'number', 'revision', 'title'],
  ...['status', 'grand_total', 'type', 'executed', 'paid', 'private', 'reviewed_at', 'reviewed_by', 'due_date'],
  ...['invoiced_date', 'signed_change_order_received_date', 'created_by', 'change_order_change_reason'],
  ...['enable_ssov', 'billing_schedule_of_values_status', 'currency_configuration', 'created_at', 'updated_at'],
];

export const BATCH_MEMBERS = [
  ...['id', 'contract_id', 'change_order_ids', 'legacy_request_ids', 'number', 'revision', 'title', 'status'],
  ...['grand_total', 'executed', 'reviewed_at', 'created_at', 'updated_at', 'currency_configuration'],
];

/** A listed request has no `contract_id` and no `origin_id`; no request has lines. */
export const REQUEST_LIST_MEMBERS = [
  ...['id', 'change_order_package_id', 'number', 'revision', 'title', 'status', 'grand_total', 'created_at'],
  ...['updated_at', 'deleted_at', 'currency_configuration'],
];
export const REQUEST_MEMBERS = [...REQUEST_LIST_MEMBERS, 'contract_id', 'description', 'origin_id', 'origin_data'];

export const POTENTIAL_LIST_MEMBERS = [
  ...['id', 'contract_id', 'change_order_request_id', 'change_order_tiers', 'number', 'revision', 'title', 'status'],
  ...['grand_total', 'created_at', 'updated_at', 'deleted_at', 'currency_configuration'],
];
export const POTENTIAL_MEMBERS = [
  ...POTENTIAL_LIST_MEMBERS,
  ...['description', 'origin_id', 'origin_data', 'vendor', 'line_items'],
];
/** Of the lines inside a shown potential change order: no `wbs_code`, `amount` and `origin_id`. */
export const POTENTIAL_LINE_MEMBERS = [
  ...['id', 'position', 'description', 'quantity', 'unit_cost', 'uom', 'total_amount', 'extended_amount'],
  ...['cost_code', 'line_item_type', 'holder', 'currency_configuration', 'created_at', 'updated_at'],
];
