import type { Client } from '@temporalio/client';
import { createDivideAtGoLive } from './connection/divide-at-go-live';
import { createPauseForRebuild, createRebuildFromErp } from './connection/rebuild-from-erp';
import { createCancelOrder } from './requisition/cancel-order';
import { createConfirmVoucher } from './requisition/confirm-voucher';
import { createDiscoverProjects } from './feeds/discover-projects';
import { createNoteFeedRun } from './feeds/note-feed-run';
import { createPollRequisitions } from './feeds/poll-requisitions';
import { createPollVoucherStatus } from './feeds/poll-voucher-status';
import { createRefreshErpFacts } from './feeds/refresh-erp-facts';
import { createFindDuplicates } from './reconcile/find-duplicates';
import { createFetchRequisition } from './requisition/fetch-requisition';
import { createHoldForFailure } from './hold-for-failure';
import { createLinkVendor } from './vendor/link-vendor';
import { createPlanRequisition } from './requisition/plan-requisition';
import type { ActivityPorts } from './ports';
import { createPostPurchaseOrder } from './requisition/post-purchase-order';
import { createPostVoucher } from './requisition/post-voucher';
import { createReconcileDocuments } from './reconcile/reconcile-documents';
import { createSyncSchedules } from './reconcile/sync-schedules';
import { createCreateVendor } from './vendor/create-vendor';
import { createMatchVendor } from './vendor/match-vendor';
import { createWriteBackRequisition } from './requisition/write-back-requisition';

/** Every activity, by its name on the wire. */
export function createActivities(ports: ActivityPorts, client: () => Client) {
  return {
    fetchRequisition: createFetchRequisition(ports),
    planRequisition: createPlanRequisition(ports),
    linkVendor: createLinkVendor(ports),
    postPurchaseOrder: createPostPurchaseOrder(ports),
    postVoucher: createPostVoucher(ports),
    confirmVoucher: createConfirmVoucher(ports),
    cancelOrder: createCancelOrder(ports),
    writeBackRequisition: createWriteBackRequisition(ports),
    holdForFailure: createHoldForFailure(ports),
    matchVendor: createMatchVendor(ports),
    createVendor: createCreateVendor(ports),
    pollRequisitions: createPollRequisitions(ports),
    pollVoucherStatus: createPollVoucherStatus(ports),
    refreshErpFacts: createRefreshErpFacts(ports),
    discoverProjects: createDiscoverProjects(ports),
    noteFeedRun: createNoteFeedRun(ports),
    reconcileDocuments: createReconcileDocuments(ports, client),
    findDuplicates: createFindDuplicates(ports),
    syncSchedules: createSyncSchedules(ports, client),
    divideAtGoLive: createDivideAtGoLive(ports),
    pauseForRebuild: createPauseForRebuild(ports),
    rebuildFromErp: createRebuildFromErp(ports, client),
  };
}

export type Activities = ReturnType<typeof createActivities>;
