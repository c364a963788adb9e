import { sql } from 'kysely';
import type { Database } from '../database';
import type { Scope } from '../scope';

export interface WebhookEvent {
  /** `ulid`, or `id` in payload version 4.0: what duplicates are known by. */
  readonly eventId: string;
  /** As the event names it, perhaps nothing that we know. */
  readonly resource: string;
  /** As the event has it, perhaps no id. */
  readonly resourceId: string;
  /** Empty for an event of the company. */
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  readonly eventAt: string | null;
}

/** Events of one tenant that are taken in together: those that never failed, or those that did. */
export interface EventQueue {
  readonly tenantId: string;
  readonly failedBefore: boolean;
}

/** Where webhook events are put down; `WebhookIntake` takes them up. */
export class WebhookInbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Keeps an event; false when it was delivered before. One statement that commits by itself, for it stands between
   * Procore and its answer. The body comes sealed (`webhook`). With an outcome it is through; else it waits to be taken in.
   */
  async store(scope: Scope, event: WebhookEvent, sealedBody: Buffer, outcome: string | null = null): Promise<boolean> {
    const { rows } = await sql<{ isNew: boolean }>`select store_webhook_event(
      ${scope.tenantId}, ${scope.connectionId}, ${event.eventId}, ${event.resource}, ${event.resourceId},
      ${event.projectId}, ${event.eventType}, ${event.eventAt}, ${event.userId}, ${sealedBody}, ${outcome}) as is_new`.execute(
      this.#database.shared,
    );
    return rows[0]?.isNew === true;
  }

  /** The queues that are not empty, of all tenants, and when the first of each is due; not positive: it is. */
  async waitingQueues(): Promise<(EventQueue & { readonly dueInMs: number })[]> {
    const { rows } = await sql<EventQueue & { readonly dueInMs: number }>`
      select tenant_id, failed_before, (extract(epoch from due_at - now()) * 1000)::float8 as due_in_ms
      from waiting_webhook_events()`.execute(this.#database.shared);
    return rows;
  }
}
