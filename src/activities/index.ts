import type { Client } from '@temporalio/client';
import { stepActivities, type StepActivity } from '../domain/posting/plan/steps';
import { createBeginBankChange } from './bank/begin-bank-change';
import { createPlanBankChange } from './bank/plan-bank-change';
import { createDivideAtGoLive } from './connection/divide-at-go-live';
import { createPauseForRebuild, createRebuildFromErp } from './connection/rebuild-from-erp';
import { createApplyCostCodes, createPlanCostCodes, createReadCostCodeAccounts } from './cost-codes/publish-cost-codes';
import { createDiscoverProjects } from './feeds/discover-projects';
import { createNoteFeedRun } from './feeds/note-feed-run';
import { createPollChangeOrders } from './feeds/poll-change-orders';
import { createPollCommitments } from './feeds/poll-commitments';
import { createPollRequisitions } from './feeds/poll-requisitions';
import { createPollDirectCosts } from './feeds/poll-direct-costs';
import { createPollPurchaseOrders } from './feeds/poll-purchase-orders';
import { createPollPayments } from './feeds/poll-payments';
import { createPollStanding } from './feeds/poll-standing';
import { createRefreshErpFacts } from './feeds/refresh-erp-facts';
import { createFindDuplicates } from './reconcile/find-duplicates';
import { createFetchChangeOrder } from './change-order/fetch-change-order';
import { createPlanChangeOrder } from './change-order/plan-change-order';
import { createFetchCommitment } from './commitment/fetch-commitment';
import { createPlanCommitment } from './commitment/plan-commitment';
import { createFetchRequisition } from './requisition/fetch-requisition';
import { createHoldForFailure } from './hold-for-failure';
import { createLinkVendor } from './vendor/link-vendor';
import { createPlanRequisition } from './requisition/plan-requisition';
import type { ActivityPorts } from './ports';
import { createFetchPurchaseOrder } from './purchase-order/fetch-purchase-order';
import { createPlanPurchaseOrderImport } from './purchase-order/plan-purchase-order-import';
import { createFetchPayment } from './payment/fetch-payment';
import { createPlanPayment } from './payment/plan-payment';
import { createBeginJournalRun } from './run/begin-journal-run';
import { createPlanAccrual } from './accrual/plan-accrual';
import { createPlanMemoRelief } from './relief/plan-memo-relief';
import { createPlanJournalRun } from './run/plan-journal-run';
import { createPostStep } from './steps/post-step';
import { createRereadRequisitions, createSweepRequisitions } from './feeds/sweep-requisitions';
import { createFetchDirectCost } from './direct-cost/fetch-direct-cost';
import { createPlanDirectCost } from './direct-cost/plan-direct-cost';
import { createReconcileDocuments } from './reconcile/reconcile-documents';
import { createSyncSchedules } from './reconcile/sync-schedules';
import { createFetchVendor } from './vendor/fetch-vendor';
import { createMatchVendor } from './vendor/match-vendor';
import { createApplyVendorImport } from './vendor/import/apply-import';
import { createPlanVendorImport } from './vendor/import/plan-import';
import { createNoteBankChanges } from './bank/note-bank-changes';
import { createPollSuppliers } from './vendor/import/poll-suppliers';
import { createReadChangedSuppliers } from './vendor/import/read-changed-suppliers';
import { createNoteSuppliersCarried } from './vendor/import/note-suppliers-carried';
import { createMatchCompanies } from './vendor/matching/match-companies';
import { createSweepSuppliers } from './vendor/matching/sweep-suppliers';
import { createSweepVendors } from './vendor/matching/sweep-vendors';

/** Every activity, by its name on the wire. */
export function createActivities(ports: ActivityPorts, client: () => Client) {
  return {
    fetchRequisition: createFetchRequisition(ports),
    planRequisition: createPlanRequisition(ports),
    fetchCommitment: createFetchCommitment(ports),
    planCommitment: createPlanCommitment(ports),
    fetchChangeOrder: createFetchChangeOrder(ports),
    planChangeOrder: createPlanChangeOrder(ports),
    fetchDirectCost: createFetchDirectCost(ports),
    planDirectCost: createPlanDirectCost(ports),
    linkVendor: createLinkVendor(ports),
    holdForFailure: createHoldForFailure(ports),
    beginBankChange: createBeginBankChange(ports),
    planBankChange: createPlanBankChange(ports),
    matchVendor: createMatchVendor(ports),
    fetchVendor: createFetchVendor(ports),
    matchCompanies: createMatchCompanies(ports),
    sweepSuppliers: createSweepSuppliers(ports),
    sweepVendors: createSweepVendors(ports),
    planVendorImport: createPlanVendorImport(ports),
    applyVendorImport: createApplyVendorImport(ports),
    readCostCodeAccounts: createReadCostCodeAccounts(ports),
    planCostCodes: createPlanCostCodes(ports),
    applyCostCodes: createApplyCostCodes(ports),
    beginJournalRun: createBeginJournalRun(ports),
    planJournalRun: createPlanJournalRun(ports),
    beginMemoRelief: createBeginJournalRun(ports),
    planMemoRelief: createPlanMemoRelief(ports),
    beginAccrual: createBeginJournalRun(ports),
    planAccrual: createPlanAccrual(ports),
    pollRequisitions: createPollRequisitions(ports),
    pollCommitments: createPollCommitments(ports),
    pollChangeOrders: createPollChangeOrders(ports),
    pollDirectCosts: createPollDirectCosts(ports),
    beginPurchaseOrderImport: createBeginJournalRun(ports),
    fetchPurchaseOrder: createFetchPurchaseOrder(ports),
    planPurchaseOrderImport: createPlanPurchaseOrderImport(ports),
    pollPurchaseOrders: createPollPurchaseOrders(ports),
    beginPayment: createBeginJournalRun(ports),
    fetchPayment: createFetchPayment(ports),
    planPayment: createPlanPayment(ports),
    pollPayments: createPollPayments(ports),
    pollSuppliers: createPollSuppliers(ports),
    noteBankChanges: createNoteBankChanges(ports),
    readChangedSuppliers: createReadChangedSuppliers(ports),
    noteSuppliersCarried: createNoteSuppliersCarried(ports),
    pollStanding: createPollStanding(ports),
    refreshErpFacts: createRefreshErpFacts(ports),
    sweepRequisitions: createSweepRequisitions(ports),
    rereadRequisitions: createRereadRequisitions(ports),
    discoverProjects: createDiscoverProjects(ports),
    noteFeedRun: createNoteFeedRun(ports),
    reconcileDocuments: createReconcileDocuments(ports, client),
    findDuplicates: createFindDuplicates(ports),
    syncSchedules: createSyncSchedules(ports, client),
    divideAtGoLive: createDivideAtGoLive(ports),
    pauseForRebuild: createPauseForRebuild(ports),
    rebuildFromErp: createRebuildFromErp(ports, client),
    ...stepsByName(createPostStep(ports)),
  };
}

/** One activity a step, with names that an operator reads in the Temporal UI; all of them are one function. */
function stepsByName<PostStep>(postStep: PostStep): Record<StepActivity, PostStep> {
  const names = Object.values(stepActivities).map((name): [StepActivity, PostStep] => [name, postStep]);
  return Object.fromEntries(names) as Record<StepActivity, PostStep>;
}

export type Activities = ReturnType<typeof createActivities>;
