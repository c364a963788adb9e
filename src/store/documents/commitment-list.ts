import type { ProcoreCommitment } from '../../domain/requisition/procore-documents';
import type { Trx } from '../database';
import type { Scope } from '../scope';
import type { SealedJson } from '../sealed-json';

/** The commitments that were read so far, however long ago. */
export async function listCommitments(
  trx: Trx,
  sealed: SealedJson,
  scope: Scope,
  projectId?: string,
): Promise<ProcoreCommitment[]> {
  let query = trx
    .selectFrom('commitment')
    .select('body')
    .where('connection_id', '=', scope.connectionId)
    .where('body', 'is not', null);
  if (projectId !== undefined) query = query.where('project_id', '=', projectId);
  const rows = await query.orderBy('id').execute();
  return Promise.all(
    rows.flatMap(({ body }) =>
      body === null ? [] : [sealed.open<ProcoreCommitment>(scope.tenantId, 'commitment', body)],
    ),
  );
}
