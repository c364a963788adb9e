import { sql } from 'kysely';
import type { ProcoreCommitment } from '../../domain/requisition/procore-documents';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { SealedJson } from '../sealed-json';

export async function storeCommitment(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  projectId: string,
  commitment: ProcoreCommitment,
): Promise<void> {
  const values = { body: await sealed.seal(scope.tenantId, 'commitment', commitment), read_at: sql<Date>`now()` };
  await trx
    .insertInto('commitment')
    .values({
      connection_id: scope.connectionId,
      tenant_id: scope.tenantId,
      id: commitment.id,
      project_id: projectId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'id']).doUpdateSet(values))
    .execute();
}

/** The commitment as last read, when that is not longer ago than `maxAgeMs` (Infinity: whenever). */
export async function loadCommitment(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  commitmentId: string,
  maxAgeMs: number,
): Promise<ProcoreCommitment | null> {
  let query = trx
    .selectFrom('commitment')
    .select('body')
    .where('connection_id', '=', scope.connectionId)
    .where('id', '=', commitmentId);
  if (Number.isFinite(maxAgeMs)) {
    query = query.where('read_at', '>', sql<Date>`now() - ${maxAgeMs} * interval '1 millisecond'`);
  }
  const row = await query.executeTakeFirst();
  if (row?.body == null) return null;
  return sealed.open<ProcoreCommitment>(scope.tenantId, 'commitment', row.body);
}

/** The row that makes requisitions of one commitment go one after the other. First of all locks (design 6). */
export async function lockCommitment(trx: Trx, scope: Scope, projectId: string, commitmentId: string): Promise<void> {
  await trx
    .insertInto('commitment')
    .values({ connection_id: scope.connectionId, tenant_id: scope.tenantId, id: commitmentId, project_id: projectId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .selectFrom('commitment')
    .select('id')
    .where('connection_id', '=', scope.connectionId)
    .where('id', '=', commitmentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
