import { sql, type RawBuilder } from 'kysely';
import {
  changeOrderLineOf,
  changeOrderOf,
  reliefId,
  type BookedLine,
  type MemoReliefWanted,
} from '../../domain/change-order/memo-relief';
import { documentKinds } from '../../domain/documents/document-kinds';
import { plus } from '../../domain/money/money';
import { bookedInFact } from '../../domain/posting/books/booked-in';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

interface BookedRow extends BookedLine {
  readonly kind: 'changeOrder' | 'memoRelief';
  readonly sourceId: string;
  readonly projectId: string;
  readonly commitmentId: string;
  readonly isClosed: boolean;
  readonly currency: string;
}

interface BegunRelief {
  readonly open: boolean;
  readonly planned: string | null;
}

/** Journals of change orders' approvals, with what is billed and what was taken back of them: sums of the database. */
export class MemoReliefs {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** Of every change order of which anything was booked, by its id. */
  all(scope: Scope): Promise<readonly MemoReliefWanted[]> {
    return this.#of(scope, sql`true`);
  }

  /** What its newest plan follows from (null: it has none), and whether it is on its way; by the id of the relief that began. */
  async begun({ connectionId }: Scope): Promise<ReadonlyMap<string, BegunRelief>> {
    const rows = await this.#trx
      .selectFrom('document')
      .leftJoin('plan', 'plan.id', 'document.planId')
      .select(['document.sourceId', 'document.open', 'plan.contentHash as planned'])
      .where('document.connectionId', '=', connectionId)
      .where('document.kind', '=', documentKinds.memoRelief.name)
      .execute();
    return new Map(rows.map(({ sourceId, ...begun }) => [sourceId, begun]));
  }

  /** Of one; null: nothing was ever booked of it. */
  async find(scope: Scope, changeOrderId: string): Promise<MemoReliefWanted | null> {
    const [found] = await this.#of(scope, sql`document.source_id in (${changeOrderId}, ${reliefId(changeOrderId)})`);
    return found ?? null;
  }

  async #of(scope: Scope, which: RawBuilder<unknown>): Promise<readonly MemoReliefWanted[]> {
    const rows = await this.#booked(scope, which);
    const billed = await this.#billed(scope, [...new Set(rows.map(({ commitmentId }) => commitmentId))]);
    const byChange = new Map<string, BookedRow[]>();
    for (const row of rows) {
      const id = row.kind === 'memoRelief' ? changeOrderOf(row.sourceId) : row.sourceId;
      byChange.set(id, [...(byChange.get(id) ?? []), row]);
    }
    return [...byChange].flatMap(([changeOrderId, own]): MemoReliefWanted[] => {
      const [first] = own;
      if (first === undefined) return [];
      const of = (kind: BookedRow['kind']): readonly BookedLine[] =>
        own
          .filter((row) => row.kind === kind)
          .map(({ book, item, account, amount }) => ({ book, item, account, amount }));
      const items = new Set(own.map(({ item }) => item));
      const ofCommitment = Object.entries(billed.get(first.commitmentId) ?? {});
      return [
        {
          ...{ changeOrderId, projectId: first.projectId, commitmentId: first.commitmentId, isClosed: first.isClosed },
          currency: own.find(({ currency }) => currency !== '')?.currency ?? '',
          ...{ booked: of('changeOrder'), relieved: of('memoRelief') },
          billed: Object.fromEntries(ofCommitment.filter(([item]) => items.has(item))),
        },
      ];
    });
  }

  /** What people took out again of what was taken back counts as taken back: it is not posted anew by itself. */
  async #booked({ connectionId }: Scope, which: RawBuilder<unknown>): Promise<readonly BookedRow[]> {
    const { rows } = await sql<BookedRow>`
      select document.kind, document.source_id, document.project_id, document.commitment_id,
        entry.book, entry.item, entry.account, sum(entry.amount)::text as amount,
        coalesce(max(posting.facts ->> ${bookedInFact}), '') as currency,
        coalesce((select contract.source_status in ('Complete', 'Closed') from document contract
          where contract.connection_id = document.connection_id and contract.kind = 'commitment'
            and contract.source_id = document.commitment_id), false) as is_closed
      from document
      join effect on effect.document_id = document.id and effect.step in ('memo', 'memoRelief')
      join posting on posting.id = effect.posting_id
      join effect_entry entry on entry.effect_id = effect.id
      where document.connection_id = ${connectionId} and document.kind in ('changeOrder', 'memoRelief')
        and (posting.state = 'confirmed' or document.kind = 'memoRelief' and posting.state = 'voided') and ${which}
      group by document.id, entry.book, entry.item, entry.account
      having sum(entry.amount) <> 0
      order by document.source_id, entry.item, entry.account`.execute(this.#trx);
    return rows;
  }

  /** By invoices that are in the books of Payables, credits and adjustments among them. */
  async #billed(
    { connectionId }: Scope,
    commitmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const billed = new Map<string, Record<string, string>>();
    if (commitmentIds.length === 0) return billed;
    const { rows } = await sql<{ commitmentId: string; item: string; gross: string }>`
      select document.commitment_id, entry.item, sum(entry.gross)::text as gross
      from document
      join effect on effect.document_id = document.id
      join posting on posting.id = effect.posting_id
      join effect_entry entry on entry.effect_id = effect.id
      where document.connection_id = ${connectionId} and document.kind = 'requisition'
        and document.commitment_id in (${sql.join([...commitmentIds])})
        and posting.state = 'confirmed' and posting.stage in ('vouchered', 'posted') and entry.book = 'cost'
        and (entry.item like 'change\\_order\\_item:%' or entry.item like 'whole\\_change\\_order\\_item:%')
      group by document.commitment_id, entry.item`.execute(this.#trx);
    for (const { commitmentId, item, gross } of rows) {
      const line = changeOrderLineOf(item);
      if (line === null) continue;
      const own = billed.get(commitmentId) ?? {};
      own[line] = plus(own[line] ?? '0', gross);
      billed.set(commitmentId, own);
    }
    return billed;
  }
}
