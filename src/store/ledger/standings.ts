import { sql } from 'kysely';
import type { Reference } from '../../domain/posting/look';
import { askedAgainFacts } from '../../domain/posting/stages/asked-again';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { DocumentRow } from '../documents/documents';
import type { TxContext } from '../tx-context';
import { timeLeft, toPosting, type PostingRow } from './posting-row';

/** A kind of posting that a feed watches, and the stages at which it rests. */
export interface WatchedKind {
  readonly system: string;
  readonly kind: string;
  readonly restingStages: readonly PostingStage[];
}

/** A document, and what a posting of it is called where it stands. */
export interface StandingOfDocument extends Pick<
  DocumentRow,
  | 'id'
  | 'kind'
  | 'sourceId'
  | 'projectId'
  | 'commitmentId'
  | 'number'
  | 'connectionId'
  | 'stage'
  | 'sourceStatus'
  | 'sourceUpdatedAt'
> {
  readonly reference: Reference | null;
}

/** Confirmed postings, and how far the systems that they stand in have come with them. */
export class Standings {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** A person lets what was sent back of these documents be handed on once more (domain/posting/stages/asked-again.ts). */
  async askAgain(documentIds: readonly string[]): Promise<void> {
    if (documentIds.length === 0) return;
    await this.#trx
      .updateTable('posting')
      .set({
        facts: sql<string>`coalesce(facts, '{}'::jsonb) || jsonb_build_object(${askedAgainFacts.asked}::text, clock_timestamp()::text)`,
      })
      .where('documentId', 'in', [...documentIds])
      .where('state', '=', 'confirmed')
      .where('stage', 'in', ['returned', 'stands'])
      .execute();
  }

  /** It is done now, or somebody else did it: nothing of what was asked is left. */
  async settleAsking({ id, facts }: Pick<PostingRow, 'id' | 'facts'>): Promise<void> {
    const { asked, done } = askedAgainFacts;
    if (facts?.[asked] === undefined) return;
    await this.#trx
      .updateTable('posting')
      .set({ facts: sql<string>`facts || jsonb_build_object(${done}::text, facts ->> ${asked})` })
      .where('id', '=', id)
      .execute();
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

  /** Whether something of ours is called so in that system, whatever became of it. */
  async isOurs(scope: Scope, system: string, reference: Reference): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('posting')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('system', '=', system)
      .where(sql<boolean>`reference @> ${JSON.stringify(reference)}::jsonb`)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Of a step, what stands in that system under any of these names there, with the document that it is of. */
  async standingAs(
    scope: Scope,
    { system, step }: { readonly system: string; readonly step: string },
    references: readonly Reference[],
  ): Promise<readonly StandingOfDocument[]> {
    if (references.length === 0) return [];
    const texts = references.map((reference) => JSON.stringify(reference));
    return this.#trx
      .selectFrom('posting')
      .innerJoin('document', 'document.id', 'posting.documentId')
      .select(['posting.reference', 'document.id', 'document.kind', 'document.sourceId', 'document.projectId'])
      .select(['document.commitmentId', 'document.number', 'document.connectionId'])
      .select(['document.stage', 'document.sourceStatus', 'document.sourceUpdatedAt'])
      .where('posting.connectionId', '=', scope.connectionId)
      .where('posting.system', '=', system)
      .where('posting.step', '=', step)
      .where('posting.state', '=', 'confirmed')
      .where(sql<boolean>`posting.reference @> any(${sql.val(texts)}::jsonb[])`)
      .orderBy('posting.id')
      .execute();
  }

  /** Documents with a posting of the kind that has been delivered, and no more, for so many days, and that nothing holds. */
  async leftTooLong(scope: Scope, watched: WatchedKind, days: number): Promise<string[]> {
    const rows = await this.#confirmed(scope, watched)
      .where('stage', '=', 'delivered')
      // As the index of what is not posted says it: nobody reads all years for these few.
      .where('stage', 'is distinct from', 'posted')
      .where('confirmedAt', '<', sql<Date>`clock_timestamp() - ${days} * interval '1 day'`)
      .where(
        sql<boolean>`not exists (
          select from hold where hold.document_id = posting.document_id and hold.closed_at is null)`,
      )
      .orderBy('id')
      .execute();
    return [...new Set(rows.map((row) => row.documentId))];
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
      // The newest rest as probably as any, and are found by an index.
      .orderBy('confirmedAt', 'desc')
      .limit(1)
      .execute();
    return rows.length > 0;
  }

  /** Those that are at rest, as far as we know, under one of the keys or known there by one of the references. */
  async resting(
    scope: Scope,
    watched: WatchedKind,
    changed: readonly { readonly key: string | null; readonly reference?: Reference; readonly mayBeByHand?: true }[],
  ): Promise<PostingRow[]> {
    const keys = changed.flatMap(({ key }) => (key === null ? [] : [key]));
    const referencesOf = (byHand: true | undefined): string[] =>
      changed.flatMap(({ key, reference, mayBeByHand }) =>
        key !== null || reference === undefined || mayBeByHand !== byHand ? [] : [JSON.stringify(reference)],
      );
    const rows = await this.#confirmed(scope, watched)
      .where('stage', 'in', [...watched.restingStages])
      .where(
        sql<boolean>`(key = any(${sql.val(keys)}::text[]) or reference @> any(${sql.val(referencesOf(undefined))}::jsonb[])
          or origin = 'byHand' and reference @> any(${sql.val(referencesOf(true))}::jsonb[]))`,
      )
      .execute();
    return rows.map(toPosting);
  }

  /** A person said with whom and under which number a confirmed posting stands, and accepted how. */
  async accept(
    posting: Pick<PostingRow, 'id'>,
    accepted: { readonly supplier: string; readonly number: string; readonly facts: Readonly<Record<string, string>> },
  ): Promise<boolean> {
    const result = await this.#trx
      .updateTable('posting')
      .set({
        supplier: accepted.supplier,
        number: accepted.number,
        facts: sql<string>`coalesce(facts, '{}'::jsonb) || ${JSON.stringify(accepted.facts)}::jsonb`,
      })
      .where('id', '=', posting.id)
      .where('state', '=', 'confirmed')
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** A person said what it is called there; it is looked for by that from now on. */
  async nameReference(posting: Pick<PostingRow, 'id'>, reference: Reference): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({ reference: sql<string>`coalesce(reference, '{}'::jsonb) || ${JSON.stringify(reference)}::jsonb` })
      .where('id', '=', posting.id)
      .execute();
  }

  /** Others of the connection that are known by the same reference and may stand. */
  async knownAs(posting: Pick<PostingRow, 'id' | 'connectionId'>, reference: Reference): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', posting.connectionId)
      .where('id', '<>', posting.id)
      .where('state', 'in', ['sent', 'uncertain', 'confirmed'])
      .where(sql<boolean>`reference @> ${JSON.stringify(reference)}::jsonb`)
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
