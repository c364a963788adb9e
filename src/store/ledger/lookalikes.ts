import { sql } from 'kysely';
import type { Lookalike } from '../../domain/jde/lookalikes';
import type { Trx } from '../database';
import type { Scope } from '../scope';

/** A voucher that was delivered lately and that nobody has compared with others of its supplier yet. */
export interface UncomparedVoucher {
  readonly id: string;
  readonly documentId: string;
  readonly erpKey: string;
  readonly body: Buffer;
}

/** The oldest first, at most `most`. What was delivered more than a week ago has been reviewed without us. */
export async function uncomparedVouchers(trx: Trx, scope: Scope, most: number): Promise<UncomparedVoucher[]> {
  const rows = await trx
    .selectFrom('posting')
    .select(['id', 'document_id', 'erp_key', 'body'])
    .where('connection_id', '=', scope.connectionId)
    .where('step', '=', 'voucher')
    .where('state', '=', 'confirmed')
    .where('confirmed_at', '>', sql<Date>`now() - interval '7 days'`)
    .where(sql<boolean>`facts ->> 'lookalikes' is null`)
    .orderBy('confirmed_at')
    .limit(most)
    .execute();
  return rows.flatMap(({ id, document_id: documentId, erp_key: erpKey, body }) =>
    body === null ? [] : [{ id, documentId, erpKey, body }],
  );
}

/** Also when none was found: then it is known that somebody looked. */
export async function setLookalikes(trx: Trx, postingId: string, found: readonly Lookalike[]): Promise<void> {
  const text = JSON.stringify(found);
  await trx
    .updateTable('posting')
    .set({ facts: sql<string>`coalesce(facts, '{}'::jsonb) || jsonb_build_object('lookalikes', ${text}::text)` })
    .where('id', '=', postingId)
    .execute();
}
