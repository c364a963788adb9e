import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from './database';

/** Who did what to which document, on what grounds. Amounts and references may stand here; secrets and bodies never do. */
export interface AuditAct {
  readonly actor: string;
  readonly act: string;
  readonly connectionId?: string;
  readonly documentKind?: string;
  readonly sourceId?: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** sha256 (hex) of the body that was sent or read. */
  readonly payloadHash?: string;
}

/** Appends to the tenant's chain. The head row is locked last of all locks (design 6), and is what makes the order. */
export async function appendAudit(trx: Trx, tenantId: string, act: AuditAct): Promise<void> {
  await trx
    .insertInto('audit_head')
    .values({ tenant_id: tenantId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await trx
    .selectFrom('audit_head')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ at: string }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(trx);
  const entry = {
    seq: (BigInt(head.count) + 1n).toString(),
    at: rows[0]?.at ?? '',
    actor: act.actor,
    connection_id: act.connectionId ?? null,
    document_kind: act.documentKind ?? null,
    source_id: act.sourceId ?? null,
    act: act.act,
    facts: act.facts,
    payload_hash: act.payloadHash ?? null,
    previous_hash: head.hash,
  };
  const hash = chainHash(tenantId, entry);
  await trx
    .insertInto('audit_entry')
    .values({ ...entry, tenant_id: tenantId, facts: JSON.stringify(act.facts), hash })
    .execute();
  await trx.updateTable('audit_head').set({ count: entry.seq, hash }).where('tenant_id', '=', tenantId).execute();
}

interface HashedEntry {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly connection_id: string | null;
  readonly document_kind: string | null;
  readonly source_id: string | null;
  readonly act: string;
  readonly facts: unknown;
  readonly payload_hash: string | null;
  readonly previous_hash: string;
}

function chainHash(tenantId: string, entry: HashedEntry): string {
  const members = [
    tenantId,
    entry.seq,
    entry.at,
    entry.actor,
    entry.connection_id,
    entry.document_kind,
    entry.source_id,
    entry.act,
    canonical(entry.facts),
    entry.payload_hash,
    entry.previous_hash,
  ];
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
}

/** jsonb does not keep the order of members, so the hash must not depend on it. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, canonical(member)]);
}

export interface AuditVerdict {
  readonly entries: number;
  readonly head: { readonly count: string; readonly hash: string };
  /** What does not fit, in the order of the chain; empty when the trail is whole. */
  readonly faults: readonly string[];
}

/** Walks the chain: finds a changed, removed, added or reordered entry, and a tail that was cut off. */
export async function verifyAudit(trx: Trx, tenantId: string): Promise<AuditVerdict> {
  const faults: string[] = [];
  let previous = '';
  let expected = 1n;
  let entries = 0;
  for (;;) {
    const rows = await trx
      .selectFrom('audit_entry')
      .selectAll()
      .select(sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at_text'))
      .where('tenant_id', '=', tenantId)
      .where('seq', '>=', expected.toString())
      .orderBy('seq')
      .limit(1000)
      .execute();
    for (const row of rows) {
      const seq = BigInt(row.seq);
      if (seq !== expected) faults.push(`entries ${expected} to ${seq - 1n} are missing`);
      if (row.previous_hash !== previous) faults.push(`entry ${seq} does not follow the one before it`);
      if (chainHash(tenantId, { ...row, at: row.at_text }) !== row.hash) faults.push(`entry ${seq} was changed`);
      previous = row.hash;
      expected = seq + 1n;
      entries += 1;
    }
    if (rows.length < 1000) break;
  }
  const head = await trx
    .selectFrom('audit_head')
    .select(['count', 'hash'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  const count = head?.count ?? '0';
  if (BigInt(count) !== expected - 1n) {
    faults.push(`the head counts ${count} entries, the trail ends at ${expected - 1n}: the tail was cut or added to`);
  } else if ((head?.hash ?? '') !== previous) {
    faults.push('the head does not fit the last entry');
  }
  return { entries, head: { count, hash: head?.hash ?? '' }, faults };
}
