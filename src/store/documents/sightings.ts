import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import { Documents, type DocumentName, type DocumentRow, type DocumentSeen } from './documents';
import { standingAt } from './standing-at';

/** What an answer says of a document; `gone`: that the source no longer has it; `unchanged`: nothing more than was known. */
export type Answer = (DocumentSeen & { readonly sourceUpdatedAt: string }) | 'gone' | 'unchanged';

/** Why an answer is not taken: something was read or heard after it was asked for, or it is an older version. */
type NotTaken = 'overtaken' | 'olderVersion';

export type Noted = { readonly before: DocumentRow; readonly document: DocumentRow } | NotTaken;

/**
 * Answers of the source, in the order in which they were asked for. Two polls, a poll and a pass, or a webhook and either
 * may cross: what was asked for earlier never takes the place of what was asked for later, nor an older version that of a
 * newer one.
 */
export class Sightings {
  readonly #trx: Trx;
  readonly #documents: Documents;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#documents = new Documents(context);
  }

  /** The database's clock, to be read before a source is asked. */
  async now(): Promise<Date> {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(this.#trx);
    const [row] = rows;
    if (row === undefined) throw new RangeError('the database did not say what time it is');
    return row.now;
  }

  /**
   * Notes what an answer says, unless it is not the newest. Gives the row as it was and as it is, locked. `stageOf`: where an open
   * document stands from then on, by the row as it was; else it stays where it stands.
   */
  async note(
    scope: Scope,
    name: DocumentName,
    askedAt: Date,
    answer: Answer,
    stageOf?: (before: DocumentRow) => SyncStage | null,
  ): Promise<Noted> {
    const before = await this.#documents.see(scope, name);
    const why = notTaken(before, askedAt, answer);
    if (why !== null) return why;
    const document = await this.#trx
      .updateTable('document')
      .set({
        ...knownOf(answer),
        ...(stageOf === undefined ? {} : standingAt(stageOf(before), true)),
        ...{ seenAt: askedAt, changedAt: sql<Date>`now()` },
      })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { before, document };
  }

  /** Of a kind and project, what its source changed at that time or later, by id. What is gone there is left out. */
  async changedSince(
    scope: Scope,
    { kind, projectId, since }: { readonly kind: string; readonly projectId: string; readonly since: Date },
  ): Promise<{ readonly id: string; readonly changedAt: Date }[]> {
    const rows = await this.#trx
      .selectFrom('document')
      .select(['sourceId', 'sourceUpdatedAt'])
      .where('connectionId', '=', scope.connectionId)
      .where('kind', '=', kind)
      .where('projectId', '=', projectId)
      .where('sourceUpdatedAt', '>=', since)
      .orderBy('sourceId')
      .execute();
    return rows.flatMap(({ sourceId, sourceUpdatedAt }) =>
      sourceUpdatedAt === null ? [] : [{ id: sourceId, changedAt: sourceUpdatedAt }],
    );
  }

  /** Whether an event said that the record was deleted, after it was last read. */
  async deletionHeard({ connectionId, sourceId, seenAt }: DocumentRow, resources: readonly string[]): Promise<boolean> {
    let query = this.#trx
      .selectFrom('webhookEvent')
      .select('eventId')
      .where('connectionId', '=', connectionId)
      .where('resourceId', '=', sourceId)
      .where('resource', 'in', [...resources])
      .where('eventType', '=', 'delete');
    if (seenAt !== null) query = query.where('receivedAt', '>=', seenAt);
    return (await query.limit(1).executeTakeFirst()) !== undefined;
  }

  /** The source knows no such record, and nothing was ever read, held or posted of it: it is no document. */
  async forget({ id }: DocumentRow): Promise<void> {
    const about = (table: 'snapshot' | 'hold' | 'posting' | 'plan') =>
      this.#trx.selectFrom(table).select('documentId').where('documentId', '=', id);
    await this.#trx
      .deleteFrom('document')
      .where('id', '=', id)
      .where((document) =>
        document.not(
          document.or([
            document.exists(about('snapshot')),
            document.exists(about('hold')),
            document.exists(about('posting')),
            document.exists(about('plan')),
          ]),
        ),
      )
      .execute();
  }
}

function notTaken(before: DocumentRow, askedAt: Date, answer: Answer): NotTaken | null {
  const { newsAt, seenAt, sourceUpdatedAt } = before;
  if (newsAt !== null && newsAt >= askedAt) return 'overtaken';
  if (typeof answer === 'string' || sourceUpdatedAt === null) {
    return seenAt !== null && seenAt > askedAt ? 'overtaken' : null;
  }
  // Not every answer says the fraction of a second.
  const [was, is] = [wholeSeconds(sourceUpdatedAt), wholeSeconds(new Date(answer.sourceUpdatedAt))];
  if (seenAt !== null && seenAt > askedAt && is <= was) return 'overtaken';
  return is < was ? 'olderVersion' : null;
}

function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function knownOf(answer: Answer): DocumentSeen {
  if (answer === 'unchanged') return {};
  // Seen again, it counts whatever its version.
  if (answer === 'gone') return { sourceUpdatedAt: null };
  const { projectId, commitmentId, number, sourceStatus, sourceUpdatedAt, billedThrough, approvedAt, bill } = answer;
  const { claimed, claimedCurrency } = answer;
  const known = { projectId, commitmentId, number, sourceStatus, sourceUpdatedAt, billedThrough, approvedAt, bill };
  // Members that are undefined are left out by kysely.
  return { ...known, claimed, claimedCurrency };
}
