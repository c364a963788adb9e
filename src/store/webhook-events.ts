import type { Trx } from './database';
import type { Scope } from './scope';
import type { SealedJson } from './sealed-json';

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

/** Keeps an event; false when it was delivered before. */
export async function storeWebhookEvent(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  event: WebhookEvent,
  rawBody: string,
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
      body: await sealed.seal(scope.tenantId, 'webhook', rawBody),
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'event_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
