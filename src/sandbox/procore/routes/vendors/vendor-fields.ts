import { isJsonArray, isJsonObject, numberOf, textOf, type JsonObject, type JsonValue } from '../../../http/json-value';
import { ApiError } from '../../gate/api-error';
import type { SandboxContext } from '../../sandbox-context';
import { refuseTakenOriginId, refuseUnknownFields } from '../written-fields';

const WRITABLE_VENDOR_FIELDS = [
  ...['name', 'address', 'city', 'zip', 'state_code', 'country_code', 'business_phone', 'mobile_phone', 'fax_number'],
  ...['email_address', 'website', 'is_active', 'authorized_bidder', 'prequalified', 'labor_union', 'license_number'],
  ...['union_member', 'non_union_prevailing_wage', 'abbreviated_name', 'notes', 'vendor_group_id', 'parent_id'],
  ...['primary_contact_id', 'origin_id', 'origin_data', 'origin_code', 'trade_ids', 'standard_cost_code_ids'],
  ...['bidding_distribution_ids', 'trade_name', 'bidding'],
];

const STATES: Readonly<Record<string, string>> = {
  US:
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK ' +
    'OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR',
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
  AU: 'ACT NSW NT QLD SA TAS VIC WA',
};

const MOST_NOTES = 255;

/** What create, update and sync refuse alike. `vendorId` is the one that may keep its own origin id. */
export function checkVendorFields(context: SandboxContext, vendor: JsonObject, fields: JsonObject, vendorId?: string) {
  refuseUnknownFields(fields, WRITABLE_VENDOR_FIELDS);
  const others = context.store
    .companySet('vendors')
    .list()
    .filter((other) => textOf(other['id']) !== vendorId);
  refuseTakenOriginId(fields['origin_id'], others);
  const parentId = textOf(fields['parent_id']);
  if (parentId !== undefined) {
    checkParent(others, parentId, vendorId);
  }
  if (context.answers.longVendorNotes === 'refused' && (textOf(fields['notes']) ?? '').length > MOST_NOTES) {
    throw ApiError.unprocessable('notes', `is too long (maximum is ${MOST_NOTES} characters)`);
  }
  const state = textOf(vendor['state_code']) ?? '';
  const states = STATES[textOf(vendor['country_code']) ?? ''];
  if (state !== '' && states !== undefined && !states.split(' ').includes(state)) {
    throw ApiError.unprocessable('state_code', 'is not valid for the country');
  }
}

/** Two levels only: a parent has none of its own, and a vendor that has children gets none. */
function checkParent(others: readonly JsonObject[], parentId: string, vendorId: string | undefined): void {
  const parentOf = (vendor: JsonObject) =>
    isJsonObject(vendor['parent']) ? textOf(vendor['parent']['id']) : undefined;
  const parent = others.find((other) => textOf(other['id']) === parentId);
  const hasChildren = vendorId !== undefined && others.some((other) => parentOf(other) === vendorId);
  if (parent === undefined || parentOf(parent) !== undefined || hasChildren) {
    throw ApiError.unprocessable('parent_id', 'must be another vendor; only two levels are allowed');
  }
}

const EMPTY_MEMBERS = [
  ...['abbreviated_name', 'address', 'city', 'state_code', 'zip', 'country_code', 'business_phone', 'mobile_phone'],
  ...['fax_number', 'email_address', 'website', 'license_number', 'labor_union', 'notes', 'trade_name', 'logo'],
  ...['origin_id', 'origin_code', 'origin_data', 'business_register', 'primary_contact', 'vendor_group', 'legal_name'],
  ...['business_id', 'parent'],
];

/** A vendor as Procore shows it when only its name was given. */
export function emptyVendor(): JsonObject {
  return {
    ...Object.fromEntries(EMPTY_MEMBERS.map((member) => [member, null])),
    is_active: true,
    is_connected: false,
    authorized_bidder: true,
    prequalified: false,
    union_member: false,
    non_union_prevailing_wage: false,
    synced_to_erp: false,
    attachments: [],
    contact_count: numberOf(0),
    children_count: numberOf(0),
    bidding_distribution: [],
    project_ids: [],
    standard_cost_codes: [],
    trades: [],
  };
}

const SINGLE = { parent_id: 'parent', vendor_group_id: 'vendor_group', primary_contact_id: 'primary_contact' };
const MANY = {
  trade_ids: 'trades',
  standard_cost_code_ids: 'standard_cost_codes',
  bidding_distribution_ids: 'bidding_distribution',
};

/** Ids are written under one name and shown as objects under another. */
export function shownVendorFields({ answers }: SandboxContext, fields: JsonObject): JsonObject {
  const shown = Object.entries(fields).map(([name, value]): [string, JsonValue] => {
    if (name === 'notes' && answers.longVendorNotes === 'cut') {
      return [name, textOf(value)?.slice(0, MOST_NOTES) ?? null];
    }
    const single = SINGLE[name as keyof typeof SINGLE] as string | undefined;
    const many = MANY[name as keyof typeof MANY] as string | undefined;
    if (single !== undefined) {
      return [single, value === null ? null : { id: value }];
    }
    return many === undefined || !isJsonArray(value) ? [name, value] : [many, value.map((id) => ({ id }))];
  });
  return Object.fromEntries(shown);
}
