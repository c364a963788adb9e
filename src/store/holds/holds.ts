import { sql } from 'kysely';
import {
  firstReason,
  inShownOrder,
  holdKind,
  holdReasons,
  type HoldKind,
  type HoldReason,
  type Problem,
} from '../../domain/holds/hold-reason';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { Trx } from '../database';
import { lockDocument, setStage, signalDocument, toDocument, type DocumentRow } from '../documents/documents';
import type { Scope } from '../scope';
import type { SealedJson } from '../sealed-json';
import { mappingKey, touchedSince } from '../documents/version-rows';

export interface HoldView {
  readonly id: string;
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly reasons: readonly HoldReason[];
  readonly wakeAt: string | null;
}

export interface OpenHold {
  readonly problems: readonly Problem[];
  /** The connection's count when what the problems speak of was read. */
  readonly asOf: string;
  /** When a hold of the kind `waiting` looks again by itself. */
  readonly wakeAfterMs?: number;
  readonly stage?: SyncStage;
  /** What releases it besides the causes that its problems name. */
  readonly causeKeys?: readonly string[];
}

/**
 * Holds a document, unless something that the problems speak of was mended since it was read: then gives null, and a new
 * pass must begin. Replaces an open hold of the same document.
 */
export async function openHold(
  trx: Trx,
  sealed: SealedJson,
  document: DocumentRow,
  hold: OpenHold,
): Promise<HoldView | null> {
  const named = hold.problems.flatMap(({ causeKey, causeKeys = [] }) => [causeKey ?? [], causeKeys].flat());
  const causeKeys = [...new Set([...named, ...(hold.causeKeys ?? [])])];
  // Another mapping leads an unmapped code to an account, and a mapped one to another.
  const mapped = causeKeys.some((key) => key.startsWith('cost-code:') || key.startsWith('account:'));
  const watched = [...causeKeys, ...(mapped ? [mappingKey] : [])];
  if (await touchedSince(trx, document, watched, hold.asOf)) return null;
  const locked = await lockDocument(trx, document.id);
  if (locked.hintNo !== document.hintNo) return null;
  await closeHold(trx, document.id);
  const kind = holdKind(hold.problems);
  const reasons = holdReasons.filter((reason) => hold.problems.some((problem) => problem.reason === reason));
  const { id, wake_at } = await trx
    .insertInto('hold')
    .values({
      tenant_id: document.tenantId,
      connection_id: document.connectionId,
      document_id: document.id,
      kind,
      reasons,
      cause_keys: causeKeys,
      problems: await sealed.seal(document.tenantId, 'problems', inShownOrder(hold.problems)),
      wake_at:
        hold.wakeAfterMs === undefined ? null : sql<Date>`now() + ${hold.wakeAfterMs} * interval '1 millisecond'`,
    })
    .returning(['id', 'wake_at'])
    .executeTakeFirstOrThrow();
  await setStage(trx, document.id, hold.stage ?? (kind === 'waiting' ? 'waiting' : 'held'), true);
  return { id, kind, reason: firstReason(hold.problems), reasons, wakeAt: wake_at?.toISOString() ?? null };
}

export async function closeHold(trx: Trx, documentId: string): Promise<void> {
  await trx
    .updateTable('hold')
    .set({ closed_at: sql<Date>`now()` })
    .where('document_id', '=', documentId)
    .where('closed_at', 'is', null)
    .execute();
}

export interface HeldDocument {
  readonly document: DocumentRow;
  readonly hold: HoldView & { readonly openedAt: string; readonly releaseAskedAt: string | null };
  readonly causeKeys: readonly string[];
  readonly problems: readonly Problem[];
}

export interface HoldFilter {
  readonly reason?: HoldReason;
  /** Holds that wait for one of these. */
  readonly causeKeys?: readonly string[];
  readonly causePrefix?: string;
  readonly documentId?: string;
}

export async function listHolds(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  filter: HoldFilter = {},
): Promise<HeldDocument[]> {
  let query = trx
    .selectFrom('hold')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('closed_at', 'is', null)
    .orderBy('id');
  if (filter.reason !== undefined) query = query.where(sql<boolean>`${filter.reason} = any(reasons)`);
  if (filter.documentId !== undefined) query = query.where('document_id', '=', filter.documentId);
  if (filter.causeKeys !== undefined)
    query = query.where(sql<boolean>`cause_keys && ${sql.val([...filter.causeKeys])}::text[]`);
  if (filter.causePrefix !== undefined) {
    query = query.where(
      sql<boolean>`exists (select 1 from unnest(cause_keys) as k where starts_with(k, ${filter.causePrefix}))`,
    );
  }
  const holds = await query.execute();
  if (holds.length === 0) return [];
  const documents = await trx
    .selectFrom('document')
    .selectAll()
    .where(
      'id',
      'in',
      holds.map((hold) => hold.document_id),
    )
    .execute();
  const byId = new Map(documents.map((row) => [row.id, toDocument(row)]));
  return Promise.all(
    holds.flatMap((hold) => {
      const document = byId.get(hold.document_id);
      if (document === undefined) return [];
      return [
        sealed.open<Problem[]>(scope.tenantId, 'problems', hold.problems).then((problems) => ({
          document,
          hold: {
            id: hold.id,
            kind: hold.kind,
            reason: firstReason(problems),
            reasons: hold.reasons as HoldReason[],
            wakeAt: hold.wake_at?.toISOString() ?? null,
            openedAt: hold.opened_at.toISOString(),
            releaseAskedAt: hold.release_asked_at?.toISOString() ?? null,
          },
          causeKeys: hold.cause_keys,
          problems,
        })),
      ];
    }),
  );
}

/**
 * Lets a held document go on: its workflow begins a new pass, which closes the hold or replaces it. Called in the
 * transaction of the fix. `reconcile` repeats it while the hold stands.
 */
export async function releaseHold(
  trx: Trx,
  held: Pick<HeldDocument, 'document'> & { hold: { id: string } },
  by: string,
): Promise<void> {
  await trx
    .updateTable('hold')
    .set({ release_asked_at: sql<Date>`now()`, release_asked_by: by })
    .where('id', '=', held.hold.id)
    .execute();
  await signalDocument(trx, held.document, 'resume');
}

/** Releases every hold that waits for one of the keys. Gives how many. */
export async function releaseByCause(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  causeKeys: readonly string[],
  by: string,
): Promise<number> {
  if (causeKeys.length === 0) return 0;
  const held = await listHolds(trx, sealed, scope, { causeKeys });
  for (const one of held) await releaseHold(trx, one, by);
  return held.length;
}

/** What open holds wait for. */
export async function openCauseKeys(trx: Trx, scope: Scope): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct unnest(cause_keys) as key from hold
    where connection_id = ${scope.connectionId} and closed_at is null`.execute(trx);
  return rows.map((row) => row.key);
}

/** Holds that were released a while ago and stand all the same: the signal was lost with a Temporal database. */
export async function releasedButOpen(trx: Trx, scope: Scope, olderThanMs: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('hold')
    .select('document_id')
    .where('connection_id', '=', scope.connectionId)
    .where('closed_at', 'is', null)
    .where('release_asked_at', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
    .execute();
  return rows.map((row) => row.document_id);
}
