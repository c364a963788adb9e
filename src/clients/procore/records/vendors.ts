import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import {
  filledTextOrNull,
  flagOrNull,
  id,
  idOrNull,
  lenient,
  objectOrNull,
  textOrNull,
  timeOrNull,
} from '../calls/fields';
import { allPages } from '../calls/all-pages';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath } from '../calls/request-path';
import { updatedRange } from '../calls/updated-range';

/** The tax id. `type` is `EIN` or `ABN`; `verificationStatus` `active`, `cancelled`, `does_not_exist` or null. */
interface ProcoreBusinessRegister {
  readonly type: string | null;
  readonly identifier: string | null;
  readonly verificationStatus: string | null;
}

/** A company of the directory. It has one address line and, in no view, bank details. */
export interface ProcoreVendor {
  readonly id: string;
  readonly name: string;
  readonly legalName: string | null;
  readonly tradeName: string | null;
  readonly abbreviatedName: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly stateCode: string | null;
  readonly zip: string | null;
  readonly countryCode: string | null;
  readonly businessPhone: string | null;
  readonly mobilePhone: string | null;
  readonly faxNumber: string | null;
  readonly emailAddress: string | null;
  readonly website: string | null;
  readonly isActive: boolean | null;
  readonly businessRegister: ProcoreBusinessRegister | null;
  readonly parentId: string | null;
  readonly originId: string | null;
  readonly originCode: string | null;
  readonly originData: string | null;
  readonly syncedToErp: boolean | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

const businessRegisterSchema: z.ZodType<ProcoreBusinessRegister> = z
  .object({ type: filledTextOrNull, identifier: filledTextOrNull, verification_status: textOrNull })
  .transform(camelCaseKeys);

export const vendorSchema: z.ZodType<ProcoreVendor> = z
  .object({
    id,
    name: z.string(),
    legal_name: lenient(filledTextOrNull),
    trade_name: lenient(filledTextOrNull),
    abbreviated_name: lenient(filledTextOrNull),
    address: filledTextOrNull,
    city: filledTextOrNull,
    state_code: filledTextOrNull,
    zip: filledTextOrNull,
    country_code: filledTextOrNull,
    business_phone: lenient(filledTextOrNull),
    mobile_phone: lenient(filledTextOrNull),
    fax_number: lenient(filledTextOrNull),
    email_address: lenient(filledTextOrNull),
    website: lenient(filledTextOrNull),
    is_active: lenient(flagOrNull),
    business_register: objectOrNull(businessRegisterSchema),
    parent: lenient(objectOrNull(z.object({ id: idOrNull }))),
    origin_id: filledTextOrNull,
    origin_code: lenient(filledTextOrNull),
    origin_data: lenient(textOrNull),
    synced_to_erp: lenient(flagOrNull),
    created_at: lenient(timeOrNull),
    updated_at: lenient(timeOrNull),
  })
  .transform(({ parent, ...row }) => ({ ...camelCaseKeys(row), parentId: parent?.id ?? null }));

/**
 * Null when the vendor is merged into another, not visible, or inactive: `findVendor` looks among the inactive ones too.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function showVendor(
  client: ProcoreClient,
  args: { readonly vendorId: string },
): Promise<ProcoreVendor | null> {
  const answer = await client.find({
    operation: 'showVendor',
    path: requestPath`/rest/v1.0/vendors/${args.vendorId}`,
    query: { company_id: client.companyId, view: 'extended' },
    schema: vendorSchema,
  });
  return answer?.value ?? null;
}

/**
 * One page of the active vendors; inactive ones are a list of their own. `search` looks in name, keywords, origin code
 * and tax id.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function listVendors(
  client: ProcoreClient,
  args: PageArguments & {
    readonly search?: string | undefined;
    readonly updated?: { readonly from: Date; readonly to: Date } | undefined;
  },
): Promise<ProcorePage<ProcoreVendor>> {
  const answer = await client.get({
    operation: 'listVendors',
    path: '/rest/v1.0/vendors',
    query: {
      company_id: client.companyId,
      view: 'extended',
      'filters[search]': args.search,
      'filters[updated_at]': args.updated && updatedRange(args.updated.from, args.updated.to),
      ...pageQuery(args.page),
    },
    schema: rowsOf(vendorSchema),
  });
  return listPage(answer, args.page);
}

/** https://developers.procore.com/reference/rest/company-inactive-vendors?version=latest */
export async function listInactiveVendors(
  client: ProcoreClient,
  args: PageArguments,
): Promise<ProcorePage<ProcoreVendor>> {
  const answer = await client.get({
    operation: 'listInactiveVendors',
    path: requestPath`/rest/v1.0/companies/${client.companyId}/vendors/inactive`,
    query: pageQuery(args.page),
    schema: rowsOf(vendorSchema),
  });
  return listPage(answer, args.page);
}

/**
 * A vendor, active or not. Null when it is neither: merged into another, which its commitments then name, or not visible.
 */
export async function findVendor(
  client: ProcoreClient,
  args: { readonly vendorId: string },
): Promise<ProcoreVendor | null> {
  const shown = await showVendor(client, args);
  if (shown !== null) return shown;
  const inactive = await allPages(
    (page) => listInactiveVendors(client, { page }),
    (row) => {
      client.reportUnreadable('listInactiveVendors', row);
    },
  );
  const found = inactive.find(({ id: one }) => one === args.vendorId);
  return found === undefined ? null : { ...found, isActive: false };
}
