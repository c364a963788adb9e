import { sql } from 'kysely';
import type { PostingStage } from '../../domain/posting/posting-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import { timeLeft, toPosting, type PostingRow } from './posting-row';

/** A kind of posting that a feed watches, and the stages at which it rests. */
export interface WatchedKind {
  readonly system: string;
  readonly kind: string;
  readonly restingStages: readonly PostingStage[];
}

/** Confirmed postings, and how far the systems that they stand in have come with them. */
export class Standings {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Those of a kind that others are to bring about and that were not seen yet. */
  async awaited(scope: Scope, { system, kind }: WatchedKind): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', scope.connectionId)
      .where('state', '=', 'reserved')
      .where('system', '=', system)
      .where('kind', '=', kind)
      .orderBy('id')
      .execute();
    return rows.map(toPosting);
  }

  /** Those of a kind that are not at rest yet, or about whose document something is open. */
  async watched(scope: Scope, watched: WatchedKind): Promise<PostingRow[]> {
    const rows = await this.#confirmed(scope, watched)
      .where((where) =>
        where.or([
          where('stage', 'is', null),
          where('stage', 'not in', [...watched.restingStages]),
          sql<boolean>`exists (select from document where document.id = posting.document_id and document.open)`,
        ]),
      )
      .orderBy('id')
      .execute();
    return rows.map(toPosting);
  }

  /** Those whose last call was refused and that are not closed yet; of one document where it is named. */
  async refused(scope: Scope, documentId?: string): Promise<PostingRow[]> {
    const answers = sql`select from posting_attempt a where a.posting_id = posting.id and a.act is null`;
    let query = this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', scope.connectionId)
      .where('state', '=', 'uncertain')
      .where(sql<boolean>`not exists (${answers} and a.outcome in ('success', 'noNumber'))`)
      .where(
        sql<boolean>`exists (${answers} and a.outcome = 'Rejected'
          and not exists (select from posting_attempt b where b.posting_id = a.posting_id and b.act is null and b.id > a.id))`,
      );
    if (documentId !== undefined) query = query.where('documentId', '=', documentId);
    return (await query.orderBy('id').execute()).map(toPosting);
  }

  /** Whether any of the kind is at rest: only then can one be voided or changed after that. */
  async hasResting(scope: Scope, watched: WatchedKind): Promise<boolean> {
    const rows = await this.#confirmed(scope, watched)
      .where('stage', 'in', [...watched.restingStages])
      .limit(1)
      .execute();
    return rows.length > 0;
  }

  /** Those of the keys that are at rest, as far as we know. */
  async resting(scope: Scope, watched: WatchedKind, keys: readonly string[]): Promise<PostingRow[]> {
    const rows = await this.#confirmed(scope, watched)
      .where('stage', 'in', [...watched.restingStages])
      .where(sql<boolean>`key = any(${sql.val([...keys])}::text[])`)
      .execute();
    return rows.map(toPosting);
  }

  #confirmed(scope: Scope, { system, kind }: WatchedKind) {
    return this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', scope.connectionId)
      .where('state', '=', 'confirmed')
      .where('system', '=', system)
      .where('kind', '=', kind);
  }
}
