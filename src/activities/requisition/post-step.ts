import type { PostingBody } from '../../domain/jde/posting-body';
import type { PassEnd } from '../../domain/posting/pass';
import type { Tx } from '../../store/unit-of-work';
import { endWithHold } from '../end-with-hold';
import { ledgerDeps } from '../ledger-deps';
import { postThroughLedger, type LedgerRequest, type LedgerResult } from '../../ledger/post-through-ledger';
import type { ActivityPorts } from '../ports';
import { postingKey } from '../../ledger/posting-key';
import { changedAfterPosting } from './changed-after-posting';
import type { PostingContext } from './posting-context';
import { openPredecessor } from './requisition-history';

/** Dates that follow the clock are no difference between two plans. */
export function datesFollowTheClock(context: PostingContext): boolean {
  return (
    context.connection.settings.posting.glDatePolicy === 'postingDay' || context.plan.plan.dates.movedFrom !== undefined
  );
}

/** Asked under the locks, right before sending: live, not paused, and no earlier requisition came to be open meanwhile. */
export async function requisitionMayGo(tx: Tx, context: PostingContext): Promise<boolean> {
  const { document } = context;
  const connection = await tx.connections.load(document.connectionId);
  if (!(await tx.connections.mayPost(document.connectionId))) return false;
  if (document.commitmentId === null || document.number === null) return true;
  const { commitmentId, number } = document;
  const lower = (await tx.documents.ofCommitment(connection, commitmentId)).filter(
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
    mayGo: request.mayGo ?? ((tx) => requisitionMayGo(tx, context)),
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
      const problem = await ports.store.inTenant(document.tenantId, (tx) =>
        changedAfterPosting(tx, document, plan.plan, request.step),
      );
      return endWithHold(ports, document, { problems: [problem], asOf: plan.asOf });
    }
  }
}

const waitText = {
  busy: 'another attempt is at work on the same posting',
  settling: 'a call was sent and its answer was lost; the ERP is searched again when it can no longer arrive',
} as const;
