import { sql, type RawBuilder } from 'kysely';
import { accruedName, type Accrued, type ApprovalPeriod, type AtPeriodEnd } from '../../domain/accrual/accrual';
import { dayIn } from '../../domain/calendar/day-in';
import { zoneOfProject } from '../../domain/calendar/zone-of-project';
import { approvedStatus } from '../../domain/change-order/approved';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A requisition that is in no invoice at the end of a period, or a change order that was approved in it. */
export interface Unaccrued {
  readonly sourceId: string;
  readonly projectId: string;
  readonly commitmentId: string;
}

type Text = RawBuilder<unknown>;

/**
 * What no invoice covers at the end of a period, and what was accrued of it, by our documents and their postings alone. An id of an
 * accrual is that of its requisition, or of its change order with `CO-` before it, `-`, and the last day.
 */
export class Accruals {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Requisitions that are owed then, and of which nothing is accrued or under way. */
  async unbilled(scope: Scope, lastDay: string, approvedStatuses: readonly string[]): Promise<Unaccrued[]> {
    const { rows } = await sql<Unaccrued>`
      select document.source_id, document.project_id, document.commitment_id from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'requisition'
        and document.commitment_id is not null and ${standingAt(lastDay, approvedStatuses)} = 'owed'
        and not exists (select from document accrual
          where accrual.connection_id = document.connection_id and accrual.kind = 'accrual'
            and accrual.source_id = document.source_id || ${`-${lastDay}`}::text
            and (accrual.open or accrual.runs is not null or ${isAccrued(sql`accrual.id`)}))
      order by document.id`.execute(this.#trx);
    return rows;
  }

  /**
   * Change orders that were read, and approved in the period by the clock of their project, else of the books, of which nothing was begun at its end, nor accrued
   * or under way at another; those of commitments of which a requisition's accrual at the same end is not settled come later.
   * Nearly all were begun, which an index says: only for the rest the accruals of other ends are looked through.
   */
  async unaccruedChangeOrders(
    scope: Scope,
    { firstDay, lastDay }: Pick<ApprovalPeriod, 'firstDay' | 'lastDay'>,
    { timeZone, approvedStatuses }: { readonly timeZone: string; readonly approvedStatuses: readonly string[] },
  ): Promise<Unaccrued[]> {
    const { rows } = await sql<Unaccrued & { readonly approvedAt: Date; readonly timeZone: string | null }>`
      select change.source_id, change.project_id, change.commitment_id, change.approved_at, project.time_zone
      from document change
      left join project on project.connection_id = change.connection_id and project.id = change.project_id
      where change.connection_id = ${scope.connectionId} and change.kind = 'changeOrder'
        and change.commitment_id is not null and change.source_status = ${approvedStatus}
        and coalesce(change.stage not in ('left', 'withdrawn', 'takenOver'), true)
        and change.approved_at between ${plusDays(firstDay, -1)}::date and ${plusDays(lastDay, 2)}::date
        and exists (select from snapshot where snapshot.document_id = change.id)
        and not exists (select from document accrual
          where accrual.connection_id = change.connection_id and accrual.kind = 'accrual'
            and accrual.source_id = 'CO-' || change.source_id || ${`-${lastDay}`}::text)
        and not exists (select from document accrual
          where accrual.connection_id = change.connection_id and accrual.kind = 'accrual'
            and accrual.source_id like 'CO-' || change.source_id || '-%'
            and (accrual.open or accrual.runs is not null or ${isAccrued(sql`accrual.id`)}))
        and not exists (${pendingOf(sql`change.connection_id`, sql`change.commitment_id`, lastDay, approvedStatuses)})
      order by change.id`.execute(this.#trx);
    return rows.flatMap(({ approvedAt, timeZone: own, ...found }) => {
      const day = dayIn(zoneOfProject({ timeZone: own }, timeZone), approvedAt);
      return firstDay <= day && day <= lastDay ? [found] : [];
    });
  }

  /** Of a requisition. */
  async standing(
    scope: Scope,
    { sourceId, lastDay }: Pick<Accrued, 'sourceId' | 'lastDay'>,
    approvedStatuses: readonly string[],
  ): Promise<AtPeriodEnd> {
    const { rows } = await sql<{ standing: AtPeriodEnd }>`
      select ${standingAt(lastDay, approvedStatuses)} as standing from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'requisition'
        and document.source_id = ${sourceId}`.execute(this.#trx);
    return rows[0]?.standing ?? 'gone';
  }

  /** Whether it is accrued at another end, or may be. */
  async isAccruedElsewhere({ connectionId }: Scope, of: Accrued): Promise<boolean> {
    const { rows } = await sql<{ found: boolean }>`
      select exists (select from document
        where document.connection_id = ${connectionId} and document.kind = 'accrual'
          and document.source_id like ${`${accruedName(of)}-%`} and document.source_id not like ${`%-${of.lastDay}`}
          and ${isAccrued(sql`document.id`)}) as found`.execute(this.#trx);
    return rows[0]?.found ?? false;
  }

  /** Items that are accrued, or may be, of other change orders of the commitment, whenever. */
  async itemsOfOthers({ connectionId }: Scope, commitmentId: string, of: Accrued): Promise<readonly string[]> {
    const { rows } = await sql<{ item: string }>`
      select entry.item from document
      join effect on effect.document_id = document.id and effect.step = 'accrual'
      join posting on posting.id = effect.posting_id
      join effect_entry entry on entry.effect_id = effect.id
      where document.connection_id = ${connectionId} and document.kind = 'accrual'
        and document.commitment_id = ${commitmentId} and document.source_id like 'CO-%'
        and document.source_id not like ${`${accruedName(of)}-%`} and entry.item <> ''
        and posting.state in ('sent', 'uncertain', 'confirmed', 'voided')
      group by document.id, entry.item having sum(entry.amount) <> 0`.execute(this.#trx);
    return rows.map(({ item }) => item);
  }

  /** Of a commitment's requisitions, the accruals at that end that are begun and not settled. */
  async pending(
    { connectionId }: Scope,
    commitmentId: string,
    lastDay: string,
    approvedStatuses: readonly string[],
  ): Promise<readonly string[]> {
    const { rows } = await sql<{ sourceId: string }>`
      ${pendingOf(sql`${connectionId}`, sql`${commitmentId}`, lastDay, approvedStatuses)}
      order by accrual.id`.execute(this.#trx);
    return rows.map(({ sourceId }) => sourceId);
  }

  /**
   * Of each item of change orders of a commitment: what validated invoices that are dated on the day or before bill of it, and what is
   * accrued of it then, or may be, for requisitions that are in none of these.
   */
  async coveredItems(
    { connectionId }: Scope,
    commitmentId: string,
    lastDay: string,
  ): Promise<readonly { readonly item: string; readonly amount: string }[]> {
    const { rows } = await sql<{ item: string; amount: string }>`
      select entry.item, sum(case when entry.book = 'cost' then entry.gross else entry.amount end)::text as amount
      from document
      join effect on effect.document_id = document.id
      join posting on posting.id = effect.posting_id
      join effect_entry entry on entry.effect_id = effect.id
      where document.connection_id = ${connectionId} and document.commitment_id = ${commitmentId}
        and (entry.item like 'change\\_order\\_item:%' or entry.item like 'whole\\_change\\_order\\_item:%')
        and (document.kind = 'requisition' and entry.book = 'cost' and posting.state = 'confirmed'
            and posting.stage in ('vouchered', 'posted') and ${isDatedBy(lastDay)}
          or document.kind = 'accrual' and effect.step = 'accrual'
            and document.source_id like ${`%-${lastDay}`} and document.source_id not like 'CO-%'
            and posting.state in ('sent', 'uncertain', 'confirmed') and not exists (
              select from document requisition
              where requisition.connection_id = document.connection_id and requisition.kind = 'requisition'
                and document.source_id = requisition.source_id || ${`-${lastDay}`}::text
                and ${covers(sql`requisition.id`, lastDay)}))
      group by entry.item`.execute(this.#trx);
    return rows;
  }

  /**
   * Ids of accruals that may have to go on: they wait for a run, are in the books and not reversed, or are of a period that takes
   * journals still, and covered by now, or of a change order. Passes that are under way, and holds, are left to themselves.
   */
  async unsettled(scope: Scope, lastDays: readonly string[]): Promise<readonly string[]> {
    const changed = lastDays.map(
      (lastDay) => sql<boolean>`document.source_id like ${`CO-%-${lastDay}`}
        or document.source_id like ${`%-${lastDay}`} and ${isAccrued(sql`document.id`)} and exists (
          select from document requisition
          where requisition.connection_id = document.connection_id and requisition.kind = 'requisition'
            and document.source_id = requisition.source_id || ${`-${lastDay}`}::text
            and ${covers(sql`requisition.id`, lastDay)})`,
    );
    const { rows } = await sql<{ sourceId: string }>`
      select document.source_id from document
      where document.connection_id = ${scope.connectionId} and document.kind = 'accrual' and not document.open
        and (document.runs is not null or ${isUnreversed}
          ${changed.length === 0 ? sql`` : sql`or ${sql.join(changed, sql` or `)}`})
      order by document.id`.execute(this.#trx);
    return rows.map(({ sourceId }) => sourceId);
  }
}

/** Begun for requisitions of the commitment that are owed, with nothing accrued by it yet, and not given up. */
function pendingOf(connectionId: Text, commitmentId: Text, lastDay: string, approvedStatuses: readonly string[]) {
  return sql`select accrual.source_id from document accrual
    join document on document.connection_id = accrual.connection_id and document.kind = 'requisition'
      and accrual.source_id = document.source_id || ${`-${lastDay}`}::text
    where accrual.connection_id = ${connectionId} and accrual.kind = 'accrual' and document.commitment_id = ${commitmentId}
      and ${standingAt(lastDay, approvedStatuses)} = 'owed' and not ${isAccrued(sql`accrual.id`)}
      and (accrual.open or accrual.runs is not null or accrual.stage is distinct from 'recorded')`;
}

/** Of a requisition `document`: `owed`, `covered` or `gone`. */
function standingAt(lastDay: string, approvedStatuses: readonly string[]) {
  return sql<AtPeriodEnd>`case
    when document.stage in ('takenOver', 'byHand') or ${covers(sql`document.id`, lastDay)} then 'covered'
    when document.source_status in (${sql.join([...approvedStatuses])}) and document.billed_through <= ${lastDay}
      and coalesce(document.stage not in ('left', 'withdrawn', 'recorded'), true) then 'owed'
    else 'gone' end`;
}

/** Whether an invoice of it is validated and dated on the day or before. */
function covers(documentId: Text, lastDay: string) {
  return sql<boolean>`exists (select from effect
    join posting on posting.id = effect.posting_id join effect_entry entry on entry.effect_id = effect.id
    where effect.document_id = ${documentId} and effect.step = 'voucher' and posting.state = 'confirmed'
      and posting.stage in ('vouchered', 'posted') and entry.book = 'cost' and ${isDatedBy(lastDay)})`;
}

/** Of an `entry`. Of what was posted before the day was kept, the month is. */
function isDatedBy(lastDay: string) {
  const month = lastDay.slice(0, 7);
  const isOfMonth = plusDays(lastDay, 1).slice(0, 7) === month ? sql`<` : sql`<=`;
  return sql<boolean>`coalesce(entry.booked_on <= ${lastDay}::date, entry.period ${isOfMonth} ${month})`;
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
