import { sql, type Selectable } from 'kysely';
import type { SyncStage } from '../../domain/posting/sync-stage';
import type { Trx } from '../database';
import { enqueueSignals } from '../signals/outbox';
import type { Schema } from '../schema';
import type { Scope } from '../scope';

export interface DocumentName {
  readonly kind: string;
  /** Procore's id; for a vendor the party's id. */
  readonly sourceId: string;
}

export interface DocumentRow extends Scope, DocumentName {
  readonly id: string;
  readonly workflowId: string;
  readonly projectId: string;
  readonly commitmentId: string | null;
  readonly number: number | null;
  readonly sourceStatus: string;
  readonly stage: SyncStage | null;
  readonly open: boolean;
  readonly hintNo: string;
  readonly planId: string | null;
}

/** What is known of a document from a list or a read; absent members are left as they are. */
export interface DocumentSeen {
  readonly projectId?: string;
  readonly commitmentId?: string;
  readonly number?: number;
  readonly sourceStatus?: string;
  readonly sourceUpdatedAt?: string;
  readonly billedThrough?: string | null;
}

export function workflowIdOf(connectionId: string, document: DocumentName): string {
  return `${document.kind}/${connectionId}/${document.sourceId}`;
}

/** Makes the row when there is none, notes what was seen, and gives it locked. */
export async function seeDocument(
  trx: Trx,
  scope: Scope,
  name: DocumentName,
  seen: DocumentSeen = {},
): Promise<DocumentRow> {
  const known = {
    ...(seen.projectId === undefined ? {} : { project_id: seen.projectId }),
    ...(seen.commitmentId === undefined ? {} : { commitment_id: seen.commitmentId }),
    ...(seen.number === undefined ? {} : { number: seen.number }),
    ...(seen.sourceStatus === undefined ? {} : { source_status: seen.sourceStatus }),
    ...(seen.sourceUpdatedAt === undefined ? {} : { source_updated_at: seen.sourceUpdatedAt }),
    ...(seen.billedThrough === undefined ? {} : { billed_through: seen.billedThrough }),
  };
  const row = await trx
    .insertInto('document')
    .values({
      tenant_id: scope.tenantId,
      connection_id: scope.connectionId,
      kind: name.kind,
      source_id: name.sourceId,
      workflow_id: workflowIdOf(scope.connectionId, name),
      ...known,
    })
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'kind', 'source_id']).doUpdateSet({ ...known, changed_at: sql<Date>`now()` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDocument(row);
}

export async function findDocument(trx: Trx, scope: Scope, name: DocumentName): Promise<DocumentRow | null> {
  const row = await trx
    .selectFrom('document')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('kind', '=', name.kind)
    .where('source_id', '=', name.sourceId)
    .executeTakeFirst();
  return row === undefined ? null : toDocument(row);
}

/** Locks the row. Lock order (design 6): commitment, version rows, document, posting, hold, audit head. */
export async function lockDocument(trx: Trx, documentId: string): Promise<DocumentRow> {
  const row = await trx
    .selectFrom('document')
    .selectAll()
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return toDocument(row);
}

export async function listOfKind(trx: Trx, scope: Scope, kind: string): Promise<DocumentRow[]> {
  const rows = await trx
    .selectFrom('document')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('kind', '=', kind)
    .execute();
  return rows.map(toDocument);
}

/** The other requisitions of a commitment, lowest number first. */
export async function documentsOfCommitment(trx: Trx, scope: Scope, commitmentId: string): Promise<DocumentRow[]> {
  const rows = await trx
    .selectFrom('document')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('kind', '=', 'requisition')
    .where('commitment_id', '=', commitmentId)
    .orderBy('number')
    .execute();
  return rows.map(toDocument);
}

/**
 * Notes that the document may have changed: plans and snapshots that are older than the note are stale from here on.
 * Gives the note's number. Whoever calls this signals the workflow too.
 */
export async function noteHint(trx: Trx, document: DocumentRow): Promise<string> {
  const { hint_no } = await trx
    .updateTable('document')
    .set({ hint_no: sql<string>`hint_no + 1`, open: true, changed_at: sql<Date>`now()` })
    .where('id', '=', document.id)
    .returning('hint_no')
    .executeTakeFirstOrThrow();
  return hint_no;
}

/** As `noteHint`, and lets the document's workflow know. */
export async function hintDocument(trx: Trx, document: DocumentRow, delayMs = 0): Promise<string> {
  const hintNo = await noteHint(trx, document);
  await signalDocument(trx, document, 'sourceChanged', delayMs);
  return hintNo;
}

export async function signalDocument(
  trx: Trx,
  document: DocumentRow,
  signal: 'sourceChanged' | 'resume',
  delayMs = 0,
): Promise<void> {
  await signalDocuments(trx, [document], signal, delayMs);
}

export async function signalDocuments(
  trx: Trx,
  documents: readonly DocumentRow[],
  signal: 'sourceChanged' | 'resume',
  delayMs = 0,
): Promise<void> {
  await enqueueSignals(
    trx,
    documents.map((document) => ({
      tenantId: document.tenantId,
      connectionId: document.connectionId,
      workflowType: document.kind,
      workflowId: document.workflowId,
      documentKind: document.kind,
      sourceId: document.sourceId,
      projectId: document.projectId,
      signal,
      delayMs,
    })),
  );
}

/** `open` says that a workflow must be running for it; `reconcile` starts one that is missing. */
export async function setStage(trx: Trx, documentId: string, stage: SyncStage | null, open: boolean): Promise<void> {
  await trx
    .updateTable('document')
    .set({ stage, open, changed_at: sql<Date>`now()` })
    .where('id', '=', documentId)
    .execute();
}

export function toDocument(row: Selectable<Schema['document']>): DocumentRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    connectionId: row.connection_id,
    kind: row.kind,
    sourceId: row.source_id,
    workflowId: row.workflow_id,
    projectId: row.project_id,
    commitmentId: row.commitment_id,
    number: row.number,
    sourceStatus: row.source_status,
    stage: row.stage as SyncStage | null,
    open: row.open,
    hintNo: row.hint_no,
    planId: row.plan_id,
  };
}

/** Shown in lists and compared by the comparer; what is posted stands in the ledger. */
export async function setAmounts(
  trx: Trx,
  documentId: string,
  totals: { gross: string; payable: string },
): Promise<void> {
  await trx
    .updateTable('document')
    .set({ gross: totals.gross, payable: totals.payable })
    .where('id', '=', documentId)
    .execute();
}

export async function loadDocument(trx: Trx, documentId: string): Promise<DocumentRow> {
  const row = await trx.selectFrom('document').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
  return toDocument(row);
}

/** Documents that must have a running workflow. */
export async function openDocuments(trx: Trx, scope: Scope): Promise<DocumentRow[]> {
  const rows = await trx
    .selectFrom('document')
    .selectAll()
    .where('connection_id', '=', scope.connectionId)
    .where('open', '=', true)
    .orderBy('created_at')
    .execute();
  return rows.map(toDocument);
}
