import { sql } from 'kysely';
import type { Trx } from '../database';
import type { DocumentName } from '../documents/documents';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

export interface WriteBack {
  readonly userId: string;
  readonly openedAt: Date;
  /** Procore's `updated_at` in the answer; null while the answer is outstanding. */
  readonly returnedUpdatedAt: Date | null;
}

/** What we wrote into Procore's records, by which their webhooks are known as echoes. */
export class WriteBacks {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** To be committed before the record is written: its webhook may be here before the answer. */
  async open(scope: Scope, document: DocumentName, userId: string): Promise<void> {
    const values = { userId, openedAt: sql<Date>`now()`, returnedUpdatedAt: null };
    await this.#trx
      .insertInto('writeBack')
      .values({
        connectionId: scope.connectionId,
        tenantId: scope.tenantId,
        documentKind: document.kind,
        sourceId: document.sourceId,
        ...values,
      })
      .onConflict((conflict) => conflict.columns(['connectionId', 'documentKind', 'sourceId']).doUpdateSet(values))
      .execute();
  }

  /** Procore has answered: what its webhook says up to then is ours. */
  async returned(scope: Scope, document: DocumentName, updatedAt: string): Promise<void> {
    await this.#trx
      .updateTable('writeBack')
      .set({ returnedUpdatedAt: updatedAt })
      .where('connectionId', '=', scope.connectionId)
      .where('documentKind', '=', document.kind)
      .where('sourceId', '=', document.sourceId)
      .execute();
  }

  /** The last one to the record; null when there was none. */
  async find(scope: Scope, document: DocumentName): Promise<WriteBack | null> {
    const row = await this.#trx
      .selectFrom('writeBack')
      .select(['userId', 'openedAt', 'returnedUpdatedAt'])
      .where('connectionId', '=', scope.connectionId)
      .where('documentKind', '=', document.kind)
      .where('sourceId', '=', document.sourceId)
      .executeTakeFirst();
    return row ?? null;
  }
}
