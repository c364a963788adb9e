import { stringify } from 'lossless-json';
import { z } from 'zod';
import type { ProcoreClient } from '../calls/client';
import { idOrNull, lenient, textOrNull, timeOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { v2Envelope } from '../calls/v2-page';
import { hookPath, type OfHook } from './webhooks';

/** An event that Procore has delivered or tries to, as its own list shows it. */
export interface ProcoreDelivery {
  /** `delivered`, `failed`, `discarded`, `enqueued`, `retrying`. */
  readonly status: string | null;
  /** What duplicates are known by: the `ulid`; null: it has none. */
  readonly eventId: string | null;
  /** Empty where it is no name that could be one; `eventType` likewise. */
  readonly resource: string;
  readonly resourceId: string;
  readonly companyId: string | null;
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  /** Null: none, or no time that there is. */
  readonly eventAt: string | null;
  /** The body as it is or would be delivered. */
  readonly body: string;
}

const eventIdForm = /^[A-Za-z0-9_-]{1,64}$/;
/** What is kept in plain beside the sealed body; PostgreSQL keeps no NUL, and such a name is of no resource of ours. */
const wordsForm = /^[A-Za-z][A-Za-z _.,&/()'-]{0,99}$/;

const wordsOf = (text: string | null): string => (text !== null && wordsForm.test(text) ? text : '');

/** Null: no time that there is. */
function instantOf(text: string | null): string | null {
  const ms = text?.startsWith('2') === true ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

const payloadSchema = z.looseObject({
  ulid: lenient(textOrNull),
  resource_name: lenient(textOrNull),
  resource_id: lenient(idOrNull),
  company_id: lenient(idOrNull),
  project_id: lenient(idOrNull),
  user_id: lenient(idOrNull),
  metadata: z
    .looseObject({ source_user_id: lenient(idOrNull) })
    .nullish()
    .catch(null),
  event_type: lenient(textOrNull),
  timestamp: lenient(timeOrNull),
});

const deliverySchema: z.ZodType<ProcoreDelivery> = z
  .object({ status: lenient(textOrNull), payload: z.unknown() })
  .transform(({ status, payload: raw }, context) => {
    const payload = payloadSchema.safeParse(raw);
    if (!payload.success) {
      context.addIssue({ code: 'custom', path: ['payload'], message: 'is no event' });
      return z.NEVER;
    }
    const { ulid, metadata, ...event } = payload.data;
    return {
      status,
      eventId: ulid !== null && eventIdForm.test(ulid) ? ulid : null,
      resource: wordsOf(event.resource_name),
      resourceId: event.resource_id ?? '',
      companyId: event.company_id,
      projectId: event.project_id ?? '',
      userId: metadata?.source_user_id ?? event.user_id,
      eventType: wordsOf(event.event_type).toLowerCase(),
      eventAt: instantOf(event.timestamp),
      body: stringify(raw) ?? '',
    };
  });

/**
 * One page of what was or is to be delivered to a hook since a day (`YYYY-MM-DD`).
 * https://developers.procore.com/reference/rest/deliveries?version=latest
 */
export async function listDeliveries(
  client: ProcoreClient,
  args: OfHook & PageArguments & { readonly since: string },
): Promise<ProcorePage<ProcoreDelivery>> {
  const answer = await client.get({
    operation: 'listDeliveries',
    path: `${hookPath(client, args)}/deliveries`,
    query: { 'filter[start]': args.since, ...pageQuery(args.page) },
    schema: v2Envelope(rowsOf(deliverySchema)),
  });
  return listPage(answer, args.page);
}
