import { sql, type Selectable } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { Schema } from '../schema';
import type { Scope } from '../scope';

export interface NewRetainageRelease {
  readonly supplier: string;
  readonly currency: string;
  readonly amount: string;
  /** What stood with pay status R, and what AP had let go of, when it was noted. */
  readonly openBefore: string;
  readonly letGoBefore: string;
}

export interface RetainageReleaseRow extends NewRetainageRelease {
  readonly documentId: string;
  readonly commitmentId: string;
  readonly number: number;
  readonly notedAt: Date;
  /** When JDE showed it done; null while it is a task of AP's. */
  readonly doneAt: Date | null;
}

/**
 * Notes what AP is to let go of. Noted again with another amount, it is open again and counts from where it first began:
 * AP may have let go of some of it already.
 */
export async function noteRelease(trx: Trx, document: DocumentRow, release: NewRetainageRelease): Promise<void> {
  const { commitmentId, number } = document;
  if (commitmentId === null || number === null)
    throw new RangeError(`${document.kind} ${document.sourceId} has no commitment to release retainage of`);
  const { supplier, currency, amount } = release;
  await trx
    .insertInto('retainage_release')
    .values({
      document_id: document.id,
      tenant_id: document.tenantId,
      connection_id: document.connectionId,
      commitment_id: commitmentId,
      number,
      supplier,
      currency,
      amount,
      open_before: release.openBefore,
      let_go_before: release.letGoBefore,
    })
    .onConflict((conflict) =>
      conflict.column('document_id').doUpdateSet({
        supplier,
        currency,
        amount,
        done_at: sql<Date | null>`case when retainage_release.amount = excluded.amount then retainage_release.done_at end`,
      }),
    )
    .execute();
}

/** The requisition releases nothing any more, or is no longer to be paid. */
export async function forgetRelease(trx: Trx, documentId: string): Promise<void> {
  await trx.deleteFrom('retainage_release').where('document_id', '=', documentId).execute();
}

/** Commitments with a release that AP has not done yet. */
export async function commitmentsWithOpenReleases(trx: Trx, scope: Scope): Promise<string[]> {
  const rows = await trx
    .selectFrom('retainage_release')
    .select('commitment_id')
    .distinct()
    .where('connection_id', '=', scope.connectionId)
    .where('done_at', 'is', null)
    .execute();
  return rows.map((row) => row.commitment_id);
}

/** Done ones too; of one commitment, or of the whole connection. */
export async function listReleases(trx: Trx, scope: Scope, commitmentId?: string): Promise<RetainageReleaseRow[]> {
  let query = trx.selectFrom('retainage_release').selectAll().where('connection_id', '=', scope.connectionId);
  if (commitmentId !== undefined) query = query.where('commitment_id', '=', commitmentId);
  const rows = await query.orderBy('commitment_id').orderBy('number').execute();
  return rows.map(toRelease);
}

/** False: it is done already, or is no task any more. */
export async function markReleaseDone(trx: Trx, release: RetainageReleaseRow): Promise<boolean> {
  const result = await trx
    .updateTable('retainage_release')
    .set({ done_at: sql<Date>`now()` })
    .where('document_id', '=', release.documentId)
    .where('amount', '=', release.amount)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function toRelease(row: Selectable<Schema['retainage_release']>): RetainageReleaseRow {
  return {
    documentId: row.document_id,
    commitmentId: row.commitment_id,
    number: row.number,
    supplier: row.supplier,
    currency: row.currency,
    amount: row.amount,
    openBefore: row.open_before,
    letGoBefore: row.let_go_before,
    notedAt: row.noted_at,
    doneAt: row.done_at,
  };
}
