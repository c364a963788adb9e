import { sql } from 'kysely';
import { chainHash, ChainWalk, headDiffers, type AuditEntry, type ChainedEntry } from '../../crypto/audit-chain';
import type { Trx } from '../database';
import type { AuditHead } from '../../crypto/audit-head-signer';
import type { TxContext } from '../tx-context';

/** Who did what to which document, on what grounds. Amounts and references may stand here; secrets and bodies never do. */
export interface AuditAct {
  readonly act: string;
  readonly connectionId?: string;
  readonly documentKind?: string;
  readonly sourceId?: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** sha256 (hex) of the body that was sent or read. */
  readonly payloadHash?: string;
}

export interface AuditVerdict {
  readonly entries: number;
  readonly head: { readonly count: string; readonly hash: string };
  /** What does not fit, in the order of the chain; empty when the trail is whole. */
  readonly faults: readonly string[];
}

const pageSize = 1000;

/** The tenant's audit trail: a chain of entries, and the head that says how many there must be. */
export class AuditTrail {
  readonly #trx: Trx;
  readonly #tenantId: string;
  readonly #actor: string;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#tenantId = context.tenantId;
    this.#actor = context.actor;
  }

  /**
   * Appends to the tenant's chain. The head row is locked last of all locks (design 6), and is what makes the order; it is
   * held for two statements.
   */
  async append(act: AuditAct): Promise<void> {
    const { rows } = await sql<{ count: string; hash: string; at: string }>`
    insert into audit_head (tenant_id) values (${this.#tenantId})
    on conflict (tenant_id) do update set count = audit_head.count
    returning count, hash, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(
      this.#trx,
    );
    const [head] = rows;
    if (head === undefined) throw new RangeError(`tenant ${this.#tenantId} has no head of its audit trail`);
    const entry = {
      seq: (BigInt(head.count) + 1n).toString(),
      at: head.at,
      actor: this.#actor,
      act: act.act,
      connectionId: act.connectionId ?? null,
      documentKind: act.documentKind ?? null,
      sourceId: act.sourceId ?? null,
      // As the database gives them back: what JSON leaves out must not be hashed.
      facts: JSON.parse(JSON.stringify(act.facts)) as AuditEntry['facts'],
      payloadHash: act.payloadHash ?? null,
      previousHash: head.hash,
    };
    const hash = chainHash(this.#tenantId, entry);
    await this.#trx
      .with('entered', (trx) =>
        trx.insertInto('auditEntry').values({
          ...entry,
          tenantId: this.#tenantId,
          facts: JSON.stringify(entry.facts),
          hash,
        }),
      )
      .updateTable('auditHead')
      .set({ count: entry.seq, hash })
      .where('tenantId', '=', this.#tenantId)
      .execute();
  }

  /**
   * Walks the chain: finds a changed, removed, added or reordered entry, and a tail that was cut off. The head is read
   * first, since entries are made meanwhile; whether there are more than the head counts is one statement of its own.
   */
  async verify(): Promise<AuditVerdict> {
    const { count, hash } = await this.head();
    const walk = new ChainWalk(this.#tenantId);
    for await (const entry of this.entries(count)) walk.take(entry);
    walk.endAt({ count, hash });
    const { rows } = await sql<{ counted: string; last: string }>`
    select coalesce((select count from audit_head where tenant_id = ${this.#tenantId}), 0) as counted,
      coalesce((select max(seq) from audit_entry where tenant_id = ${this.#tenantId}), 0) as last`.execute(this.#trx);
    const [now] = rows;
    if (now !== undefined && BigInt(now.last) > BigInt(now.counted)) {
      walk.faults.push(headDiffers(now.counted, BigInt(now.last)));
    }
    return { entries: walk.entries, head: { count, hash }, faults: walk.faults };
  }

  /** Entries 1 to `last`, page by page: a trail of years does not fit into memory. */
  async *entries(last: string): AsyncGenerator<ChainedEntry> {
    let after = '0';
    for (;;) {
      const rows = await this.#trx
        .selectFrom('auditEntry')
        .select(['seq', sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at')])
        .select(['actor', 'act', 'connectionId', 'documentKind', 'sourceId', 'facts'])
        .select(['payloadHash', 'previousHash', 'hash'])
        .where('tenantId', '=', this.#tenantId)
        .where('seq', '>', after)
        .where('seq', '<=', last)
        .orderBy('seq')
        .limit(pageSize)
        .execute();
      for (const row of rows) {
        yield row;
        after = row.seq;
      }
      if (rows.length < pageSize) return;
    }
  }

  /** Number and hash of the last entry as the head table has them now; count '0' when nothing was ever entered. */
  async head(): Promise<AuditHead> {
    const { rows } = await sql<{ at: string; count: string | null; hash: string | null }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, count, hash
    from (select 1) as one left join audit_head on tenant_id = ${this.#tenantId}`.execute(this.#trx);
    const [row] = rows;
    return { tenantId: this.#tenantId, count: row?.count ?? '0', hash: row?.hash ?? '', at: row?.at ?? '' };
  }

  /** The hashes of these entries by their numbers; entries that are not there are left out. */
  async hashes(numbers: readonly string[]): Promise<Map<string, string>> {
    if (numbers.length === 0) return new Map();
    const rows = await this.#trx
      .selectFrom('auditEntry')
      .select(['seq', 'hash'])
      .where('tenantId', '=', this.#tenantId)
      .where('seq', 'in', [...numbers])
      .execute();
    return new Map(rows.map((row) => [row.seq, row.hash]));
  }

  /**
   * The tenant's head, for whoever asks first on a day (UTC) that it has; null for all others and when there is no entry
   * yet. Of many processes that ask at once one gets it: the others find the row changed.
   */
  async takeHeadOfTheDay(): Promise<AuditHead | null> {
    const { rows } = await sql<Omit<AuditHead, 'tenantId'>>`
    update audit_head set logged_at = now()
    where tenant_id = ${this.#tenantId}
      and (logged_at is null or (logged_at at time zone 'UTC')::date < (now() at time zone 'UTC')::date)
    returning count, hash, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(
      this.#trx,
    );
    return rows[0] === undefined ? null : { tenantId: this.#tenantId, ...rows[0] };
  }
}
