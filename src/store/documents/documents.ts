import { sql, type Selectable } from 'kysely';
import type { SyncStage } from '../../domain/posting/stages/sync-stage';
import type { Claim } from '../../domain/documents/claim';
import type { Trx } from '../database';
import type { DocumentTables } from '../schema/document-tables';
import type { Scope } from '../scope';
import { Outbox } from '../signals/outbox';
import type { TxContext } from '../tx-context';
import type { Wait } from '../../domain/posting/stages/pass';
import { documentsMatching, type DocumentFilter } from './document-filter';
import { standingAt } from './standing-at';

export interface DocumentName {
  readonly kind: string;
  /** Procore's id; for a vendor the party's id. */
  readonly sourceId: string;
}

export type DocumentRow = Readonly<Selectable<DocumentTables['document']>>;

/** One of the documents of a commitment. */
export interface DocumentOfSeries extends DocumentRow {
  /** Its source had it when it was last read. */
  readonly isThere: boolean;
}

/** What is known of a document from a list, a read or a division; absent members are left as they are. */
export interface DocumentSeen extends Partial<Claim> {
  /** Taken over at go-live, with what it comes to. */
  readonly inBooksBefore?: true;
  readonly projectId?: string;
  readonly commitmentId?: string;
  readonly number?: number;
  readonly label?: string | null;
  readonly sourceStatus?: string;
  readonly sourceUpdatedAt?: string | null;
  readonly billedThrough?: string | null;
  /** Of a direct cost: vendor and number of its bill; null: it has none. */
  readonly bill?: string | null;
  /** ISO 8601; null: not approved, or nobody knows when. */
  readonly approvedAt?: string | null;
  /** A pass begins: the connection's count (store/version-rows.ts). */
  readonly passClock?: string;
}

/** Documents on their way: what is known of each, where it stands, and that it may have changed. */
export class Documents {
  readonly #trx: Trx;
  readonly #outbox: Outbox;

  constructor(context: TxContext) {
    this.#trx = context.trx;
    this.#outbox = new Outbox(context);
  }

  /**
   * Makes the row when there is none, notes what was seen, and gives it locked. A project that is known stays: only what
   * Procore answered about the document itself changes it (`Sightings`).
   */
  async see(scope: Scope, name: DocumentName, seen: DocumentSeen = {}): Promise<DocumentRow> {
    return this.#seeing(scope, name, seen).returningAll().executeTakeFirstOrThrow();
  }

  /** As `see`, for a pass that begins: with the database's time now that it is locked, and whether a hold of it is open. */
  async seeAtBegin(
    scope: Scope,
    name: DocumentName,
    seen: DocumentSeen,
  ): Promise<{ readonly document: DocumentRow; readonly now: Date; readonly isHeld: boolean }> {
    const held = sql<boolean>`exists (select from hold where hold.document_id = document.id and hold.closed_at is null)`;
    const { now, isHeld, ...document } = await this.#seeing(scope, name, seen)
      .returningAll()
      .returning([sql<Date>`clock_timestamp()`.as('now'), held.as('isHeld')])
      .executeTakeFirstOrThrow();
    return { document, now, isHeld };
  }

