import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import type { PostingRow } from './posting-row';

/** Things outside that documents change, by name (`order:<commitment>`): their rows are the first of all locks (design 6). */
export class Subjects {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** In one order for all, so that two who lock the same never wait for each other. */
  async lock(scope: Scope, names: readonly string[]): Promise<void> {
    const sorted = [...new Set(names)].sort();
    if (sorted.length === 0) return;
    const { connectionId, tenantId } = scope;
    await this.#trx
      .insertInto('subject')
      .values(sorted.map((name) => ({ connectionId, tenantId, name })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.#trx
      .selectFrom('subject')
      .select('name')
      .where('connectionId', '=', connectionId)
      .where('name', 'in', sorted)
      .orderBy('name')
      .forUpdate()
      .execute();
  }

  /** Whether a posting keeps others off this subject. The subject must be locked before. */
  async isOccupied(scope: Scope, subject: string): Promise<boolean> {
    const row = await this.#trx
      .selectFrom('posting')
      .select('id')
      .where('connectionId', '=', scope.connectionId)
      .where('subject', '=', subject)
      .where('occupies', '=', true)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The newest that stands on a subject, whatever document's; null: none does. */
  async newestOn(scope: Scope, subject: string): Promise<Pick<PostingRow, 'id' | 'documentId'> | null> {
    const row = await this.#trx
      .selectFrom('posting')
      .select(['id', 'documentId'])
      .where('connectionId', '=', scope.connectionId)
      .where('subject', '=', subject)
      .where('state', '=', 'confirmed')
      .where((where) => where.or([where('stage', 'is', null), where('stage', 'not in', ['voided', 'gone'])]))
      .orderBy('confirmedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ?? null;
  }
}
