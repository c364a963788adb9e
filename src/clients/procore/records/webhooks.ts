import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { id, listOrEmpty, lenient, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath } from '../calls/request-path';
import { v2Envelope } from '../calls/v2-page';

/** A hook of a project takes that project's resources, a hook of the company (null) the company's. */
export interface WebhookScope {
  readonly projectId: string | null;
}

export interface OfHook extends WebhookScope {
  readonly hookId: string;
}

export interface ProcoreHook {
  readonly id: string;
  /** `active`, `disabled`. */
  readonly status: string | null;
  readonly namespace: string | null;
  readonly destinationUrl: string | null;
  /** Masked to its last five characters. */
  readonly authorization: string | null;
}

type WebhookEventType = 'create' | 'update' | 'delete';

interface WantedTrigger {
  readonly resourceName: string;
  readonly eventType: WebhookEventType;
}

interface ProcoreTrigger {
  readonly id: string;
  readonly resourceName: string;
  /** `create`, `update`, `delete`. */
  readonly eventType: string;
}

interface ProcoreWebhookResource {
  readonly name: string;
  /** Event types that can be subscribed to. */
  readonly actions: readonly string[];
}

/** Where deliveries go. `authorization` comes back with each of them and is its only protection. */
interface HookDestination {
  readonly destinationUrl: string;
  readonly authorization: string;
}

/** The shape of deliveries. */
const payloadVersion = 'v2.0';

const hookSchema: z.ZodType<ProcoreHook> = z
  .object({
    id,
    status: lenient(textOrNull),
    namespace: textOrNull,
    destination_url: textOrNull,
    destination_headers: z
      .looseObject({ Authorization: lenient(textOrNull) })
      .nullish()
      .catch(null),
  })
  .transform(({ destination_headers: headers, ...row }) => ({
    ...camelCaseKeys(row),
    authorization: headers?.Authorization ?? null,
  }));

const triggerSchema: z.ZodType<ProcoreTrigger> = z
  .object({ id, resource_name: z.string(), event_type: z.string() })
  .transform((row) => ({ ...camelCaseKeys(row), eventType: row.event_type.toLowerCase() }));

const resourceSchema: z.ZodType<ProcoreWebhookResource> = z.object({
  name: z.string(),
  actions: listOrEmpty(z.string()),
});

/** https://developers.procore.com/reference/rest/hooks?version=latest , v2.0: v1.0 shows neither a status nor one hook */
export async function listHooks(
  client: ProcoreClient,
  args: WebhookScope & PageArguments & { readonly namespace: string },
): Promise<ProcorePage<ProcoreHook>> {
  const answer = await client.get({
    operation: 'listHooks',
    path: `${webhooks(client, args)}/hooks`,
    query: { namespace: args.namespace, ...pageQuery(args.page) },
    schema: v2Envelope(rowsOf(hookSchema)),
  });
  return listPage(answer, args.page);
}

/** https://developers.procore.com/documentation/webhooks-api */
export async function createHook(
  client: ProcoreClient,
  args: WebhookScope & HookDestination & { readonly namespace: string },
): Promise<ProcoreHook> {
  const answer = await client.write({
    operation: 'createHook',
    method: 'POST',
    path: `${webhooks(client, args)}/hooks`,
    body: { json: { payload_version: payloadVersion, namespace: args.namespace, ...destinationBody(args) } },
    schema: v2Envelope(hookSchema),
  });
  return answer.value;
}

/** `status` can be set on a hook of the company alone. */
export async function changeHook(
  client: ProcoreClient,
  args: OfHook & HookDestination & { readonly status?: 'active' | undefined },
): Promise<void> {
  await client.write({
    operation: 'changeHook',
    method: 'PATCH',
    path: hookPath(client, args),
    body: { json: { ...destinationBody(args), ...(args.status === undefined ? {} : { status: args.status }) } },
    schema: z.unknown(),
  });
}

export async function removeHook(client: ProcoreClient, args: OfHook): Promise<void> {
  await client.write({
    operation: 'removeHook',
    method: 'DELETE',
    path: hookPath(client, args),
    schema: z.unknown(),
  });
}

/** https://developers.procore.com/reference/rest/triggers?version=latest */
export async function listTriggers(
  client: ProcoreClient,
  args: OfHook & PageArguments,
): Promise<ProcorePage<ProcoreTrigger>> {
  const answer = await client.get({
    operation: 'listTriggers',
    path: `${hookPath(client, args)}/triggers`,
    query: pageQuery(args.page),
    schema: v2Envelope(rowsOf(triggerSchema)),
  });
  return listPage(answer, args.page);
}

/** What is refused of them (207) is for whoever reads the list afterwards. */
export async function createTriggers(
  client: ProcoreClient,
  args: OfHook & { readonly triggers: readonly WantedTrigger[] },
): Promise<void> {
  await client.write({
    operation: 'createTriggers',
    method: 'POST',
    path: `${hookPath(client, args)}/triggers/bulk`,
    body: {
      json: args.triggers.map(({ resourceName, eventType }) => ({
        resource_name: resourceName,
        event_type: eventType,
      })),
    },
    schema: z.unknown(),
  });
}

/**
 * One page of what can be subscribed to: more than a hundred names, of
 * which v2.0 gives ten where no page is asked for. By v2.0, because the documented rows of
 * v1.0 name no member that holds the resource's name.
 * https://developers.procore.com/reference/rest/webhook-resources?version=latest
 */
export async function listWebhookResources(
  client: ProcoreClient,
  args: WebhookScope & PageArguments,
): Promise<ProcorePage<ProcoreWebhookResource>> {
  const answer = await client.get({
    operation: 'listWebhookResources',
    path: `${webhooks(client, args)}/resources`,
    query: { payload_version: payloadVersion, ...pageQuery(args.page) },
    schema: v2Envelope(rowsOf(resourceSchema)),
  });
  return listPage(answer, args.page);
}

export function hookPath(client: ProcoreClient, { hookId, ...scope }: OfHook): string {
  return `${webhooks(client, scope)}${requestPath`/hooks/${hookId}`}`;
}

function webhooks(client: ProcoreClient, { projectId }: WebhookScope): string {
  const project = projectId === null ? '' : requestPath`/projects/${projectId}`;
  return `${requestPath`/rest/v2.0/companies/${client.companyId}`}${project}/webhooks`;
}

function destinationBody({ destinationUrl, authorization }: HookDestination): object {
  return { destination_url: destinationUrl, destination_headers: { Authorization: authorization } };
}
