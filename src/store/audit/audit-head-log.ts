import { sql } from 'kysely';
import type { AuditHead } from '../../crypto/audit-head-signer';
import type { Trx } from '../database';

/**
 * The tenant's head, for whoever asks first on a day (UTC) that it has; null for all others and when there is no entry
 * yet. Of many processes that ask at once one gets it: the others find the row changed.
 */
export async function takeHeadOfTheDay(trx: Trx, tenantId: string): Promise<AuditHead | null> {
  const { rows } = await sql<Omit<AuditHead, 'tenantId'>>`
    update audit_head set logged_at = now()
    where tenant_id = ${tenantId}
      and (logged_at is null or (logged_at at time zone 'UTC')::date < (now() at time zone 'UTC')::date)
    returning count, hash, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(
    trx,
  );
  return rows[0] === undefined ? null : { tenantId, ...rows[0] };
}
