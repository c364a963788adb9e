import type { RequisitionPlan } from '../../domain/jde/requisition-plan';
import type { Connection } from '../../store/connections/connections';
import type { Tx } from '../../store/unit-of-work';
import type { DocumentRow } from '../../store/documents/documents';
import type { StoredPlan } from '../../store/documents/plans';
import type { PostingRow } from '../../store/ledger/posting-row';
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
  return store.inTenant(ref.tenantId, async (tx) => {
    const connection = await tx.connections.load(ref.connectionId);
    const document = await tx.documents.find(ref, ref);
    if (document === null) throw new RangeError(`${ref.kind} ${ref.sourceId} was never seen`);
    const plan = await tx.plans.load<RequisitionPlan>(planId);
    return { connection, document, plan };
  });
}

/** The lines of the plan that a posting was made by: an effect that is found late may belong to an older one. */
export async function postedLines(
  tx: Tx,
  { plan }: PostingContext,
  posting: PostingRow,
): Promise<RequisitionPlan['lines']> {
  if (posting.planId === null || posting.planId === plan.id) return plan.plan.lines;
  const made = await tx.plans.load<RequisitionPlan>(posting.planId);
  return made.plan.lines;
}
