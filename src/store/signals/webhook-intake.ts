import { sql } from 'kysely';
import type { Database, Trx } from '../database';
import type { Scope } from '../scope';
import type { WriteBack } from './write-backs';

/** Procore's names of what we look at; every other resource is kept and ignored. */
export const requisitionResource = 'Draw Requests';
export const vendorResource = 'Company Vendors';

/** Events of one tenant that are taken in together: those that never failed, or those that did. */
export interface EventQueue {
  readonly tenantId: string;
  readonly failedBefore: boolean;
}

/** The queues that are not empty, of all tenants, and when the first of each is due; not positive: it is. */
export async function waitingQueues(database: Database): Promise<(EventQueue & { readonly dueInMs: number })[]> {
  const { rows } = await sql<{ tenant_id: string; failed_before: boolean; due_in_ms: number }>`
    select tenant_id, failed_before, (extract(epoch from due_at - now()) * 1000)::float8 as due_in_ms
    from waiting_webhook_events()`.execute(database.shared);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    failedBefore: row.failed_before,
    dueInMs: row.due_in_ms,
  }));
}

export interface EventKey extends Scope {
  readonly eventId: string;
}

/** An event and all that decides about it. */
export interface WaitingEvent extends EventKey {
  readonly resource: string;
  readonly resourceId: string;
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  readonly eventAt: Date | null;
  readonly projectKnown: boolean;
  readonly goLiveAt: Date | null;
  /** The user that our credentials stand for. */
  readonly ourUserId: string | null;
  /** The party of the vendor that it is about. */
  readonly partyId: string | null;
  /** What we last wrote into the record that it is about. */
  readonly writeBack: WriteBack | null;
}

/**
 * Locks up to `limit` due events, longest waiting first, so that no two processes take the same one in. From here on the
 * transaction waits for nobody longer than half a second. That is less than PostgreSQL's deadlock_timeout: where two wait
 * for each other, it is this one that gives up and tries again.
 */
export async function lockDueEvents(trx: Trx, failedBefore: boolean, limit: number): Promise<WaitingEvent[]> {
  await sql`set local lock_timeout = '500ms'`.execute(trx);
  const rows = await trx
    .selectFrom('webhook_event as event')
    .innerJoin('connection', 'connection.id', 'event.connection_id')
    .leftJoin('project', (join) =>
      join.onRef('project.connection_id', '=', 'event.connection_id').onRef('project.id', '=', 'event.project_id'),
    )
    .leftJoin('party', (join) =>
      join
        .onRef('party.connection_id', '=', 'event.connection_id')
        .onRef('party.procore_vendor_id', '=', 'event.resource_id')
        .on('event.resource', '=', vendorResource),
    )
    .leftJoin('write_back', (join) =>
      join
        .onRef('write_back.connection_id', '=', 'event.connection_id')
        .on(
          'write_back.document_kind',
          '=',
          sql<string>`case when party.id is null then 'requisition' else 'vendor' end`,
        )
        .on('write_back.source_id', '=', sql<string>`coalesce(party.id::text, event.resource_id)`),
    )
    .select(['event.tenant_id', 'event.connection_id', 'event.event_id', 'event.resource', 'event.resource_id'])
    .select(['event.project_id', 'event.user_id', 'event.event_type', 'event.event_at'])
    .select(['project.id as known_project_id', 'connection.go_live_at', 'connection.procore_user_id'])
    .select(['write_back.user_id as writer_id', 'write_back.opened_at', 'write_back.returned_updated_at'])
    .select('party.id as party_id')
    .where('event.outcome', 'is', null)
    .where('event.not_before', '<=', sql<Date>`now()`)
    .where('event.attempts', failedBefore ? '>' : '=', 0)
    .orderBy('event.not_before')
    .limit(limit)
    .forUpdate('event')
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    eventId: row.event_id,
    resource: row.resource,
    resourceId: row.resource_id,
    projectId: row.project_id,
    userId: row.user_id,
    eventType: row.event_type,
    eventAt: row.event_at,
    projectKnown: row.known_project_id !== null,
    goLiveAt: row.go_live_at,
    ourUserId: row.procore_user_id,
    partyId: row.party_id,
    writeBack:
      row.writer_id === null || row.opened_at === null
        ? null
        : { userId: row.writer_id, openedAt: row.opened_at, returnedUpdatedAt: row.returned_updated_at },
  }));
}

export async function setOutcomes(
  trx: Trx,
  events: readonly (EventKey & { readonly outcome: string })[],
): Promise<void> {
  await sql`
    update webhook_event set outcome = done.outcome
    from unnest(
      ${events.map((event) => event.connectionId)}::text[],
      ${events.map((event) => event.eventId)}::text[],
      ${events.map((event) => event.outcome)}::text[]
    ) as done (connection_id, event_id, outcome)
    where webhook_event.connection_id = done.connection_id and webhook_event.event_id = done.event_id`.execute(trx);
}

/**
 * What failed in company is due again at once, for from now on each is taken in by itself and only the one at fault fails
 * again. That one comes back after 1 s, doubling to 5 min, for as long as it takes.
 */
export async function noteFailedEvents(trx: Trx, events: readonly EventKey[]): Promise<void> {
  await sql`
    update webhook_event set
      attempts = attempts + 1,
      not_before = now()
        + case attempts when 0 then 0 else least(2 ^ least(attempts - 1, 9), 300) end * interval '1 second'
    where outcome is null and (connection_id, event_id) in (
      select * from unnest(
        ${events.map((event) => event.connectionId)}::text[], ${events.map((event) => event.eventId)}::text[]
      ))`.execute(trx);
}
