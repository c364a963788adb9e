import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { id, textOrNull } from '../calls/fields';
import { requestPath } from '../calls/request-path';

/** What Procore's own pages call keywords: a text that people keep, and search by. */
interface VendorNotes {
  readonly id: string;
  readonly name: string;
  readonly notes: string | null;
}

const vendorNotesSchema: z.ZodType<VendorNotes> = z
  .object({ id, name: z.string(), notes: textOrNull })
  .transform(camelCaseKeys);

/**
 * Null when the vendor is merged into another, not visible, or inactive.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function showVendorNotes(
  client: ProcoreClient,
  args: { readonly vendorId: string },
): Promise<VendorNotes | null> {
  const answer = await client.find({
    operation: 'showVendorNotes',
    path: requestPath`/rest/v1.0/vendors/${args.vendorId}`,
    query: { company_id: client.companyId, view: 'normal' },
    schema: vendorNotesSchema,
  });
  return answer?.value ?? null;
}

/**
 * The whole text is written, with the name as it stands: Procore requires it (reference 9.2), and has no write on condition.
 * https://developers.procore.com/reference/rest/company-vendors?version=latest
 */
export async function writeVendorNotes(
  client: ProcoreClient,
  args: { readonly vendorId: string; readonly name: string; readonly notes: string },
): Promise<VendorNotes> {
  const { vendorId, name, notes } = args;
  const answer = await client.write({
    operation: 'writeVendorNotes',
    method: 'PATCH',
    path: requestPath`/rest/v1.0/vendors/${vendorId}`,
    query: { view: 'normal' },
    body: { json: { company_id: new LosslessNumber(client.companyId), vendor: { name, notes } } },
    schema: vendorNotesSchema,
  });
  return answer.value;
}
