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
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import { mappingKey, VersionRows } from '../documents/version-rows';
import { Documents, type DocumentRow } from '../documents/documents';
import { Outbox } from '../signals/outbox';
import type { TxContext } from '../tx-context';
import type { TenantSeal } from '../tenant-seal';
import { openedHolds, openHolds, withDocuments } from './open-holds';

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

/** A held document as far as it is known without opening what is wrong with it. */
export interface StandingHold {
  readonly document: DocumentRow;
  readonly hold: HoldView & {
    /** When the look that found it so ended. */
    readonly openedAt: string;
    /** How long it has been held, for one of the same reasons and without coming to an end. */
    readonly since: string;
    readonly releaseAskedAt: string | null;
  };
  readonly causeKeys: readonly string[];
}

export interface HeldDocument extends StandingHold {
  readonly problems: readonly Problem[];
}

export interface HoldFilter {
  readonly reason?: HoldReason;
  /** Holds that wait for one of these. */
  readonly causeKeys?: readonly string[];
  readonly causePrefix?: string;
  readonly documentId?: string;
  readonly documentIds?: readonly string[];
  /** Of this project's documents. */
  readonly projectId?: string;
}

/** Documents that wait for something or somebody, and their release. */
export class Holds {
  readonly #trx: Trx;
  readonly #sealed: TenantSeal;
  readonly #actor: string;
  readonly #versionRows: VersionRows;
  readonly #documents: Documents;
  readonly #outbox: Outbox;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#sealed = context.sealed;
    this.#actor = context.actor;
    this.#versionRows = new VersionRows(context);
    this.#documents = new Documents(context);
    this.#outbox = new Outbox(context);
  }

  /**
   * Holds a document, unless something that the problems speak of was mended since it was read: then gives null, and a new
   * pass must begin. Replaces an open hold of the same document.
   */
  async open(document: DocumentRow, hold: OpenHold): Promise<HoldView | null> {
    const named = hold.problems.flatMap(({ causeKey, causeKeys = [] }) => [causeKey ?? [], causeKeys].flat());
    const causeKeys = [...new Set([...named, ...(hold.causeKeys ?? [])])];
    // Another mapping leads an unmapped code to an account, and a mapped one to another.
    const mapped = causeKeys.some((key) => key.startsWith('cost-code:') || key.startsWith('account:'));
    const watched = [...causeKeys, ...(mapped ? [mappingKey] : [])];
    if (await this.#versionRows.touchedSince(document, watched, hold.asOf)) return null;
    const locked = await this.#documents.lock(document.id);
    if (locked.hintNo !== document.hintNo) return null;
    await this.close(document.id);
    const kind = holdKind(hold.problems);
    const reasons = holdReasons.filter((reason) => hold.problems.some((problem) => problem.reason === reason));
    const { id, wakeAt } = await this.#trx
      .insertInto('hold')
      .values({
        tenantId: document.tenantId,
        connectionId: document.connectionId,
        documentId: document.id,
        kind,
        reasons,
        causeKeys,
        problems: await this.#sealed.seal('problems', inShownOrder(hold.problems)),
        wakeAt:
          hold.wakeAfterMs === undefined ? null : sql<Date>`now() + ${hold.wakeAfterMs} * interval '1 millisecond'`,
        since: this.#since(locked, reasons),
      })
      .returning(['id', 'wakeAt'])
      .executeTakeFirstOrThrow();
    await this.#documents.setStage(document.id, hold.stage ?? (kind === 'waiting' ? 'waiting' : 'held'), true, id);
    return { id, kind, reason: firstReason(hold.problems), reasons, wakeAt: wakeAt?.toISOString() ?? null };
  }

  /** A look that finds a document held as before, for one of the same reasons, resets nothing. */
  #since({ holdId }: DocumentRow, reasons: readonly HoldReason[]) {
    return sql<Date>`coalesce(
      (select since from hold where id = ${holdId} and reasons && ${sql.val([...reasons])}::text[]), now())`;
  }

  /** Why the document is held or, while a pass looks at it, was until then. */
  async lastReasons({ holdId }: DocumentRow): Promise<readonly HoldReason[]> {
    const row = await this.#trx.selectFrom('hold').select('reasons').where('id', '=', holdId).executeTakeFirst();
    return row?.reasons ?? [];
  }

  /** For how long the document has been held for that, until a pass looked at it just now; 0: for something else, or not at all. */
  async heldForMs({ holdId }: DocumentRow, reason: HoldReason): Promise<number> {
    const row = await this.#trx
      .selectFrom('hold')
      .select(sql<number>`(extract(epoch from now() - since) * 1000)::float8`.as('ms'))
      .where('id', '=', holdId)
      .where(sql<boolean>`${reason} = any(reasons)`)
      .executeTakeFirst();
    return row?.ms ?? 0;
  }

  /** Documents that have waited for AP to match their order for so many days, and that no person is asked about. */
  async awaitingMatchFor(scope: Scope, days: number): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('hold')
      .select('documentId')
      .where('connectionId', '=', scope.connectionId)
      .where('closedAt', 'is', null)
      .where('kind', '=', 'waiting')
      .where(sql<boolean>`'awaitingMatch' = any(reasons)`)
      .where('since', '<', sql<Date>`clock_timestamp() - ${days} * interval '1 day'`)
      .orderBy('id')
      .execute();
    return rows.map(({ documentId }) => documentId);
  }

  /** The document's open hold, if there is one, has ended. */
  async close(documentId: string): Promise<void> {
    await this.#trx
      .updateTable('hold')
      .set({ closedAt: sql<Date>`now()` })
      .where('documentId', '=', documentId)
      .where('closedAt', 'is', null)
      .execute();
  }

  /** Open holds, the oldest first, with what is wrong. */
  async list(scope: Scope, filter: HoldFilter = {}): Promise<HeldDocument[]> {
    const rows = await openHolds(this.#trx, scope, filter).orderBy('id').execute();
    return openedHolds(this.#sealed, await withDocuments(this.#trx, rows));
  }

  /** As `list`, but none is opened: for whoever only lets them go on. */
  async standing(scope: Scope, filter: HoldFilter = {}): Promise<StandingHold[]> {
    return withDocuments(this.#trx, await openHolds(this.#trx, scope, filter).orderBy('id').execute());
  }

  /**
   * Lets a held document go on: its workflow begins a new pass, which closes the hold or replaces it. Called in the
   * transaction of the fix. `reconcile` repeats it while the hold stands.
   */
  async release(held: Pick<HeldDocument, 'document'> & { hold: { id: string } }): Promise<void> {
    await this.#trx
      .updateTable('hold')
      .set({ releaseAskedAt: sql<Date>`now()`, releaseAskedBy: this.#actor })
      .where('id', '=', held.hold.id)
      .execute();
    await this.#outbox.signal(held.document, 'resume');
  }

  /** As `release` for many, in as many statements as for one. Opens none of them. */
  async releaseAll(held: readonly StandingHold[]): Promise<void> {
    if (held.length === 0) return;
    const ids = held.map(({ hold }) => hold.id);
    // Always in the same order: else two that release the same holds for different causes wait for each other.
    await this.#trx.selectFrom('hold').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
    await this.#trx
      .updateTable('hold')
      .set({ releaseAskedAt: sql<Date>`now()`, releaseAskedBy: this.#actor })
      .where('id', 'in', ids)
      .execute();
    await this.#outbox.releaseAll(held.map(({ document }) => document));
  }

  /** Releases every hold that waits for one of the keys. Gives how many. Called by `tx.mended` and `tx.mending`. */
  async releaseByCause(scope: Scope, causeKeys: readonly string[]): Promise<number> {
    if (causeKeys.length === 0) return 0;
    const held = await this.standing(scope, { causeKeys });
    await this.releaseAll(held);
    return held.length;
  }

  /** What open holds wait for. */
  async openCauseKeys(scope: Scope): Promise<string[]> {
    const { rows } = await sql<{ key: string }>`
    select distinct unnest(cause_keys) as key from hold
    where connection_id = ${scope.connectionId} and closed_at is null`.execute(this.#trx);
    return rows.map((row) => row.key);
  }

  /** Holds that were released a while ago and stand all the same: the signal was lost with a Temporal database. */
  async releasedButOpen(scope: Scope, olderThanMs: number): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('hold')
      .select('documentId')
      .where('connectionId', '=', scope.connectionId)
      .where('closedAt', 'is', null)
      .where('releaseAskedAt', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
      .execute();
    return rows.map((row) => row.documentId);
  }
}
