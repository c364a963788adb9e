import { sql, type RawBuilder } from 'kysely';
import type { AccruedRequisition, AtPeriodEnd } from '../../domain/accrual/accrual';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A requisition that is in no invoice at the end of a period. */
export interface UnbilledRequisition {
  readonly requisitionId: string;
  readonly projectId: string;
  readonly commitmentId: string;
}

type Text = RawBuilder<unknown>;

/**
 * What no invoice covers at the end of a period, and what was accrued of it, by our documents and their postings alone. An id of an
 * accrual is that of its requisition, `-`, and the last day.
 */
export class Accruals {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Those that are owed then, and of which nothing is accrued or under way. */
  async unbilled(scope: Scope, lastDay: string, approvedStatuses: readonly string[]): Promise<UnbilledRequisition[]> {
    const { rows } = await sql<UnbilledRequisition>`
      select document.source_id as requisition_id, document.project_id, document.commitment_id from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'requisition'
        and document.commitment_id is not null and ${standingAt(lastDay, approvedStatuses)} = 'owed'
        and not exists (select from document accrual
          where accrual.connection_id = document.connection_id and accrual.kind = 'accrual'
            and accrual.source_id = document.source_id || ${`-${lastDay}`}::text
            and (accrual.open or accrual.runs is not null or ${isAccrued(sql`accrual.id`)}))
      order by document.id`.execute(this.#trx);
    return rows;
  }

  async standing(
    scope: Scope,
    { requisitionId, lastDay }: AccruedRequisition,
    approvedStatuses: readonly string[],
  ): Promise<AtPeriodEnd> {
    const { rows } = await sql<{ standing: AtPeriodEnd }>`
      select ${standingAt(lastDay, approvedStatuses)} as standing from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'requisition'
        and document.source_id = ${requisitionId}`.execute(this.#trx);
    return rows[0]?.standing ?? 'gone';
  }

  /**
   * Ids of accruals that may have to go on: they wait for a run, are in the books and not reversed, or are of a period that takes
   * journals still and covered by now. Passes that are under way, and holds, are left to themselves.
   */
  async unsettled(scope: Scope, lastDays: readonly string[]): Promise<readonly string[]> {
    const covered = lastDays.map(
      (lastDay) => sql<boolean>`document.source_id like ${`%-${lastDay}`} and exists (select from document requisition
        where requisition.connection_id = document.connection_id and requisition.kind = 'requisition'
          and document.source_id = requisition.source_id || ${`-${lastDay}`}::text
          and ${covers(sql`requisition.id`, lastDay)})`,
    );
    const { rows } = await sql<{ sourceId: string }>`
      select document.source_id from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'accrual' and not document.open
        and (document.runs is not null or ${isUnreversed}
          ${covered.length === 0 ? sql`` : sql`or ${isAccrued(sql`document.id`)} and (${sql.join(covered, sql` or `)})`})
      order by document.id`.execute(this.#trx);
    return rows.map(({ sourceId }) => sourceId);
  }
}

/** Of a requisition `document`: `owed`, `covered` or `gone`. */
function standingAt(lastDay: string, approvedStatuses: readonly string[]) {
  return sql<AtPeriodEnd>`case
    when document.stage in ('takenOver', 'byHand') or ${covers(sql`document.id`, lastDay)} then 'covered'
    when document.source_status in (${sql.join([...approvedStatuses])}) and document.billed_through <= ${lastDay}
      and coalesce(document.stage not in ('left', 'withdrawn', 'recorded'), true) then 'owed'
    else 'gone' end`;
}

/** Whether an invoice of it is validated and dated on the day or before. Of what was posted before the day was kept, the month is. */
function covers(documentId: Text, lastDay: string) {
  const month = lastDay.slice(0, 7);
  const isOfMonth = plusDays(lastDay, 1).slice(0, 7) === month ? sql`<` : sql`<=`;
  return sql<boolean>`exists (select from effect
    join posting on posting.id = effect.posting_id join effect_entry entry on entry.effect_id = effect.id
    where effect.document_id = ${documentId} and effect.step = 'voucher' and posting.state = 'confirmed'
      and posting.stage in ('vouchered', 'posted') and entry.book = 'cost'
      and coalesce(entry.booked_on <= ${lastDay}::date, entry.period ${isOfMonth} ${month}))`;
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Something was accrued, or may have been, and not taken out again by a correction. */
function isAccrued(documentId: Text) {
  return sql<boolean>`exists (select 1 from effect
    join posting on posting.id = effect.posting_id join effect_entry entry on entry.effect_id = effect.id
    where effect.document_id = ${documentId} and effect.step = 'accrual'
      and posting.state in ('sent', 'uncertain', 'confirmed', 'voided')
    group by entry.item, entry.account having sum(entry.amount) <> 0)`;
}

/** Something stands that neither we nor the ERP reversed. */
const isUnreversed = sql<boolean>`exists (select 1 from effect
  join posting on posting.id = effect.posting_id join effect_entry entry on entry.effect_id = effect.id
  where effect.document_id = document.id and posting.state = 'confirmed'
    and coalesce(posting.facts ->> 'reversedOn', '') = ''
  group by entry.item, entry.account having sum(entry.amount) <> 0)`;
