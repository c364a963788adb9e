/** Members of a company vendor by view (reference 9.2). */
const NORMAL = [
  ...['id', 'name', 'abbreviated_name', 'address', 'city', 'state_code', 'zip', 'country_code', 'company'],
  ...['business_phone', 'mobile_phone', 'fax_number', 'email_address', 'website', 'is_active', 'is_connected'],
  ...['authorized_bidder', 'prequalified', 'labor_union', 'union_member', 'non_union_prevailing_wage'],
  ...['license_number', 'notes', 'trade_name', 'logo', 'business_id', 'business_register', 'primary_contact'],
  ...['vendor_group', 'attachments', 'contact_count', 'origin_id', 'origin_code', 'origin_data', 'synced_to_erp'],
  ...['created_at', 'updated_at'],
];

export const VENDOR_VIEWS = ['extended', 'normal', 'erp', 'directory', 'compact', 'summary'] as const;
export type VendorView = (typeof VENDOR_VIEWS)[number];

/** `erp` lacks what extended adds, and extended lacks the custom fields of `erp`; `directory` is a set of its own. */
export const VENDOR_MEMBERS: Readonly<Record<VendorView, readonly string[]>> = {
  normal: NORMAL,
  extended: [
    ...NORMAL,
    ...['legal_name', 'company_vendor', 'parent', 'children_count', 'project_ids', 'standard_cost_codes', 'trades'],
    ...['bidding', 'bidding_distribution'],
  ],
  erp: [...NORMAL, 'origin_custom_fields', 'erp_custom_fields'],
  directory: [
    ...['id', 'name', 'abbreviated_name', 'address', 'city', 'state_code', 'state_name', 'zip', 'country_name'],
    ...['business_phone', 'mobile_phone', 'fax_number', 'email_address', 'website', 'authorized_bidder'],
    ...['prequalified', 'labor_union', 'union_member', 'license_number', 'notes', 'trade_name', 'logo', 'legal_name'],
    ...['business_register', 'primary_contact', 'business', 'contract_signer', 'invoice_contacts'],
    ...['created_at', 'updated_at'],
  ],
  compact: ['id', 'name'],
  summary: [
    'id',
    'name',
    'contact_count',
    'children_count',
    'business_id',
    'company_vendor',
    'is_connected',
    'synced_to_erp',
  ],
};
