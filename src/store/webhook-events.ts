import type { Trx } from './database';
import type { Scope } from './scope';

export interface WebhookEvent {
  /** `ulid`, or `id` in payload version 4.0: what duplicates are known by. */
  readonly eventId: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly projectId: string;
  readonly eventType: string;
  readonly eventAt: string | null;
  readonly outcome: string;
}

export interface WebhookContext {
  readonly goLiveAt: Date | null;
  readonly procoreUserId: string | null;
  readonly projectKnown: boolean;
}

/** All that decides about an event, in one round trip. Null when there is no such connection. */
export async function webhookContext(trx: Trx, scope: Scope, projectId: string): Promise<WebhookContext | null> {
  const row = await trx
    .selectFrom('connection')
    .leftJoin('project', (join) =>
      join.onRef('project.connection_id', '=', 'connection.id').on('project.id', '=', projectId),
    )
    .select(['connection.go_live_at', 'connection.procore_user_id', 'project.id as project_id'])
    .where('connection.id', '=', scope.connectionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { goLiveAt: row.go_live_at, procoreUserId: row.procore_user_id, projectKnown: row.project_id !== null };
}

/**
 * Keeps an event; false when it was delivered before. The body comes sealed (`webhook`): sealing may have to read the
 * tenant's keys, and waiting for a second connection inside a transaction can starve the pool.
 */
export async function storeWebhookEvent(
  trx: Trx,
  scope: Scope,
  event: WebhookEvent,
  sealedBody: Buffer,
): Promise<boolean> {
  const result = await trx
    .insertInto('webhook_event')
    .values({
      connection_id: scope.connectionId,
      tenant_id: scope.tenantId,
      event_id: event.eventId,
      resource: event.resource,
      resource_id: event.resourceId,
      project_id: event.projectId,
      event_type: event.eventType,
      event_at: event.eventAt,
      outcome: event.outcome,
      body: sealedBody,
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'event_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
