import { sql } from 'kysely';
import type { AuditHead } from '../../crypto/audit-head-signer';
import type { ChainedEntry } from './audit-chain';
import type { Trx } from '../database';

const pageSize = 1000;

/** Entries 1 to `last`, page by page: a trail of years does not fit into memory. */
export async function* entriesUpTo(trx: Trx, tenantId: string, last: string): AsyncGenerator<ChainedEntry> {
  let after = '0';
  for (;;) {
    const rows = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .select(sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at_text'))
      .where('tenant_id', '=', tenantId)
      .where('seq', '>', after)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      yield {
        seq: row.seq,
        at: row.at_text,
        actor: row.actor,
        act: row.act,
        connectionId: row.connection_id,
        documentKind: row.document_kind,
        sourceId: row.source_id,
        facts: row.facts,
        payloadHash: row.payload_hash,
        previousHash: row.previous_hash,
        hash: row.hash,
      };
      after = row.seq;
    }
    if (rows.length < pageSize) return;
  }
}

/** Number and hash of the last entry as the head table has them now; count '0' when nothing was ever entered. */
export async function presentHead(trx: Trx, tenantId: string): Promise<AuditHead> {
  const { rows } = await sql<{ at: string; count: string | null; hash: string | null }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, count, hash
    from (select 1) as one left join audit_head on tenant_id = ${tenantId}`.execute(trx);
  const [row] = rows;
  return { tenantId, count: row?.count ?? '0', hash: row?.hash ?? '', at: row?.at ?? '' };
}

/** The hashes of these entries by their numbers; entries that are not there are left out. */
export async function entryHashes(
  trx: Trx,
  tenantId: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await trx
    .selectFrom('audit_entry')
    .select(['seq', 'hash'])
    .where('tenant_id', '=', tenantId)
    .where('seq', 'in', [...numbers])
    .execute();
  return new Map(rows.map((row) => [row.seq, row.hash]));
}
