import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { WriteBack } from './write-backs';
import type { TxContext } from '../tx-context';
import {
  allDocumentKinds,
  kindOfResource,
  resourcesOf,
  type DocumentKindRow,
} from '../../domain/documents/document-kinds';

export interface EventKey extends Scope {
  readonly eventId: string;
}

/** An event and all that decides about it. */
export interface WaitingEvent extends EventKey {
  readonly resource: string;
  readonly resourceId: string;
  /** The kind of document that it is about; null: of none, or of one that the connection's ERP does not take. */
  readonly documentKind: string | null;
  /** The document is named by the party, not by the record. */
  readonly isNamedByParty: boolean;
  readonly projectId: string;
  readonly userId: string | null;
  readonly eventType: string;
  readonly eventAt: Date | null;
  readonly projectKnown: boolean;
  /** What belongs to a project cannot be read without it. */
  readonly needsProject: boolean;
  readonly goLiveAt: Date | null;
  /** The user that our credentials stand for. */
  readonly ourUserId: string | null;
  /**
   * Of a record that is written from here: the documents that it is of; of one that is nobody's, those of its project that are held: what
   * people make or delete may be what they wait for. Null: it is about another kind of record.
   */
  readonly writtenOf: readonly string[] | null;
  /** The party of the vendor that it is about. */
  readonly partyId: string | null;
  /** What we last wrote into the record that it is about. */
  readonly writeBack: WriteBack | null;
}

/** The kind of document that an event is about, by the table of kinds. */
const kindOfEvent = sql<string>`case event.resource ${sql.join(
  allDocumentKinds.flatMap((kind) => resourcesOf(kind).map((one) => sql`when ${one} then ${kind.name}`)),
  sql` `,
)} end`;

/** Of a kind that not every ERP takes, only connections that are fed with it know documents. */
const isTaken = sql<boolean>`case event.resource ${sql.join(
  allDocumentKinds.flatMap((kind) =>
    resourcesOf(kind).map(
      (one) =>
        sql`when ${one} then ${kind.feed}::text is null or exists (
          select from feed where feed.connection_id = event.connection_id and feed.name = ${kind.feed})`,
    ),
  ),
  sql` `,
)} else true end`;

const writtenOf = sql<readonly string[] | null>`case event.resource ${sql.join(
  allDocumentKinds.flatMap(({ name, writtenAs }) =>
    (writtenAs?.resources ?? []).map(
      (one) => sql`when ${one} then coalesce(
        (select array_agg(distinct document.source_id) from posting join document on document.id = posting.document_id
          where posting.connection_id = event.connection_id and posting.state = 'confirmed' and document.kind = ${name}
            and posting.reference @> jsonb_build_object(${writtenAs?.idIn ?? ''}::text, event.resource_id)),
        (select array_agg(document.source_id) from document
          where document.connection_id = event.connection_id and document.kind = ${name}
            and document.project_id = event.project_id and document.stage = 'held'),
        '{}')`,
    ),
  ),
  sql` `,
)} end`;

function resourcesNamedBy(namedBy: NonNullable<DocumentKindRow['source']>['namedBy']): string[] {
  return allDocumentKinds.flatMap(({ source }) => (source?.namedBy === namedBy ? source.resources : []));
}

/** Webhook events of one tenant on their way in. */
export class WebhookIntake {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /**
   * Locks up to `limit` due events, longest waiting first, so that no two processes take the same one in. From here on the
   * transaction waits for nobody longer than half a second. That is less than PostgreSQL's deadlock_timeout: where two wait
   * for each other, it is this one that gives up and tries again.
   */
  async lockDue(failedBefore: boolean, limit: number): Promise<WaitingEvent[]> {
    await sql`set local lock_timeout = '500ms'`.execute(this.#trx);
    const rows = await this.#trx
      .selectFrom('webhookEvent as event')
      .innerJoin('connection', 'connection.id', 'event.connectionId')
      .leftJoin('project', (join) =>
        join.onRef('project.connectionId', '=', 'event.connectionId').onRef('project.id', '=', 'event.projectId'),
      )
      .leftJoin('party', (join) =>
        join
          .onRef('party.connectionId', '=', 'event.connectionId')
          .onRef('party.procoreVendorId', '=', 'event.resourceId')
          .on('event.resource', 'in', resourcesNamedBy('party')),
      )
      .leftJoin('writeBack', (join) =>
        join
          .onRef('writeBack.connectionId', '=', 'event.connectionId')
          .on('writeBack.documentKind', '=', kindOfEvent)
          .on(
            'writeBack.sourceId',
            '=',
            sql<string>`coalesce(coalesce(party.same_as, party.id)::text, event.resource_id)`,
          ),
      )
      .select(['event.tenantId', 'event.connectionId', 'event.eventId', 'event.resource', 'event.resourceId'])
      .select(['event.projectId', 'event.userId', 'event.eventType', 'event.eventAt'])
      .select(['project.id as knownProjectId', 'connection.goLiveAt', 'connection.procoreUserId as ourUserId'])
      .select(['writeBack.userId as writerId', 'writeBack.openedAt', 'writeBack.returnedUpdatedAt'])
      .select(sql<string | null>`coalesce(party.same_as, party.id)`.as('partyId'))
      .select([isTaken.as('isTaken'), writtenOf.as('writtenOf')])
      .where('event.outcome', 'is', null)
      .where('event.notBefore', '<=', sql<Date>`now()`)
      .where('event.attempts', failedBefore ? '>' : '=', 0)
      .orderBy('event.notBefore')
      .limit(limit)
      .forUpdate('event')
      .skipLocked()
      .execute();
    return rows.map(({ knownProjectId, writerId, openedAt, returnedUpdatedAt, isTaken: taken, ...event }) => ({
      ...event,
      documentKind: taken ? (kindOfResource(event.resource)?.name ?? null) : null,
      isNamedByParty: kindOfResource(event.resource)?.source?.namedBy === 'party',
      projectKnown: knownProjectId !== null,
      needsProject: kindOfResource(event.resource)?.source?.ofProject === true || event.writtenOf !== null,
      writeBack: writerId === null || openedAt === null ? null : { userId: writerId, openedAt, returnedUpdatedAt },
    }));
  }

  /** They are taken in; each outcome says what came of it. */
  async setOutcomes(events: readonly (EventKey & { readonly outcome: string })[]): Promise<void> {
    await sql`
    update webhook_event set outcome = done.outcome
    from unnest(
      ${events.map((event) => event.connectionId)}::text[],
      ${events.map((event) => event.eventId)}::text[],
      ${events.map((event) => event.outcome)}::text[]
    ) as done (connection_id, event_id, outcome)
    where webhook_event.connection_id = done.connection_id and webhook_event.event_id = done.event_id`.execute(
      this.#trx,
    );
  }

  /**
   * What failed in company is due again at once, for from now on each is taken in by itself and only the one at fault fails
   * again. That one comes back after 1 s, doubling to 5 min, for as long as it takes.
   */
  async noteFailed(events: readonly EventKey[]): Promise<void> {
    await sql`
    update webhook_event set
      attempts = attempts + 1,
      not_before = now()
        + case attempts when 0 then 0 else least(2 ^ least(attempts - 1, 9), 300) end * interval '1 second'
    where outcome is null and (connection_id, event_id) in (
      select * from unnest(
        ${events.map((event) => event.connectionId)}::text[], ${events.map((event) => event.eventId)}::text[]
      ))`.execute(this.#trx);
  }
}
