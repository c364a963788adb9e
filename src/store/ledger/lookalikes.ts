import { sql } from 'kysely';
import type { Lookalike } from '../../domain/posting/look';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';
import { timeLeft, toPosting, type PostingRow } from './posting-row';

/** Invoices of ours and what else looks like the same invoice. */
export class Lookalikes {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /**
   * Those of a kind that nobody has compared with others of their supplier yet, the oldest first, at most `most`. What was
   * delivered more than a week ago has been reviewed without us.
   */
  async uncompared(scope: Scope, system: string, kind: string, most: number): Promise<PostingRow[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .selectAll()
      .select(timeLeft)
      .where('connectionId', '=', scope.connectionId)
      .where('system', '=', system)
      .where('kind', '=', kind)
      .where('state', '=', 'confirmed')
      .where('confirmedAt', '>', sql<Date>`now() - interval '7 days'`)
      .where('lookalikes', 'is', null)
      .orderBy('confirmedAt')
      .limit(most)
      .execute();
    return rows.map(toPosting);
  }

  /** Also when none was found: then it is known that somebody looked. */
  async note(postingId: string, found: readonly Lookalike[]): Promise<void> {
    await this.#trx
      .updateTable('posting')
      .set({ lookalikes: JSON.stringify(found) })
      .where('id', '=', postingId)
      .execute();
  }
}
