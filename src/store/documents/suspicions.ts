import { sql } from 'kysely';
import type { ErpReference } from '../../domain/posting/found-posting';
import type { Trx } from '../database';
import { toPosting, timeLeft, type PostingRow } from '../ledger/postings';
import type { Scope } from '../scope';

/**
 * Postings under whose key the ERP was seen to show something else than the ledger says: a second document, or one for a
 * posting that was given up. The document's next pass looks, and holds it or clears the posting.
 */
export async function suspectedOf(trx: Trx, documentId: string): Promise<PostingRow[]> {
  const rows = await trx
    .selectFrom('posting')
    .selectAll()
    .select(timeLeft)
    .where('document_id', '=', documentId)
    .where(sql<boolean>`facts ? 'suspected'`)
    .orderBy('id')
    .execute();
  return rows.map(toPosting);
}

/** False when it was suspected already. */
export async function suspect(trx: Trx, postingId: string): Promise<boolean> {
  const result = await trx
    .updateTable('posting')
    .set({ facts: sql<string>`coalesce(facts, '{}'::jsonb) || '{"suspected": "yes"}'::jsonb` })
    .where('id', '=', postingId)
    .where(sql<boolean>`not coalesce(facts ? 'suspected', false)`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** All is as it should be; `reference` is the one document that stands. */
export async function clearSuspicion(trx: Trx, postingId: string, reference: ErpReference | null): Promise<void> {
  await trx
    .updateTable('posting')
    .set({
      facts: sql<string>`facts - 'suspected'`,
      ...(reference === null ? {} : { reference: JSON.stringify(reference) }),
    })
    .where('id', '=', postingId)
    .execute();
}

/** The postings with these keys whose outcome is settled. */
export async function settledByKey(trx: Trx, scope: Scope, erpKeys: readonly string[]): Promise<PostingRow[]> {
  if (erpKeys.length === 0) return [];
  const rows = await trx
    .selectFrom('posting')
    .selectAll()
    .select(timeLeft)
    .where('connection_id', '=', scope.connectionId)
    .where('erp_key', 'in', [...erpKeys])
    .where('state', 'in', ['confirmed', 'rejected', 'voided'])
    .execute();
  return rows.map(toPosting);
}
