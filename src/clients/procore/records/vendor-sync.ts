import { LosslessNumber } from 'lossless-json';
import type { ProcoreClient } from '../calls/client';
import { itemsPerPage, pageQuery } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { bulkAnswerSchema, type BulkAnswer } from '../calls/sync-answer';
import { vendorSchema, type ProcoreVendor } from './vendors';

/** A vendor as it is written; what is not given stays. With an `id` that one is changed, else one is made. */
export interface WrittenVendor {
  readonly id?: string | undefined;
  /** Required also where it stays (reference 9.2). */
  readonly name: string;
  /** Null: it is taken away. */
  readonly originId?: string | null | undefined;
  readonly originCode?: string | undefined;
  readonly address?: string | undefined;
  readonly city?: string | undefined;
  readonly stateCode?: string | undefined;
  readonly zip?: string | undefined;
  readonly countryCode?: string | undefined;
  readonly businessPhone?: string | undefined;
  readonly emailAddress?: string | undefined;
  readonly website?: string | undefined;
  readonly isActive?: boolean | undefined;
  /** Only where there is none. */
  readonly taxId?: { readonly type: 'ein' | 'abn'; readonly identifier: string } | undefined;
}

/**
 * Active vendors with these ids, at most 100. Inactive ones are not among them.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function vendorsByIds(
  client: ProcoreClient,
  args: { readonly vendorIds: readonly string[] },
): Promise<readonly ProcoreVendor[]> {
  if (args.vendorIds.length > itemsPerPage) {
    throw new RangeError(
      `at most ${String(itemsPerPage)} vendor ids in one call, not ${String(args.vendorIds.length)}`,
    );
  }
  const found = await filtered(client, 'vendorsByIds', { 'filters[id][]': [...args.vendorIds] });
  return found.filter(({ id }) => args.vendorIds.includes(id));
}

/**
 * The active vendor that carries this `origin_id`; null: none does.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function vendorByOrigin(
  client: ProcoreClient,
  args: { readonly originId: string },
): Promise<ProcoreVendor | null> {
  const found = await filtered(client, 'vendorByOrigin', { 'filters[origin_id]': args.originId });
  return found.find(({ originId }) => originId === args.originId) ?? null;
}

/** Procore does not say that it refuses a filter it does not know: whoever asks picks what was asked for. */
async function filtered(
  client: ProcoreClient,
  operation: string,
  filters: Readonly<Record<string, string | string[]>>,
): Promise<readonly ProcoreVendor[]> {
  const answer = await client.get({
    operation,
    path: '/rest/v1.0/vendors',
    query: { company_id: client.companyId, view: 'extended', ...filters, ...pageQuery(1) },
    schema: rowsOf(vendorSchema),
  });
  return answer.value.readable;
}

/**
 * At most 1,000 rows. One with an id changes that vendor, one with an unknown `origin_id` alone makes one.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function syncVendors(
  client: ProcoreClient,
  args: { readonly rows: readonly WrittenVendor[] },
): Promise<BulkAnswer> {
  const answer = await client.write({
    operation: 'syncVendors',
    method: 'PATCH',
    path: '/rest/v1.0/vendors/sync',
    body: { json: { company_id: new LosslessNumber(client.companyId), updates: args.rows.map(vendorBody) } },
    schema: bulkAnswerSchema,
  });
  return answer.value;
}

function vendorBody({ id, name, ...vendor }: WrittenVendor): object {
  const given = {
    origin_id: vendor.originId,
    origin_code: vendor.originCode,
    address: vendor.address,
    city: vendor.city,
    state_code: vendor.stateCode,
    zip: vendor.zip,
    country_code: vendor.countryCode,
    business_phone: vendor.businessPhone,
    email_address: vendor.emailAddress,
    website: vendor.website,
    is_active: vendor.isActive,
    business_register_attributes: vendor.taxId,
  };
  return {
    ...(id === undefined ? {} : { id: new LosslessNumber(id) }),
    name,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}
