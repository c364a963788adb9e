import { sql, type SelectQueryBuilder } from 'kysely';
import type { Entry } from '../../domain/posting/books/entry';
import { PostedEffects, type PostedEffect } from '../../domain/posting/books/posted-effects';
import type { Trx } from '../database';
import type { Schema } from '../schema';
import type { DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import { ownDecision, ownPlan } from './own-part';
import type { PostingRow } from './posting-row';

/** What counts for an item under earlier numbers of a commitment. */
export interface ItemToDate {
  readonly item: string;
  readonly gross: string;
  readonly withheld: string;
}

type EffectOf = Pick<DocumentRow, 'id' | 'tenantId' | 'connectionId' | 'commitmentId' | 'number'>;

/** One document's part in a posting. */
export interface EffectPart {
  readonly document: EffectOf;
  /** The document's own name of it, where the posting is another one's. */
  readonly step?: string;
  /** Its own plan, and the decision that asks for it, where the posting is another one's. */
  readonly planId?: string | undefined;
  readonly because?: string | undefined;
  readonly entries: readonly Entry[];
}

/** What postings mean for the books, by document and entry. */
export class Effects {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** What the posting means for each of its documents; what was written of it before is replaced, whatever document's. */
  async write(posting: PostingRow, parts: readonly EffectPart[]): Promise<void> {
    await this.#trx.deleteFrom('effect').where('postingId', '=', posting.id).execute();
    for (const { step, ...part } of parts) await this.#insert(part, posting.id, step ?? posting.step);
  }

  /** What counts for the document although nothing is posted for it; empty: nothing does. */
  async record(document: EffectOf, entries: readonly Entry[]): Promise<void> {
    await this.#trx.deleteFrom('effect').where('documentId', '=', document.id).where('postingId', 'is', null).execute();
    if (entries.length > 0) await this.#insert({ document, entries }, null, 'recorded');
  }

  /** The documents that have a part in the posting. */
  async documentsOf(postingId: string): Promise<string[]> {
    const rows = await this.#trx.selectFrom('effect').select('documentId').where('postingId', '=', postingId).execute();
    return rows.map((row) => row.documentId);
  }

  /** All of a document: what stands, what may stand, what stood. */
  async of(documentId: string): Promise<PostedEffects> {
    return this.#ofDocuments([documentId]);
  }

  /** All of a commitment's documents of these kinds. */
  async ofCommitment(scope: Scope, commitmentId: string, kinds: readonly string[]): Promise<PostedEffects> {
    return this.#ofDocuments(
      this.#trx
        .selectFrom('document')
        .select('id')
        .where('connectionId', '=', scope.connectionId)
        .where('commitmentId', '=', commitmentId)
        .where('kind', 'in', [...kinds]),
    );
  }

  async #ofDocuments(
    documents: string[] | SelectQueryBuilder<Schema, 'document', { id: string }>,
  ): Promise<PostedEffects> {
    const rows = await this.#trx
      .selectFrom('effect')
      .leftJoin('posting', 'posting.id', 'effect.postingId')
      .select(['effect.id', 'effect.documentId', 'effect.step'])
      .select(['posting.key', 'posting.system', 'posting.kind', 'posting.ordinal', 'posting.state'])
      .select([ownPlan.as('planId'), ownDecision.as('because')])
      .select(['posting.stage', 'posting.origin', 'posting.subject', 'posting.supplier', 'posting.number'])
      .select(['posting.reference', 'posting.facts'])
      .where('effect.documentId', 'in', documents)
      .orderBy('effect.id')
      .execute();
    if (rows.length === 0) return new PostedEffects([]);
    const entries = await this.#entriesOf(rows.map((row) => row.id));
    return new PostedEffects(
      rows.map(({ id, documentId, step, key, ...posting }): PostedEffect => ({
        documentId,
        step,
        entries: entries.get(id) ?? [],
        posting:
          key === null
            ? null
            : {
                key,
                system: posting.system ?? '',
                kind: posting.kind ?? '',
                planId: posting.planId,
                ordinal: posting.ordinal ?? 0,
                state: posting.state ?? 'rejected',
                stage: posting.stage,
                origin: posting.origin ?? 'sent',
                subject: posting.subject ?? '',
                supplier: posting.supplier ?? '',
                number: posting.number ?? '',
                reference: posting.reference,
                facts: posting.facts ?? {},
                because: posting.because,
              },
      })),
    );
  }

  /**
   * What counts as posted under numbers above `after` and below `before`, per item; `rounding`: what was vouchered to the
   * rounding accounts. Accruals and memos never count.
   */
  async toDate(
    scope: Scope,
    commitmentId: string,
    after: number,
    before: number,
  ): Promise<{ readonly items: readonly ItemToDate[]; readonly rounding: string }> {
    const rows = await this.#trx
      .selectFrom('effect')
      .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
      .leftJoin('posting', 'posting.id', 'effect.postingId')
      .select([
        'effectEntry.item',
        sql<string>`sum(effect_entry.gross)`.as('gross'),
        sql<string>`sum(effect_entry.withheld)`.as('withheld'),
      ])
      .where('effect.connectionId', '=', scope.connectionId)
      .where('effect.commitmentId', '=', commitmentId)
      .where('effect.number', '>', after)
      .where('effect.number', '<', before)
      .where('effectEntry.book', 'in', ['cost', 'order'])
      .where((where) => where.or([where('effect.postingId', 'is', null), where('posting.state', '=', 'confirmed')]))
      .groupBy('effectEntry.item')
      .execute();
    return {
      items: rows.filter(({ item }) => item !== ''),
      rounding: rows.find(({ item }) => item === '')?.gross ?? '0',
    };
  }

  /** The nearest higher number of the commitment of which something stands, may stand or counts; null: none. */
  async nearestAbove(
    scope: Scope,
    commitmentId: string,
    number: number,
  ): Promise<{ readonly requisitionId: string; readonly number: number } | null> {
    const row = await this.#trx
      .selectFrom('effect')
      .innerJoin('document', 'document.id', 'effect.documentId')
      .leftJoin('posting', 'posting.id', 'effect.postingId')
      .select(['document.sourceId', 'effect.number'])
      .where('effect.connectionId', '=', scope.connectionId)
      .where('effect.commitmentId', '=', commitmentId)
      .where('effect.number', '>', number)
      .where((where) =>
        where.or([
          where('effect.postingId', 'is', null),
          where('posting.state', 'in', ['sent', 'uncertain', 'confirmed']),
        ]),
      )
      .where(
        sql<boolean>`exists (select from effect_entry where effect_entry.effect_id = effect.id
          and (effect_entry.amount <> 0 or effect_entry.gross <> 0 or effect_entry.withheld <> 0))`,
      )
      .orderBy('effect.number')
      .limit(1)
      .executeTakeFirst();
    return row?.number == null ? null : { requisitionId: row.sourceId, number: row.number };
  }

  async #insert(
    { document, entries, planId, because }: Omit<EffectPart, 'step'>,
    postingId: string | null,
    step: string,
  ): Promise<void> {
    const { id: documentId, tenantId, connectionId, commitmentId, number } = document;
    const effect = { tenantId, connectionId, postingId, documentId, step, commitmentId, number, planId, because };
    if (entries.length === 0) {
      await this.#trx.insertInto('effect').values(effect).execute();
      return;
    }
    await this.#trx
      .with('made', (trx) => trx.insertInto('effect').values(effect).returning('id'))
      .insertInto('effectEntry')
      .values((made) =>
        entries.map((entry, index) => ({
          effectId: made.selectFrom('made').select('id'),
          line: index + 1,
          tenantId,
          book: entry.book,
          supplier: entry.supplier,
          account: entry.account,
          ...{ orderLine: entry.orderLine, item: entry.item },
          amount: entry.amount,
          gross: entry.gross,
          withheld: entry.withheld,
          tax: entry.tax,
          period: entry.period,
          bookedOn: entry.bookedOn ?? null,
        })),
      )
      .execute();
  }

  /** The documents of which something stands, or may stand, that was posted under a supplier of the ERP. */
  async documentsUnder({ connectionId }: Pick<Scope, 'connectionId'>, supplier: string): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll('document')
      .where(
        sql<boolean>`document.id in (select effect.document_id from effect
          join effect_entry on effect_entry.effect_id = effect.id left join posting on posting.id = effect.posting_id
          where effect.connection_id = ${connectionId} and effect_entry.supplier = ${supplier}
          and coalesce(posting.state not in ('rejected', 'voided'), true))`,
      )
      .orderBy('commitmentId')
      .orderBy('number')
      .orderBy('id')
      .execute();
  }

  async #entriesOf(effectIds: readonly string[]): Promise<ReadonlyMap<string, readonly Entry[]>> {
    const rows = await this.#trx
      .selectFrom('effectEntry')
      .select(['effectId', 'book', 'supplier', 'account', 'orderLine', 'item', 'amount', 'gross', 'withheld', 'tax'])
      .select('period')
      .where('effectId', 'in', [...effectIds])
      .orderBy('effectId')
      .orderBy('line')
      .execute();
    const byEffect = new Map<string, Entry[]>();
    for (const { effectId, ...entry } of rows) {
      const own = byEffect.get(effectId) ?? [];
      own.push(entry);
      byEffect.set(effectId, own);
    }
    return byEffect;
  }
}
