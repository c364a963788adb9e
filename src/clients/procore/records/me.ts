import { z } from 'zod';
import type { ProcoreClient } from '../calls/client';
import { id } from '../calls/fields';

/**
 * The service account's user id, by which our own changes are told from people's.
 * https://developers.procore.com/reference/rest/me?version=latest
 */
export async function showMe(client: ProcoreClient): Promise<{ readonly userId: string }> {
  const answer = await client.get({
    operation: 'showMe',
    path: '/rest/v1.0/me',
    query: { company_id: client.companyId },
    schema: z.object({ id }),
  });
  return { userId: answer.value.id };
}
