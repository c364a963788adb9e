import { LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { camelCaseKeys } from '../calls/camel-case-keys';
import type { ProcoreClient } from '../calls/client';
import { id, listOrEmpty, textOrNull } from '../calls/fields';
import { listPage, pageQuery, type PageArguments, type ProcorePage } from '../calls/list-page';
import { rowsOf } from '../calls/rows';
import { requestPath, type QueryParameters } from '../calls/request-path';
import { v2Envelope } from '../calls/v2-page';

/** A hook of a project takes that project's resources, a hook of the company (no project id) the company's. */
export interface WebhookScope {
  readonly projectId?: string | undefined;
}

export interface ProcoreHook {
  readonly id: string;
  readonly apiVersion: string | null;
  readonly namespace: string | null;
  readonly destinationUrl: string | null;
}

export interface ProcoreTrigger {
  readonly id: string;
  readonly resourceName: string;
  /** `CREATE`, `UPDATE`, `DELETE`. */
  readonly eventType: string;
}

export interface ProcoreWebhookResource {
  readonly name: string;
  /** Event types that can be subscribed to. */
  readonly actions: readonly string[];
}

const hookSchema: z.ZodType<ProcoreHook> = z
  .object({ id, api_version: textOrNull, namespace: textOrNull, destination_url: textOrNull })
  .transform(camelCaseKeys);

const triggerSchema: z.ZodType<ProcoreTrigger> = z
  .object({ id, resource_name: z.string(), event_type: z.string() })
  .transform((row) => ({ ...camelCaseKeys(row), eventType: row.event_type.toUpperCase() }));

/** https://developers.procore.com/reference/rest/hooks?version=latest */
export async function listHooks(
  client: ProcoreClient,
  args: WebhookScope & { readonly namespace: string },
): Promise<readonly ProcoreHook[]> {
  const answer = await client.get({
    operation: 'listHooks',
    path: '/rest/v1.0/webhooks/hooks',
    query: { ...scopeQuery(client, args), namespace: args.namespace },
    schema: z.array(hookSchema),
  });
  return answer.value;
}

/**
 * `authorization` comes back with each delivery and is its only protection.
 * https://developers.procore.com/documentation/webhooks-api
 */
export async function createHook(
  client: ProcoreClient,
  args: WebhookScope & {
    readonly namespace: string;
    readonly destinationUrl: string;
    readonly authorization: string;
    /** The shape of deliveries: `v2`, `v3`, `v4`. */
    readonly apiVersion: string;
  },
): Promise<ProcoreHook> {
  const { namespace, destinationUrl, authorization, apiVersion } = args;
  const answer = await client.write({
    operation: 'createHook',
    method: 'POST',
    path: '/rest/v1.0/webhooks/hooks',
    body: {
      json: {
        ...scopeBody(client, args),
        hook: {
          api_version: apiVersion,
          namespace,
          destination_url: destinationUrl,
          destination_headers: { Authorization: authorization },
        },
      },
    },
    schema: hookSchema,
  });
  return answer.value;
}

/** https://developers.procore.com/reference/rest/triggers?version=latest */
export async function listTriggers(
  client: ProcoreClient,
  args: WebhookScope & { readonly hookId: string },
): Promise<readonly ProcoreTrigger[]> {
  const answer = await client.get({
    operation: 'listTriggers',
    path: requestPath`/rest/v1.0/webhooks/hooks/${args.hookId}/triggers`,
    query: scopeQuery(client, args),
    schema: z.array(triggerSchema),
  });
  return answer.value;
}

/** https://developers.procore.com/reference/rest/triggers?version=latest */
export async function createTrigger(
  client: ProcoreClient,
  args: WebhookScope & {
    readonly hookId: string;
    readonly resourceName: string;
    readonly eventType: 'create' | 'update' | 'delete';
    readonly apiVersion: string;
  },
): Promise<ProcoreTrigger> {
  const answer = await client.write({
    operation: 'createTrigger',
    method: 'POST',
    path: requestPath`/rest/v1.0/webhooks/hooks/${args.hookId}/triggers`,
    body: {
      json: {
        ...scopeBody(client, args),
        api_version: args.apiVersion,
        trigger: { resource_name: args.resourceName, event_type: args.eventType },
      },
    },
    schema: triggerSchema,
  });
  return answer.value;
}

const resourceSchema: z.ZodType<ProcoreWebhookResource> = z.object({
  name: z.string(),
  actions: listOrEmpty(z.string()),
});

/**
 * One page of what can be subscribed to under a payload version (`v2.0`, `v3.0`, `v4.0`): more than a hundred names, of
 * which v2.0 gives ten where no page is asked for. By v2.0, because the documented rows of
 * v1.0 name no member that holds the resource's name.
 * https://developers.procore.com/reference/rest/webhook-resources?version=latest
 */
export async function listWebhookResources(
  client: ProcoreClient,
  args: WebhookScope & PageArguments & { readonly payloadVersion: string },
): Promise<ProcorePage<ProcoreWebhookResource>> {
  const company = requestPath`/rest/v2.0/companies/${client.companyId}`;
  const project = args.projectId === undefined ? '' : requestPath`/projects/${args.projectId}`;
  const answer = await client.get({
    operation: 'listWebhookResources',
    path: `${company}${project}/webhooks/resources`,
    query: { payload_version: args.payloadVersion, ...pageQuery(args.page) },
    schema: v2Envelope(rowsOf(resourceSchema)),
  });
  return listPage(answer, args.page);
}

function scopeQuery(client: ProcoreClient, { projectId }: WebhookScope): QueryParameters {
  return projectId === undefined ? { company_id: client.companyId } : { project_id: projectId };
}

function scopeBody(client: ProcoreClient, { projectId }: WebhookScope): Record<string, LosslessNumber> {
  return projectId === undefined
    ? { company_id: new LosslessNumber(client.companyId) }
    : { project_id: new LosslessNumber(projectId) };
}
