import { sql } from 'kysely';
import { chainHash, ChainWalk, headDiffers, type AuditEntry } from './audit-chain';
import { entriesUpTo, presentHead } from './audit-entries';
import type { Trx } from '../database';

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
    act: act.act,
    connectionId: act.connectionId ?? null,
    documentKind: act.documentKind ?? null,
    sourceId: act.sourceId ?? null,
    // As the database gives them back: what JSON leaves out must not be hashed.
    facts: JSON.parse(JSON.stringify(act.facts)) as AuditEntry['facts'],
    payloadHash: act.payloadHash ?? null,
    previousHash: head.hash,
  };
  const hash = chainHash(tenantId, entry);
  await trx
    .insertInto('audit_entry')
    .values({
      tenant_id: tenantId,
      seq: entry.seq,
      at: entry.at,
      actor: entry.actor,
      connection_id: entry.connectionId,
      document_kind: entry.documentKind,
      source_id: entry.sourceId,
      act: entry.act,
      facts: JSON.stringify(entry.facts),
      payload_hash: entry.payloadHash,
      previous_hash: entry.previousHash,
      hash,
    })
    .execute();
  await trx.updateTable('audit_head').set({ count: entry.seq, hash }).where('tenant_id', '=', tenantId).execute();
}

export interface AuditVerdict {
  readonly entries: number;
  readonly head: { readonly count: string; readonly hash: string };
  /** What does not fit, in the order of the chain; empty when the trail is whole. */
  readonly faults: readonly string[];
}

/**
 * Walks the chain: finds a changed, removed, added or reordered entry, and a tail that was cut off. The head is read
 * first, since entries are made meanwhile; whether there are more than the head counts is one statement of its own.
 */
export async function verifyAudit(trx: Trx, tenantId: string): Promise<AuditVerdict> {
  const { count, hash } = await presentHead(trx, tenantId);
  const walk = new ChainWalk(tenantId);
  for await (const entry of entriesUpTo(trx, tenantId, count)) walk.take(entry);
  walk.endAt({ count, hash });
  const { rows } = await sql<{ counted: string; last: string }>`
    select coalesce((select count from audit_head where tenant_id = ${tenantId}), 0) as counted,
      coalesce((select max(seq) from audit_entry where tenant_id = ${tenantId}), 0) as last`.execute(trx);
  const [now] = rows;
  if (now !== undefined && BigInt(now.last) > BigInt(now.counted)) {
    walk.faults.push(headDiffers(now.counted, BigInt(now.last)));
  }
  return { entries: walk.entries, head: { count, hash }, faults: walk.faults };
}
