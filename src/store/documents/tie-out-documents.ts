import { sql } from 'kysely';
import { reversalFacts } from '../../domain/accrual/accrual';
import { bookedInFact } from '../../domain/posting/books/booked-in';
import type { Book } from '../../domain/posting/books/entry';
import type { Origin } from '../../domain/posting/books/posted-effects';
import type { Reference } from '../../domain/posting/look';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import type { PostingState } from '../../domain/posting/stages/posting-state';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TenantSeal } from '../tenant-seal';
import type { TxContext } from '../tx-context';
import type { DocumentRow } from './documents';

/** A line of what a posting means for the books, with its posting. */
export interface TiedEntry {
  readonly documentId: string;
  readonly postingKey: string;
  readonly system: string;
  readonly kind: string;
  readonly state: PostingState;
  readonly stage: PostingStage | null;
  readonly origin: Origin;
  readonly reference: Reference | null;
  /** That the ERP shows its posting in; null: it does not say. */
  readonly currency: string | null;
  readonly book: Book;
  readonly account: string;
  readonly item: string;
  readonly amount: string;
  readonly gross: string;
  readonly tax: string;
  readonly period: string;
}

/** What is tied out, a page of documents at a time. */
export class TieOutDocuments {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
  }

  /**
   * Requisitions, direct costs, booked change orders with what takes them back, and accruals, of the project that the period (`YYYY-MM`)
   * concerns: what bills in it or does not say when it does, what our ledger has in it, and what the ERP may have in it of a posting of
   * an earlier period: that was voided there, or was to be reversed there. In the order of their ids, behind one.
   */
  async page(
    scope: Scope,
    projectId: string,
    period: string,
    behind: string | null,
    limit: number,
  ): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll('document')
      .where('document.tenantId', '=', scope.tenantId)
      .where('document.connectionId', '=', scope.connectionId)
      .where('document.projectId', '=', projectId)
      .where(
        sql<boolean>`(document.kind in ('requisition', 'directCost') or document.kind in ('changeOrder', 'memoRelief', 'accrual') and exists (
          select from effect join effect_entry on effect_entry.effect_id = effect.id
          where effect.document_id = document.id and effect_entry.book in ('memo', 'encumbrance', 'accrual')
            and effect_entry.period = ${period}) or ${reversedIn(period)})`,
      )
      .$if(behind !== null, (query) => query.where('document.id', '>', behind ?? ''))
      .where(
        sql<boolean>`(document.billed_through is null or to_char(document.billed_through, 'YYYY-MM') = ${period}
          or exists (select from effect join effect_entry on effect_entry.effect_id = effect.id
            where effect.document_id = document.id and effect_entry.period = ${period}) or ${reversedIn(period)})`,
      )
      .orderBy('document.id')
      .limit(limit)
      .execute();
  }

  /** The one currency of all documents of the project; `''`: it has several, or none is told. */
  async currency(scope: Scope, projectId: string): Promise<string> {
    const { rows } = await sql<{ currency: string }>`
      select distinct coalesce(nullif(claimed_currency, ''), currency) as currency from document
      where tenant_id = ${scope.tenantId} and connection_id = ${scope.connectionId} and project_id = ${projectId}
        and coalesce(nullif(claimed_currency, ''), currency) <> '' limit 2`.execute(this.#trx);
    return rows.length === 1 ? (rows[0]?.currency ?? '') : '';
  }

  /** What postings of other projects that are in the books moved in the period, by account. */
  async elsewhere(
    scope: Scope,
    projectId: string,
    period: string,
    accounts: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (accounts.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('effectEntry')
      .innerJoin('effect', 'effect.id', 'effectEntry.effectId')
      .innerJoin('posting', 'posting.id', 'effect.postingId')
      .innerJoin('document', 'document.id', 'effect.documentId')
      .select(['effectEntry.account', sql<string>`sum(effect_entry.amount)::text`.as('amount')])
      .where('effect.connectionId', '=', scope.connectionId)
      .where('document.projectId', '<>', projectId)
      .where('posting.state', '=', 'confirmed')
      .where('posting.stage', '=', 'posted')
      .where('effectEntry.book', 'in', ['cost', 'accrual'])
      .where('effectEntry.period', '=', period)
      .where('effectEntry.account', 'in', [...accounts])
      .groupBy('effectEntry.account')
      .execute();
    return new Map(rows.map(({ account, amount }) => [account, amount]));
  }

  /** What was last read of each, by document; null: the source has it no more. Those never read are absent. */
  async contents(documentIds: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    if (documentIds.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('snapshot')
      .select(['documentId', 'body'])
      .where('documentId', 'in', [...documentIds])
      .execute();
    return this.#opened(rows.map(({ documentId, body }) => ({ name: documentId, body })));
  }

  /** The same of requisitions, by their ids in Procore. */
  async requisitions(scope: Scope, sourceIds: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
    if (sourceIds.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('document')
      .innerJoin('snapshot', 'snapshot.documentId', 'document.id')
      .select(['document.sourceId', 'snapshot.body'])
      .where('document.connectionId', '=', scope.connectionId)
      .where('document.kind', '=', 'requisition')
      .where('document.sourceId', 'in', [...sourceIds])
      .execute();
    return this.#opened(rows.map(({ sourceId, body }) => ({ name: sourceId, body })));
  }

  /** All that was posted of these documents, may have been, or was taken out again; what was never sent is left out. */
  async entries(documentIds: readonly string[]): Promise<readonly TiedEntry[]> {
    if (documentIds.length === 0) return [];
    return this.#trx
      .selectFrom('effect')
      .innerJoin('posting', 'posting.id', 'effect.postingId')
      .innerJoin('effectEntry', 'effectEntry.effectId', 'effect.id')
      .select(['effect.documentId', 'posting.key as postingKey', 'posting.system', 'posting.kind', 'posting.state'])
      .select(['posting.stage', 'posting.origin', 'posting.reference', 'effectEntry.book', 'effectEntry.account'])
      .select(sql<string | null>`posting.facts ->> ${bookedInFact}`.as('currency'))
      .select(['effectEntry.item', 'effectEntry.amount', 'effectEntry.gross', 'effectEntry.tax', 'effectEntry.period'])
      .where('effect.documentId', 'in', [...documentIds])
      .where('posting.state', 'in', ['sent', 'uncertain', 'confirmed', 'voided'])
      .where('effectEntry.book', '<>', 'order')
      .orderBy('effect.id')
      .orderBy('effectEntry.line')
      .execute();
  }

  async #opened(
    rows: readonly { readonly name: string; readonly body: Buffer }[],
  ): Promise<ReadonlyMap<string, unknown>> {
    const opened = new Map<string, unknown>();
    for (const { name, body } of rows) opened.set(name, await this.#sealed.open<unknown>('snapshot', body));
    return opened;
  }
}

/** Of a `document`: what the ERP is to reverse, it does in the next period; what people voided or reversed, whenever they did. */
function reversedIn(period: string) {
  const before = sql<string>`to_char(to_date(${period}, 'YYYY-MM') - interval '2 months', 'YYYY-MM')`;
  return sql<boolean>`exists (select from effect
    join posting on posting.id = effect.posting_id join effect_entry on effect_entry.effect_id = effect.id
    where effect.document_id = document.id and effect_entry.period < ${period} and (posting.state = 'voided'
      or coalesce(posting.facts ->> ${reversalFacts.day}, '') <> '' and effect_entry.period >= ${before}))`;
}
