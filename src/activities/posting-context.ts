import { activityInfo, heartbeat, sleep } from '@temporalio/activity';
import type { PostingBody } from '../domain/posting-body';
import type { PassEnd } from '../domain/pass';
import type { RequisitionPlan } from '../domain/requisition-plan';
import type { Connection } from '../store/connections';
import type { Trx } from '../store/database';
import type { DocumentRow } from '../store/documents';
import type { StoredPlan } from '../store/plans';
import type { PostingRow } from '../store/postings';
import type { DocumentRef } from '../workflows/messages';
import { changedAfterPosting } from './changed-after-posting';
import { endWithHold } from './end-with-hold';
import {
  postThroughLedger,
  type LedgerDeps,
  type LedgerRequest,
  type LedgerResult,
} from './ledger/post-through-ledger';
import { postingKey } from './posting-key';
import { openPredecessor } from './requisition-history';
import type { ActivityPorts } from './ports';

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

export function ledgerDeps(ports: ActivityPorts, connection: Connection): LedgerDeps {
  const info = activityInfo();
  return {
    store: ports.store,
    timing: connection.settings.timing,
    caller: { runId: info.workflowExecution?.runId ?? '', attempt: info.attempt },
    actor: ports.actor,
    pause: async (ms) => {
      heartbeat();
      await sleep(ms);
    },
  };
}

/** Dates that follow the clock are no difference between two plans. */
export function datesFollowTheClock(context: PostingContext): boolean {
  return (
    context.connection.settings.posting.glDatePolicy === 'postingDay' || context.plan.plan.dates.movedFrom !== undefined
  );
}

/** Asked under the locks, right before sending: live and not paused. */
export async function connectionMayPost({ store }: ActivityPorts, trx: Trx, document: DocumentRow): Promise<boolean> {
  return store.connections.mayPost(await store.connections.loadConnection(trx, document.connectionId));
}

/** Asked under the locks, right before sending: live, not paused, and no earlier requisition came to be open meanwhile. */
export async function requisitionMayGo(ports: ActivityPorts, trx: Trx, context: PostingContext): Promise<boolean> {
  const { store } = ports;
  const { document } = context;
  const connection = await store.connections.loadConnection(trx, document.connectionId);
  if (!(await connectionMayPost(ports, trx, document))) return false;
  if (document.commitmentId === null || document.number === null) return true;
  const { commitmentId, number } = document;
  const lower = (await store.documents.documentsOfCommitment(trx, connection, commitmentId)).filter(
    (other) => other.number !== null && other.number < number && other.stage !== 'takenOver',
  );
  const open = openPredecessor(connection, lower);
  return open === null || !connection.settings.posting.approvedStatuses.some((status) => status === open.status);
}

/** Posts one effect of a plan and says how the pass goes on. */
export async function postStep<Body extends PostingBody>(
  ports: ActivityPorts,
  context: PostingContext,
  request: Omit<LedgerRequest<Body>, 'document' | 'plan' | 'ignoreDates' | 'keyOf' | 'mayGo'> &
    Partial<Pick<LedgerRequest<Body>, 'mayGo'>>,
): Promise<{ readonly next: 'go' } | PassEnd> {
  const { connection, document, plan } = context;
  const result: LedgerResult<Body> = await postThroughLedger<Body>(ledgerDeps(ports, connection), {
    ...request,
    document,
    plan,
    ignoreDates: datesFollowTheClock(context),
    keyOf: (ordinal) => postingKey(connection, document, request.step, ordinal),
    mayGo: request.mayGo ?? ((trx) => requisitionMayGo(ports, trx, context)),
  });
  switch (result.kind) {
    case 'confirmed':
      return { next: 'go' };
    case 'stale':
      return { next: 'again' };
    case 'wait':
      return { next: 'wait', afterMs: result.afterMs, why: waitText[result.why] };
    case 'held':
      return endWithHold(ports, document, { problems: result.problems, asOf: plan.asOf });
    case 'changed': {
      const problem = await ports.store.inTenant(document.tenantId, (trx) =>
        changedAfterPosting(trx, ports.store, document, plan.plan, request.step),
      );
      return endWithHold(ports, document, { problems: [problem], asOf: plan.asOf });
    }
  }
}

const waitText = {
  busy: 'another attempt is at work on the same posting',
  settling: 'a call was sent and its answer was lost; the ERP is searched again when it can no longer arrive',
} as const;
