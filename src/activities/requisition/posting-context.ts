import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { Connection } from '../../store/connections/connections';
import type { Trx } from '../../store/database';
import type { DocumentRow } from '../../store/documents/documents';
import type { StoredPlan } from '../../store/documents/plans';
import type { PostingRow } from '../../store/ledger/postings';
import type { DocumentRef } from '../../workflows/messages';
import type { ActivityPorts } from '../ports';

/** What every posting of a requisition's plan starts from. */
export interface PostingContext {
  readonly connection: Connection;
  readonly document: DocumentRow;
  readonly plan: StoredPlan<RequisitionPlan>;
}

export interface PlannedPosting {
  readonly ref: DocumentRef;
  readonly planId: string;
}

export async function postingContext(ports: ActivityPorts, { ref, planId }: PlannedPosting): Promise<PostingContext> {
  const { store } = ports;
  return store.inTenant(ref.tenantId, async (trx) => {
    const connection = await store.connections.loadConnection(trx, ref.connectionId);
    const document = await store.documents.findDocument(trx, ref, ref);
    if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never seen`);
    const plan = await store.plans.loadPlan<RequisitionPlan>(trx, store.sealed, ref.tenantId, planId);
    return { connection, document, plan };
  });
}

/** The lines of the plan that a posting was made by: an effect that is found late may belong to an older one. */
export async function postedLines(
  ports: ActivityPorts,
  trx: Trx,
  { document, plan }: PostingContext,
  posting: PostingRow,
): Promise<RequisitionPlan['lines']> {
  const { store } = ports;
  if (posting.planId === null || posting.planId === plan.id) return plan.plan.lines;
  const made = await store.plans.loadPlan<RequisitionPlan>(trx, store.sealed, document.tenantId, posting.planId);
  return made.plan.lines;
}