  #seeing(scope: Scope, name: DocumentName, seen: DocumentSeen) {
    // Members that are undefined are left out by kysely.
    const { projectId, commitmentId, number, sourceStatus, sourceUpdatedAt, ...more } = seen;
    const known = { commitmentId, number, sourceStatus, sourceUpdatedAt, ...more };
    return this.#trx
      .insertInto('document')
      .values({
        tenantId: scope.tenantId,
        connectionId: scope.connectionId,
        kind: name.kind,
        sourceId: name.sourceId,
        workflowId: workflowIdOf(scope.connectionId, name),
        projectId,
        ...known,
      })
      .onConflict((conflict) =>
        conflict.columns(['connectionId', 'kind', 'sourceId']).doUpdateSet({
          ...known,
          projectId: sql<string>`coalesce(nullif(document.project_id, ''), excluded.project_id)`,
          changedAt: sql<Date>`now()`,
        }),
      );
  }

  /** Null: nobody has seen it yet. */
  async find(scope: Scope, name: DocumentName): Promise<DocumentRow | null> {
    const row = await this.#ofConnection(scope)
      .where('kind', '=', name.kind)
      .where('sourceId', '=', name.sourceId)
      .executeTakeFirst();
    return row ?? null;
  }

  /** Locks the row. Lock order (design 6): commitment, version rows, document, posting, hold, audit head. */
  async lock(documentId: string): Promise<DocumentRow> {
    return this.#trx
      .selectFrom('document')
      .selectAll()
      .where('id', '=', documentId)
      .forUpdate()
      .executeTakeFirstOrThrow();
  }

  /** Locks many rows in one statement, in the order of their ids. */
  async lockAll(documentIds: readonly string[]): Promise<DocumentRow[]> {
    return this.#trx
      .selectFrom('document')
      .selectAll()
      .where('id', 'in', [...documentIds])
      .orderBy('id')
      .forUpdate()
      .execute();
  }

  /** In no order. */
  async listOfKind(scope: Scope, kind: string): Promise<DocumentRow[]> {
    return this.#ofConnection(scope).where('kind', '=', kind).execute();
  }

  /** Others of the same bill. */
  async ofBill(document: DocumentRow): Promise<DocumentRow[]> {
    const { id, bill, kind } = document;
    return (await this.ofBills(document, kind, bill === null ? [] : [bill])).filter((one) => one.id !== id);
  }

  /** Of one kind, those of any of these bills. */
  async ofBills(scope: Scope, kind: string, bills: readonly string[]): Promise<DocumentRow[]> {
    if (bills.length === 0) return [];
    const alike = this.#ofConnection(scope).where('bill', 'in', [...bills]);
    return alike.where('kind', '=', kind).orderBy('sourceId').execute();
  }

  /** Of one kind, those of a commitment, lowest number first. */
  async ofCommitment(scope: Scope, kind: string, commitmentId: string): Promise<DocumentOfSeries[]> {
    return this.#ofConnection(scope)
      .select(
        sql<boolean>`exists (select from snapshot where snapshot.document_id = document.id and not snapshot.gone)`.as(
          'isThere',
        ),
      )
      .where('kind', '=', kind)
      .where('commitmentId', '=', commitmentId)
      .orderBy('number')
      .execute();
  }

  /**
   * Notes that the document may have changed: plans and snapshots that are older than the note are stale from here on.
   * Gives the note's number. Whoever calls this signals the workflow too. `fromAnswer`: what was just read of it says so,
   * which is old only when something was heard since it was asked for.
   */
  async noteHint(document: DocumentRow, fromAnswer = false): Promise<string> {
    const { hintNo } = await this.#trx
      .updateTable('document')
      .set({
        hintNo: sql<string>`hint_no + 1`,
        open: true,
        changedAt: sql<Date>`now()`,
        ...(fromAnswer ? {} : { newsAt: sql<Date>`clock_timestamp()` }),
      })
      .where('id', '=', document.id)
      .returning('hintNo')
      .executeTakeFirstOrThrow();
    return hintNo;
  }

  /** As `noteHint`, and lets the document's workflow know. */
  async hint(document: DocumentRow, delayMs = 0): Promise<string> {
    const hintNo = await this.noteHint(document);
    await this.#outbox.signal(document, 'sourceChanged', delayMs);
    return hintNo;
  }

  /** As `hint`, where what was just read of it says that it changed. */
  async hintOfAnswer(document: DocumentRow): Promise<string> {
    const hintNo = await this.noteHint(document, true);
    await this.#outbox.signal(document, 'sourceChanged');
    return hintNo;
  }

  /**
   * `open` says that a workflow must be running for it; `reconcile` starts one that is missing. `holdId`: the hold that was
   * opened just now. A hold after an end is another one.
   */
  async setStage(documentId: string, stage: SyncStage | null, open: boolean, holdId?: string): Promise<void> {
    await this.#trx
      .updateTable('document')
      .set(standingAt(stage, open, holdId))
      .where('id', '=', documentId)
      .execute();
  }

  /**
   * Nothing is wrong with it; it is looked at again after a while. What is posted, or is not on its way, stays what it is:
   * later numbers of the series go by that.
   */
  async noteWait(documentId: string, { why, afterMs }: Wait): Promise<void> {
    await this.#trx
      .updateTable('document')
      .set({
        stage: sql<SyncStage | null>`case when stage in ('checking', 'held') then 'waiting' else stage end`,
        waitsFor: why,
        waitsUntil: sql<Date>`now() + ${afterMs} * interval '1 millisecond'`,
        changedAt: sql<Date>`now()`,
      })
      .where('id', '=', documentId)
      .execute();
  }

  /** Throws when there is none. Not locked. */
  async load(documentId: string): Promise<DocumentRow> {
    return this.#trx.selectFrom('document').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
  }

  /** Documents that must have a running workflow. */
  async listOpen(scope: Scope): Promise<DocumentRow[]> {
    return this.#ofConnection(scope).where('open', '=', true).orderBy('createdAt').execute();
  }

  /** By project, commitment and number. */
  async list(scope: Scope, filter: DocumentFilter = {}): Promise<DocumentRow[]> {
    const found = documentsMatching(this.#trx, scope, filter).orderBy('kind').orderBy('projectId');
    return found.orderBy('commitmentId').orderBy('number').orderBy('sourceId').execute();
  }

  #ofConnection({ connectionId }: Pick<Scope, 'connectionId'>) {
    return this.#trx.selectFrom('document').selectAll().where('connectionId', '=', connectionId);
  }
}

export function workflowIdOf(connectionId: string, document: DocumentName): string {
  return `${document.kind}/${connectionId}/${document.sourceId}`;
}
