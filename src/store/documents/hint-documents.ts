import { sql } from 'kysely';
import type { Trx } from '../database';
import { signalDocuments, toDocument, workflowIdOf, type DocumentName } from './documents';
import type { Scope } from '../scope';

export interface DocumentHint extends Scope, DocumentName {
  /** Empty: what is known of it stays. */
  readonly projectId: string;
}

/**
 * As `seeDocument` and `hintDocument` for many documents at once, in as many statements as for one. A document that is
 * named more than once gets one hint.
 */
export async function hintDocuments(trx: Trx, hints: readonly DocumentHint[], delayMs: number): Promise<void> {
  const hintOf = new Map(hints.map((hint) => [workflowIdOf(hint.connectionId, hint), hint]));
  if (hintOf.size === 0) return;
  // Always in the same order: else two that hint the same documents wait for each other.
  const sorted = [...hintOf].sort(([one], [other]) => (one < other ? -1 : 1));
  const rows = await trx
    .insertInto('document')
    .values(
      sorted.map(([workflowId, hint]) => ({
        tenant_id: hint.tenantId,
        connection_id: hint.connectionId,
        kind: hint.kind,
        source_id: hint.sourceId,
        workflow_id: workflowId,
        project_id: hint.projectId,
        hint_no: '1',
        open: true,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'kind', 'source_id']).doUpdateSet({
        project_id: sql<string>`coalesce(nullif(excluded.project_id, ''), document.project_id)`,
        hint_no: sql<string>`document.hint_no + 1`,
        open: true,
        changed_at: sql<Date>`now()`,
      }),
    )
    .returningAll()
    .execute();
  await signalDocuments(trx, rows.map(toDocument), 'sourceChanged', delayMs);
}
