/** Members of the control port's record list and, with `.json`, names of the files in the data folder. */
export const COMPANY_COLLECTIONS = [
  'projects',
  'vendors',
  'insurances',
  'line_item_types',
  'tax_codes',
  'standard_cost_code_lists',
  'standard_cost_codes',
] as const;

export const PROJECT_COLLECTIONS = [
  'cost_codes',
  'sub_jobs',
  'wbs_codes',
  'wbs_segments',
  'wbs_segment_items',
  'budgets',
  'budget_line_items',
  'billing_periods',
  'work_order_contracts',
  'purchase_order_contracts',
  'change_order_packages',
  'commitment_change_orders',
  'potential_change_orders',
  'change_order_requests',
  'commitment_change_order_batches',
  'requisitions',
  'direct_costs',
  'contract_payments',
] as const;

/** Rows that belong to a requisition: `{requisitionId: [rows]}`. */
export const REQUISITION_ROW_SETS = ['requisition_change_order_items', 'requisition_change_histories'] as const;

export const COMMITMENT_COLLECTIONS = ['work_order_contracts', 'purchase_order_contracts'] as const;

/** Of every tier; what of them has an event of its own, a project's hook can tell of. */
export const CHANGE_ORDER_COLLECTIONS = [
  'change_order_packages',
  'commitment_change_orders',
  'potential_change_orders',
  'change_order_requests',
] as const;

export type CompanyCollection = (typeof COMPANY_COLLECTIONS)[number];
export type ProjectCollection = (typeof PROJECT_COLLECTIONS)[number];
export type RequisitionRowSet = (typeof REQUISITION_ROW_SETS)[number];
type ChangeOrderCollection = (typeof CHANGE_ORDER_COLLECTIONS)[number];
export type CommitmentCollection = (typeof COMMITMENT_COLLECTIONS)[number];
/** Of a project, each record with `line_items`. */
export type CollectionWithLines = CommitmentCollection | ChangeOrderCollection | 'direct_costs';
