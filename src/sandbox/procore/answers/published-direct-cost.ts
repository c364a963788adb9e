/** Members of a direct cost (reference 15): a listed one has no lines, a shown one no `amount`. */
const SHARED_MEMBERS = [
  ...['id', 'direct_cost_type', 'status', 'direct_cost_date', 'received_date', 'payment_date', 'invoice_number'],
  ...['vendor_id', 'vendor_name', 'vendor', 'employee', 'terms', 'description', 'grand_total', 'origin_id'],
  ...['origin_data', 'deleted_at', 'currency_configuration', 'created_at', 'updated_at'],
];
export const DIRECT_COST_LIST_MEMBERS = [...SHARED_MEMBERS, 'amount'];
export const DIRECT_COST_MEMBERS = [
  ...[...SHARED_MEMBERS, 'company', 'project', 'attachments', 'line_items_count', 'line_items'],
];

const LINE_MEMBERS = [
  ...['id', 'amount', 'quantity', 'unit_cost', 'uom', 'extended_type', 'extended_amount', 'total_amount'],
  ...['cost_code', 'line_item_type', 'wbs_code', 'tax_code_id', 'description', 'position', 'created_at', 'updated_at'],
];
const ORIGIN = ['origin_id', 'origin_data'];

/** Of all lines of a project: no origin. */
export const PROJECT_LINE_MEMBERS = [...LINE_MEMBERS, 'holder'];
export const PROJECT_LINE_COST_CODE = ['id', 'full_code', 'name', 'origin_id'];
/** Of the lines of one direct cost. */
export const DIRECT_COST_LINE_MEMBERS = [...LINE_MEMBERS, 'holder', ...ORIGIN];
/** Inside a shown direct cost. */
export const EMBEDDED_DIRECT_COST_LINE_MEMBERS = [...LINE_MEMBERS, ...ORIGIN, 'ref'];
