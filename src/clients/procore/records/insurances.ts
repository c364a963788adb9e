import { z } from 'zod';
import type { VendorInsurance } from '../../../domain/vendor/compliance';
import { allPages } from '../calls/all-pages';
import type { ProcoreClient } from '../calls/client';
import { dateOrNull, filledTextOrNull, flag } from '../calls/fields';
import { listPage, pageQuery } from '../calls/list-page';
import { requestPath } from '../calls/request-path';
import { allRowsOf } from '../calls/rows';

/** Nothing but what is judged: neither who insures nor the number of a policy is kept. */
const insuranceSchema: z.ZodType<VendorInsurance> = z
  .object({
    insurance_type: filledTextOrNull,
    status: filledTextOrNull,
    effective_date: dateOrNull,
    expiration_date: dateOrNull,
    exempt: flag,
  })
  .transform((row) => ({
    type: row.insurance_type,
    status: row.status,
    effectiveDate: row.effective_date,
    expirationDate: row.expiration_date,
    isExempt: row.exempt,
  }));

/**
 * All insurances that the company keeps of one vendor. One that cannot be read fails them all: it might be the one that is in force.
 * Refused where Procore does not show the vendor (404), or the account may not see them (403).
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export function listInsurances(
  client: ProcoreClient,
  { vendorId }: { readonly vendorId: string },
): Promise<readonly VendorInsurance[]> {
  return allPages(async (page) => {
    const answer = await client.get({
      operation: 'listInsurances',
      path: requestPath`/rest/v1.0/companies/${client.companyId}/vendors/${vendorId}/insurances`,
      query: pageQuery(page),
      schema: allRowsOf(insuranceSchema),
    });
    return listPage(answer, page);
  });
}

/** How many insurances the account can see in the whole company; null: Procore does not say. Refused like `listInsurances`. */
export async function countInsurances(client: ProcoreClient): Promise<number | null> {
  const answer = await client.get({
    operation: 'countInsurances',
    path: requestPath`/rest/v1.0/companies/${client.companyId}/insurances`,
    query: { ...pageQuery(1), per_page: '1' },
    schema: allRowsOf(z.unknown()),
  });
  return listPage(answer, 1).total;
}
