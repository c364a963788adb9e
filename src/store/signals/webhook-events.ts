import { sql } from 'kysely';
import type { Database } from '../database';
import type { Scope } from '../scope';

export interface WebhookEvent {
  /** `ulid`, or `id` in payload version 4.0: what duplicates are known by. */
  readonly eventId: string;
  readonly resource: string;
  readonly resourceId: string;
  /** Empty for an event of the company. */
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  readonly eventAt: string | null;
}

/**
 * Keeps an event; false when it was delivered before. One statement that commits by itself, for it stands between
 * Procore and its answer. The body comes sealed (`webhook`).
 */
export async function storeWebhookEvent(
  database: Database,
  scope: Scope,
  event: WebhookEvent,
  sealedBody: Buffer,
): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`select store_webhook_event(
    ${scope.tenantId}, ${scope.connectionId}, ${event.eventId}, ${event.resource}, ${event.resourceId},
    ${event.projectId}, ${event.eventType}, ${event.eventAt}, ${event.userId}, ${sealedBody}) as is_new`.execute(
    database.shared,
  );
  return rows[0]?.is_new === true;
}
