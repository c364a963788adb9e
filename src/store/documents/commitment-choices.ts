import { sql } from 'kysely';
import type { AtGoLive, GoLiveChoice } from '../../domain/commitment/at-go-live';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface OlderCommitment {
  readonly commitmentId: string;
  readonly projectId: string;
  readonly number: string | null;
  readonly type: string | null;
  readonly choice: GoLiveChoice | null;
  readonly chosenBy: string | null;
  readonly chosenAt: string | null;
}

/** Commitments older than going live, and what persons chose for them. */
export class CommitmentChoices {
  readonly #trx: Trx;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#actor = context.actor;
  }

  /** Null: it is younger than going live. `createdAt` as Procore says, ISO 8601. */
  async of(scope: Scope, commitmentId: string, createdAt: string | null): Promise<AtGoLive | null> {
    const row = await this.#trx
      .selectFrom('connection')
      .leftJoin('commitment', (join) =>
        join.onRef('commitment.connectionId', '=', 'connection.id').on('commitment.id', '=', commitmentId),
      )
      .leftJoin('commitmentChoice', (join) =>
        join
          .onRef('commitmentChoice.connectionId', '=', 'connection.id')
          .on('commitmentChoice.commitmentId', '=', commitmentId),
      )
      .select(['connection.goLiveAt', 'commitment.beforeGoLive', 'commitmentChoice.choice'])
      .where('connection.id', '=', scope.connectionId)
      .executeTakeFirstOrThrow();
    if (row.choice !== null) return row.choice;
    const { goLiveAt } = row;
    const isMadeBefore = goLiveAt !== null && createdAt !== null && secondOf(new Date(createdAt)) < secondOf(goLiveAt);
    const isOlder = row.beforeGoLive === true || isMadeBefore;
    return isOlder ? { choice: 'undecided' } : null;
  }

  /** Whether a person linked a commitment with that order. */
  async hasOrder(scope: Scope, order: string): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('commitmentChoice')
      .select('commitmentId')
      .where('connectionId', '=', scope.connectionId)
      .where(sql<string>`choice ->> 'order'`, '=', order)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Writes or replaces what was chosen; whoever calls it mends what waits for that. */
  async save(scope: Scope, commitmentId: string, choice: GoLiveChoice): Promise<void> {
    const values = { choice: JSON.stringify(choice), chosenBy: this.#actor, chosenAt: sql<Date>`now()` };
    await this.#trx
      .insertInto('commitmentChoice')
      .values({ connectionId: scope.connectionId, tenantId: scope.tenantId, commitmentId, ...values })
      .onConflict((conflict) => conflict.columns(['connectionId', 'commitmentId']).doUpdateSet(values))
      .execute();
  }

  /** Those that were known when the connection went live, and all that somebody chose for, by id. */
  async list(scope: Scope): Promise<OlderCommitment[]> {
    const rows = await this.#trx
      .selectFrom('commitment')
      .leftJoin('commitmentChoice', (join) =>
        join
          .onRef('commitmentChoice.connectionId', '=', 'commitment.connectionId')
          .onRef('commitmentChoice.commitmentId', '=', 'commitment.id'),
      )
      .select(['commitment.id as commitmentId', 'commitment.projectId', 'commitment.number', 'commitment.type'])
      .select(['commitmentChoice.choice', 'commitmentChoice.chosenBy', 'commitmentChoice.chosenAt'])
      .where('commitment.connectionId', '=', scope.connectionId)
      .where((row) =>
        row.or([row('commitment.beforeGoLive', '=', true), row('commitmentChoice.choice', 'is not', null)]),
      )
      .orderBy('commitment.projectId')
      .orderBy('commitment.id')
      .execute();
    return rows.map(({ chosenAt, ...row }) => ({ ...row, chosenAt: chosenAt?.toISOString() ?? null }));
  }
}

/** Procore's times have no parts of a second. */
function secondOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
