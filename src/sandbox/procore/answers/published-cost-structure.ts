/** A cost code as it is listed names the origin of its biller, as it is shown the list it comes from (reference 10.1). */
const COST_CODE_MEMBERS = [
  ...['id', 'code', 'full_code', 'name', 'biller', 'biller_id', 'biller_type', 'budgeted', 'parent', 'position'],
  ...['sortable_code', 'standard_cost_code_id', 'line_item_types', 'origin_id', 'origin_data', 'created_at'],
  ...['updated_at', 'deleted_at'],
];
export const COST_CODE_LIST_MEMBERS = [...COST_CODE_MEMBERS, 'biller_origin_id'];
export const COST_CODE_SHOW_MEMBERS = [...COST_CODE_MEMBERS, 'standard_cost_code_list_id'];
export const COST_CODE_ERP_COMPACT = ['id', 'name', 'full_code', 'origin_id', 'origin_data', 'standard_cost_code_id'];

/** No origin fields, no segment pattern (reference 10.5). */
export const WBS_CODE_MEMBERS = [
  ...['id', 'flat_code', 'flat_name', 'description', 'status', 'wbs_pattern_id', 'created_at', 'updated_at'],
  'segment_items',
];
