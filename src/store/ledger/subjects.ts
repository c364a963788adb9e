import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

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
}
