import { sql } from 'kysely';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** By what open holds are put together: the reason that is shown first, or what they wait for. */
export type DigestBy = 'reason' | 'cause';

export interface DigestFilter {
  readonly projectId?: string;
  readonly reason?: string;
}

interface Sum {
  readonly currency: string;
  /** Decimal string. */
  readonly amount: string;
}

/** Open holds that have one thing in common. */
export interface HoldGroup {
  /** The reason, or the cause; `''`: nothing but a look ends them. */
  readonly key: string;
  readonly documents: number;
  /** So many of them need a person. */
  readonly forPeople: number;
  /** So many were told to look again and have not come to it yet. */
  readonly released: number;
  /** Since when the one that has waited longest has. */
  readonly oldest: Date;
  /** The document of that one. */
  readonly oldestDocumentId: string;
  /** What stands behind them. */
  readonly money: readonly Sum[];
  /** Documents of which no amount is known: vendors, say, and what could not be read. */
  readonly withoutAmount: number;
}

export interface HoldDigest {
  /** Those with the most documents first. */
  readonly groups: readonly HoldGroup[];
  /** How many there are in all. */
  readonly groupCount: number;
  /** Of all open holds, each once. */
  readonly all: Pick<HoldGroup, 'documents' | 'forPeople' | 'released' | 'money' | 'withoutAmount'> & {
    readonly oldest: Date | null;
  };
}

/** Open holds in sums. None is opened: amounts and ages stand beside what is sealed. */
export class HoldDigests {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** A hold that waits for several things counts under each of them; for the connection only when it waits for nothing else. */
  async by(scope: Scope, by: DigestBy, filter: DigestFilter, limit: number): Promise<HoldDigest> {
    const { projectId = null, reason = null } = filter;
    // A plan's amount may be of older content than what the source says now.
    const held = sql`
      select hold.id, hold.kind, hold.since, hold.reasons, hold.cause_keys, hold.document_id,
        hold.release_asked_at is not null as released,
        coalesce(document.claimed, document.payable::numeric) as amount,
        coalesce(nullif(document.claimed_currency, ''), document.currency) as currency
      from hold join document on document.id = hold.document_id
      where hold.connection_id = ${scope.connectionId} and hold.closed_at is null
        and (${projectId}::text is null or document.project_id = ${projectId})
        and (${reason}::text is null or ${reason} = any(hold.reasons))`;
    const keys =
      by === 'reason'
        ? sql`select reasons[1] as key`
        : sql`select key from unnest(cause_keys) as key where key <> 'connection' or cardinality(cause_keys) = 1
            union all select '' where cardinality(cause_keys) = 0`;
    const inGroups = sql`with held as (${held}), keyed as (select held.*, keys.key from held cross join lateral (${keys}) as keys)`;
    const counted = sql`count(*)::int as documents, count(*) filter (where kind = 'person')::int as for_people,
      count(*) filter (where released)::int as released, count(*) filter (where amount is null)::int as without_amount,
      min(since) as oldest`;
    const groups = await sql<Omit<HoldGroup, 'money'> & { readonly groupCount: number }>`${inGroups}
      select key, ${counted}, (array_agg(document_id order by since, id))[1] as oldest_document_id,
        (count(*) over ())::int as group_count
      from keyed group by key order by count(*) desc, key limit ${limit}`.execute(this.#trx);
    const shown = groups.rows.map(({ key }) => key);
    const sums = await sql<Sum & { readonly key: string | null }>`${inGroups}
      select key, currency, sum(amount)::text as amount from keyed
      where amount is not null and key = any(${sql.val(shown)}::text[]) group by key, currency
      union all
      select null, currency, sum(amount)::text from held where amount is not null group by currency
      order by 1, 2`.execute(this.#trx);
    const all = await sql<Omit<HoldDigest['all'], 'money'>>`with held as (${held}) select ${counted} from held`.execute(
      this.#trx,
    );
    const moneyOf = (key: string | null): readonly Sum[] =>
      sums.rows.filter((row) => row.key === key).map(({ currency, amount }) => ({ currency, amount }));
    const [total = { documents: 0, forPeople: 0, released: 0, withoutAmount: 0, oldest: null }] = all.rows;
    return {
      groups: groups.rows.map(({ groupCount: _, ...group }) => ({ ...group, money: moneyOf(group.key) })),
      groupCount: groups.rows[0]?.groupCount ?? 0,
      all: { ...total, money: moneyOf(null) },
    };
  }
}
