import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import { postingMoves, type PostingState } from '../../domain/posting/posting-state';
import type { Trx } from '../database';
import type { Schema } from '../schema';
import type { Scope } from '../scope';

export interface PostingRow extends Scope {
  readonly id: string;
  readonly documentId: string;
  readonly step: string;
  readonly ordinal: number;
  readonly erpKey: string;
  readonly state: PostingState;
  readonly planId: string | null;
  readonly leaseNo: number;
  /** By the database's clock, when the row was read. */
  readonly leased: boolean;
  readonly leaseLeftMs: number;
  readonly body: Buffer | null;
  readonly bodyHash: string | null;
  readonly sends: number;
  readonly settled: boolean;
  readonly settleLeftMs: number;
  readonly reference: ErpReference | null;
  readonly erpStage: string | null;
  /** What the read-back that confirmed it said besides; null while it is not confirmed. */
  readonly facts: Readonly<Record<string, string>> | null;
  /** By the database's clock, when the row was read; null while it is not confirmed. */
  readonly confirmedAgoMs: number | null;
  /** The voucher's tax as the ERP's ledger shows it; null while it was not read there. */
  readonly erpTax: string | null;
}

/** The postings of one step of a document, lowest ordinal first, locked. The document must be locked before. */
export async function lockPostings(trx: Trx, documentId: string, step: string): Promise<PostingRow[]> {
  const rows = await trx
    .selectFrom('posting')
    .selectAll()
    .select(timeLeft)
    .where('document_id', '=', documentId)
    .where('step', '=', step)
    .orderBy('ordinal')
    .forUpdate()
    .execute();
  return rows.map(toPosting);
}

export async function postingsOf(trx: Trx, documentId: string): Promise<PostingRow[]> {
  const rows = await trx
    .selectFrom('posting')
    .selectAll()
    .select(timeLeft)
    .where('document_id', '=', documentId)
    .orderBy('id')
    .execute();
  return rows.map(toPosting);
}

export async function loadPosting(trx: Trx, postingId: string): Promise<PostingRow> {
  const row = await trx
    .selectFrom('posting')
    .selectAll()
    .select(timeLeft)
    .where('id', '=', postingId)
    .executeTakeFirstOrThrow();
  return toPosting(row);
}

/** Allots the next ordinal and takes the lease. The partial unique index refuses a second one in flight. */
export async function reservePosting(
  trx: Trx,
  scope: Scope,
  posting: { documentId: string; step: string; ordinal: number; erpKey: string; planId: string; leaseMs: number },
): Promise<PostingRow> {
  const row = await trx
    .insertInto('posting')
    .values({
      tenant_id: scope.tenantId,
      connection_id: scope.connectionId,
      document_id: posting.documentId,
      step: posting.step,
      ordinal: posting.ordinal,
      erp_key: posting.erpKey,
      plan_id: posting.planId,
      lease_no: 1,
      lease_until: after(posting.leaseMs),
    })
    .returningAll()
    .returning(timeLeft)
    .executeTakeFirstOrThrow();
  return toPosting(row);
}

/** Takes over a posting whose lease has lapsed: from here on the former holder's moves find no row. */
export async function takeLease(
  trx: Trx,
  posting: PostingRow,
  planId: string,
  leaseMs: number,
): Promise<PostingRow | null> {
  const row = await trx
    .updateTable('posting')
    .set({
      lease_no: sql<number>`lease_no + 1`,
      lease_until: after(leaseMs),
      ...(posting.state === 'reserved' ? { plan_id: planId } : {}),
      ...(posting.state === 'sent' ? { state: 'uncertain' } : {}),
    })
    .where('id', '=', posting.id)
    .where('state', '=', posting.state)
    .where('lease_no', '=', posting.leaseNo)
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', sql<Date>`now()`)]))
    .returningAll()
    .returning(timeLeft)
    .executeTakeFirst();
  return row === undefined ? null : toPosting(row);
}

/** Keeps the lease while its holder lives; false when it was lost. */
export async function renewLease(
  trx: Trx,
  posting: Pick<PostingRow, 'id' | 'leaseNo'>,
  leaseMs: number,
): Promise<boolean> {
  const result = await trx
    .updateTable('posting')
    .set({ lease_until: after(leaseMs) })
    .where('id', '=', posting.id)
    .where('lease_no', '=', posting.leaseNo)
    .where('state', 'in', ['reserved', 'sent', 'uncertain'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives the lease back, so that the next attempt need not wait for it to lapse. Never of a call under way. */
export async function releaseLease(trx: Trx, posting: Pick<PostingRow, 'id' | 'leaseNo'>): Promise<void> {
  await trx
    .updateTable('posting')
    .set({ lease_until: null })
    .where('id', '=', posting.id)
    .where('lease_no', '=', posting.leaseNo)
    .where('state', 'in', ['reserved', 'uncertain'])
    .execute();
}

export type PostingChange = UpdateObject<Schema, 'posting'>;

/** One legal move, made only by the lease's holder from the state it knows; null: somebody else was faster, stop. */
export async function movePosting(
  trx: Trx,
  posting: Pick<PostingRow, 'id' | 'state' | 'leaseNo'>,
  to: PostingState,
  change: PostingChange = {},
): Promise<PostingRow | null> {
  const legal: readonly PostingState[] = postingMoves[posting.state];
  if (!legal.includes(to)) throw new RangeError(`a posting cannot go from ${posting.state} to ${to}`);
  const row = await trx
    .updateTable('posting')
    .set({ ...change, state: to })
    .where('id', '=', posting.id)
    .where('state', '=', posting.state)
    .where('lease_no', '=', posting.leaseNo)
    .returningAll()
    .returning(timeLeft)
    .executeTakeFirst();
  return row === undefined ? null : toPosting(row);
}

/** A point in time `ms` from now, by the database's clock. */
export function after(ms: number) {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}

export const timeLeft = [
  sql<string>`coalesce(extract(epoch from lease_until - clock_timestamp()) * 1000, 0)`.as('lease_left_ms'),
  sql<string>`coalesce(extract(epoch from settle_at - clock_timestamp()) * 1000, 0)`.as('settle_left_ms'),
  sql<string | null>`extract(epoch from clock_timestamp() - confirmed_at) * 1000`.as('confirmed_ago_ms'),
];

export function toPosting(
  row: Selectable<Schema['posting']> & {
    lease_left_ms: string | null;
    settle_left_ms: string | null;
    confirmed_ago_ms: string | null;
  },
): PostingRow {
  const leaseLeftMs = Math.ceil(Number(row.lease_left_ms));
  const settleLeftMs = Math.ceil(Number(row.settle_left_ms));
  return {
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    id: row.id,
    documentId: row.document_id,
    step: row.step,
    ordinal: row.ordinal,
    erpKey: row.erp_key,
    state: row.state as PostingState,
    planId: row.plan_id,
    leaseNo: row.lease_no,
    leased: leaseLeftMs > 0,
    leaseLeftMs: Math.max(0, leaseLeftMs),
    body: row.body,
    bodyHash: row.body_hash,
    sends: row.sends,
    settled: settleLeftMs <= 0,
    settleLeftMs: Math.max(0, settleLeftMs),
    reference: row.reference,
    erpStage: row.erp_stage,
    facts: row.facts,
    confirmedAgoMs: row.confirmed_ago_ms === null ? null : Number(row.confirmed_ago_ms),
    erpTax: row.facts?.['erpTax'] ?? null,
  };
}
