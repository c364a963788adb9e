import { sql, type RawBuilder } from 'kysely';
import type { Reference } from '../../domain/posting/look';
import type { PostingStage } from '../../domain/posting/stages/posting-stage';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { Nameable } from './document-names';

/** A document of a project, and what of it is in the books. Amounts are decimal strings. */
export interface BookedDocument extends Nameable {
  readonly id: string;
  readonly sourceStatus: string;
  readonly stage: SyncStage | null;
  /** The last day of what it bills, `YYYY-MM-DD`. */
  readonly billedThrough: string | null;
  /** What its source says that it comes to; null: not known. */
  readonly claimed: string | null;
  /** `''`: not told. */
  readonly currency: string;
  /** What our confirmed postings of it come to: gross less withheld, with tax; null: nothing is posted of it. */
  readonly posted: string | null;
  readonly waitsFor: string | null;
  /** Its newest plan. */
  readonly planId: string | null;
}

/** A posting of many documents, as far as it is of one project. */
export interface BookedJournal {
  /** As the run is called here. */
  readonly name: string;
  /** What the ERP calls it; null: not known yet. */
  readonly reference: Reference | null;
  readonly stage: PostingStage | null;
  /** The first month of the project's lines in it, `YYYY-MM`. */
  readonly period: string;
  /** Of the project. */
  readonly documents: number;
  /** What they debit. */
  readonly debit: string;
}

/** What our confirmed postings moved on an account in a period. */
export interface BookedAccount {
  readonly account: string;
  /** `YYYY-MM`. */
  readonly period: string;
  readonly amount: string;
}

/** What of a project is in the books and what is not, in sums of the database; nothing sealed is opened. */
export class ProjectBooks {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** By commitment and number. */
  async documents(scope: Scope, projectId: string, kind: string): Promise<readonly BookedDocument[]> {
    const { rows } = await sql<BookedDocument>`
      select document.id, document.tenant_id, document.connection_id, document.kind, document.source_id, document.project_id,
        document.commitment_id, document.number, document.source_status, document.stage, document.waits_for, document.plan_id,
        document.billed_through, document.claimed::text as claimed,
        coalesce(nullif(document.claimed_currency, ''), document.currency) as currency, posted.amount::text as posted
      from document
      left join lateral (
        select sum(entry.gross + entry.tax - entry.withheld) as amount
        from effect join posting on posting.id = effect.posting_id join effect_entry entry on entry.effect_id = effect.id
        where effect.document_id = document.id and posting.state = 'confirmed' and entry.book = 'cost'
      ) posted on true
      where document.tenant_id = ${scope.tenantId} and document.connection_id = ${scope.connectionId}
        and document.project_id = ${projectId} and document.kind = ${kind}
      order by document.commitment_id, document.number, document.billed_through, document.source_id`.execute(this.#trx);
    return rows;
  }

  /** What the direct costs of the project put onto the accounts that clear them, by account and period. */
  async clearing(scope: Scope, projectId: string): Promise<readonly BookedAccount[]> {
    return this.#booked(
      scope,
      projectId,
      sql`document.kind = 'directCost' and entry.item = '' and entry.gross = 0 and entry.tax = 0`,
    );
  }

  /** Journals of runs, through a month (`YYYY-MM`), in which anything of the project stands. */
  async journals(scope: Scope, projectId: string, through: string): Promise<readonly BookedJournal[]> {
    const { rows } = await sql<BookedJournal>`
      select run.source_id as name, posting.reference, posting.stage, min(entry.period) as period,
        count(distinct effect.document_id)::int as documents,
        coalesce(sum(entry.amount) filter (where entry.amount > 0), 0)::text as debit
      from document
      join effect on effect.document_id = document.id
      join posting on posting.id = effect.posting_id
      join document run on run.id = posting.document_id and run.kind = 'journalRun'
      join effect_entry entry on entry.effect_id = effect.id
      where document.tenant_id = ${scope.tenantId} and document.connection_id = ${scope.connectionId}
        and document.project_id = ${projectId} and posting.state = 'confirmed' and entry.book <> 'order'
      group by posting.id, run.source_id having min(entry.period) <= ${through}
      order by period, run.source_id`.execute(this.#trx);
    return rows;
  }

  /** Of all documents of the project, by account and period; what comes to nothing is left out. */
  async accounts(scope: Scope, projectId: string): Promise<readonly BookedAccount[]> {
    return this.#booked(scope, projectId, sql`true`);
  }

  async #booked(scope: Scope, projectId: string, which: RawBuilder<unknown>): Promise<readonly BookedAccount[]> {
    const { rows } = await sql<BookedAccount>`
      select entry.account, entry.period, sum(entry.amount)::text as amount
      from document
      join effect on effect.document_id = document.id
      join posting on posting.id = effect.posting_id
      join effect_entry entry on entry.effect_id = effect.id
      where document.tenant_id = ${scope.tenantId} and document.connection_id = ${scope.connectionId}
        and document.project_id = ${projectId} and posting.state = 'confirmed' and entry.book = 'cost' and ${which}
      group by entry.account, entry.period having sum(entry.amount) <> 0
      order by entry.account, entry.period`.execute(this.#trx);
    return rows;
  }
}
