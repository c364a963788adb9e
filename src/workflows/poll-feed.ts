import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import { executeChild, isCancellation } from '@temporalio/workflow';
import { failureOf } from './failure-of';
import type { FeedRef, SupplierImportRequest } from './messages';
import { failureTypes, taskQueues, workflowTypes } from './names';
import { patiently, waitsOutside } from './patiently';
import { summarisedActivities } from './summarised-activities';
import { supplierImport } from './supplier-import';

// A poll that fails for good is tried again by the next tick of its schedule. One that waits for a quota stays, and ticks
// meanwhile are passed over.
const options = {
  startToCloseTimeout: '5m',
  scheduleToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', maximumInterval: '1m', maximumAttempts: 5 },
} as const;
const { pollRequisitions, pollCommitments, pollChangeOrders, pollDirectCosts, sweepRequisitions, discoverProjects } =
  summarisedActivities({
    ...options,
    retry: { ...options.retry, ...waitsOutside },
    taskQueue: taskQueues.procore,
  });
const { syncSchedules, noteFeedRun } = summarisedActivities({ ...options, taskQueue: taskQueues.documents });

/** Polls one feed once, and notes how that went. */
export async function pollFeed(ref: FeedRef): Promise<void> {
  let amiss: string | null;
  try {
    amiss = await poll(ref);
  } catch (error) {
    const failed = error instanceof ChildWorkflowFailure ? error.cause : error;
    if (!isFailure(failed) || isCancellation(error)) throw error;
    const { type, said } = failureOf(failed);
    await noteFeedRun({ ...ref, error: type, said });
    throw error;
  }
  await noteFeedRun({ ...ref, error: amiss });
}

/** By the workflow that a person's commands run too, of which there is one at a time: while another is, this poll leaves it at that. */
async function carrySuppliers(request: SupplierImportRequest): Promise<void> {
  try {
    await executeChild(supplierImport, {
      workflowId: `${workflowTypes.supplierImport}/${request.connectionId}`,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      // What it has begun it brings to its end.
      parentClosePolicy: 'ABANDON',
      args: [request],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Gives what was amiss although the poll came to its end; null: nothing. */
async function poll(ref: FeedRef): Promise<'noAccess' | null> {
  const { tenantId, connectionId, projectId, erp, feed } = ref;
  const noteWait = (): Promise<void> => noteFeedRun({ ...ref, error: failureTypes.throttled });
  const { pollStanding, pollPurchaseOrders, pollPayments, pollSuppliers, noteBankChanges, refreshErpFacts } =
    summarisedActivities({
      ...options,
      taskQueue: erp,
    });
  switch (feed) {
    case 'requisitions':
      await patiently(() => pollRequisitions({ tenantId, connectionId, projectId }), noteWait);
      return null;
    case 'commitments':
      await patiently(() => pollCommitments({ tenantId, connectionId, projectId }), noteWait);
      return null;
    case 'changeOrders':
      await patiently(() => pollChangeOrders({ tenantId, connectionId, projectId }), noteWait);
      return null;
    case 'directCosts':
      await patiently(() => pollDirectCosts({ tenantId, connectionId, projectId }), noteWait);
      return null;
    case 'sweep': {
      const sweep = () => sweepRequisitions({ tenantId, connectionId, projectId });
      const { notVisible } = await patiently(sweep, noteWait);
      return notVisible > 0 ? 'noAccess' : null;
    }
    case 'standing':
      await pollStanding({ tenantId, connectionId });
      return null;
    case 'purchaseOrders':
      await pollPurchaseOrders({ tenantId, connectionId });
      return null;
    case 'payments':
      await pollPayments({ tenantId, connectionId });
      return null;
    case 'suppliers': {
      const byItself = await pollSuppliers({ tenantId, connectionId });
      if (byItself !== null) await carrySuppliers({ tenantId, connectionId, erp, acceptMissing: false, byItself });
      return null;
    }
    case 'bankNotes':
      await noteBankChanges({ tenantId, connectionId });
      return null;
    case 'erpFacts': {
      const { isNewCalendar } = await refreshErpFacts({ tenantId, connectionId });
      if (isNewCalendar) await syncSchedules({ tenantId, connectionId });
      return null;
    }
    case 'projects':
      await patiently(() => discoverProjects({ tenantId, connectionId }), noteWait);
      await syncSchedules({ tenantId, connectionId });
      return null;
  }
}

function isFailure(error: unknown): error is ActivityFailure | ApplicationFailure {
  return error instanceof ActivityFailure || error instanceof ApplicationFailure;
}
