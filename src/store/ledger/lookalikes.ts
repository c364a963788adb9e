import { sql } from 'kysely';
import type { Lookalike } from '../../domain/jde/lookalikes';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { TxContext } from '../tx-context';

/** A voucher that was delivered lately and that nobody has compared with others of its supplier yet. */
export interface UncomparedVoucher {
  readonly id: string;
  readonly documentId: string;
  readonly erpKey: string;
  readonly body: Buffer;
}

/** Vouchers of ours and what else looks like the same invoice. */
export class Lookalikes {
  readonly #trx: Trx;

  constructor(context: TxContext) {
    this.#trx = context.trx;
  }

  /** The oldest first, at most `most`. What was delivered more than a week ago has been reviewed without us. */
  async uncompared(scope: Scope, most: number): Promise<UncomparedVoucher[]> {
    const rows = await this.#trx
      .selectFrom('posting')
      .select(['id', 'documentId', 'erpKey', 'body'])
      .where('connectionId', '=', scope.connectionId)
      .where('step', '=', 'voucher')
      .where('state', '=', 'confirmed')
      .where('confirmedAt', '>', sql<Date>`now() - interval '7 days'`)
      .where(sql<boolean>`facts ->> 'lookalikes' is null`)
      .orderBy('confirmedAt')
      .limit(most)
      .execute();
    return rows.flatMap(({ body, ...row }) => (body === null ? [] : [{ ...row, body }]));
  }

  /** Also when none was found: then it is known that somebody looked. */
  async note(postingId: string, found: readonly Lookalike[]): Promise<void> {
    const text = JSON.stringify(found);
    await this.#trx
      .updateTable('posting')
      .set({ facts: sql<string>`coalesce(facts, '{}'::jsonb) || jsonb_build_object('lookalikes', ${text}::text)` })
      .where('id', '=', postingId)
      .execute();
  }
}
