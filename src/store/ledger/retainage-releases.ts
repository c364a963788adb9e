import { sql, type Selectable } from 'kysely';
import type { Trx } from '../database';
import type { DocumentRow } from '../documents/documents';
import type { LedgerTables } from '../schema/ledger-tables';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface NewRetainageRelease {
  readonly supplier: string;
  readonly currency: string;
  readonly amount: string;
  /** What stood with pay status R, and what AP had let go of, when it was noted. */
  readonly openBefore: string;
  readonly letGoBefore: string;
}

export type RetainageReleaseRow = Readonly<Selectable<LedgerTables['retainageRelease']>>;

/** Retainage that AP is to let go of in the ERP. */
export class RetainageReleases {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /**
   * Notes what AP is to let go of. Noted again with another amount, it is open again and counts from where it first began:
   * AP may have let go of some of it already.
   */
  async note(document: DocumentRow, release: NewRetainageRelease): Promise<void> {
    const { commitmentId, number } = document;
    if (commitmentId === null || number === null)
      throw new RangeError(`${document.kind} ${document.sourceId} has no commitment to release retainage of`);
    const { supplier, currency, amount } = release;
    await this.#trx
      .insertInto('retainageRelease')
      .values({
        documentId: document.id,
        tenantId: document.tenantId,
        connectionId: document.connectionId,
        commitmentId,
        number,
        supplier,
        currency,
        amount,
        openBefore: release.openBefore,
        letGoBefore: release.letGoBefore,
      })
      .onConflict((conflict) =>
        conflict.column('documentId').doUpdateSet({
          supplier,
          currency,
          amount,
          doneAt: sql<Date | null>`case when retainage_release.amount = excluded.amount then retainage_release.done_at end`,
        }),
      )
      .execute();
  }

  /** The requisition releases nothing any more, or is no longer to be paid. */
  async forget(documentId: string): Promise<void> {
    await this.#trx.deleteFrom('retainageRelease').where('documentId', '=', documentId).execute();
  }

  /** Commitments with a release that AP has not done yet. */
  async commitmentsWithOpen(scope: Scope): Promise<string[]> {
    const rows = await this.#trx
      .selectFrom('retainageRelease')
      .select('commitmentId')
      .distinct()
      .where('connectionId', '=', scope.connectionId)
      .where('doneAt', 'is', null)
      .execute();
    return rows.map((row) => row.commitmentId);
  }

  /** Done ones too; of one commitment, or of the whole connection. */
  async list(scope: Scope, commitmentId?: string): Promise<RetainageReleaseRow[]> {
    let query = this.#trx.selectFrom('retainageRelease').selectAll().where('connectionId', '=', scope.connectionId);
    if (commitmentId !== undefined) query = query.where('commitmentId', '=', commitmentId);
    return query.orderBy('commitmentId').orderBy('number').execute();
  }

  /** False: it is done already, or is no task any more. */
  async markDone(release: RetainageReleaseRow): Promise<boolean> {
    const result = await this.#trx
      .updateTable('retainageRelease')
      .set({ doneAt: sql<Date>`now()` })
      .where('documentId', '=', release.documentId)
      .where('amount', '=', release.amount)
      .where('doneAt', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }
}
