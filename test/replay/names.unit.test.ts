import { createActivities } from '../../src/activities';
import type { ActivityPorts } from '../../src/activities/ports';
import * as workflows from '../../src/workflows';
import * as messages from '../../src/workflows/messages';
import { failureTypes, feedWorkflowId, taskQueues, workflowTypes } from '../../src/workflows/names';
import * as attributes from '../../src/workflows/search-attributes';
import { workflowIdOf } from '../../src/store/documents/documents';

// Histories, schedules and saved searches of running systems know these. A name that changes here breaks them.

test('workflow types', () => {
  expect(Object.keys(workflows).sort()).toEqual([
    'accrual',
    'bankChange',
    'changeOrder',
    'commitment',
    'costCodePublish',
    'directCost',
    'goLive',
    'journalRun',
    'memoRelief',
    'payment',
    'pollFeed',
    'purchaseOrderImport',
    'rebuildLedger',
    'reconcile',
    'requisition',
    'supplierImport',
    'vendor',
  ]);
  expect(workflowTypes).toEqual({
    requisition: 'requisition',
    commitment: 'commitment',
    changeOrder: 'changeOrder',
    directCost: 'directCost',
    vendor: 'vendor',
    supplierImport: 'supplierImport',
    purchaseOrderImport: 'purchaseOrderImport',
    payment: 'payment',
    bankChange: 'bankChange',
    journalRun: 'journalRun',
    memoRelief: 'memoRelief',
    accrual: 'accrual',
    pollFeed: 'pollFeed',
    reconcile: 'reconcile',
    goLive: 'goLive',
    rebuildLedger: 'rebuildLedger',
    costCodePublish: 'costCodePublish',
  });
});

test('workflow ids', () => {
  expect(workflowIdOf('conn', { kind: 'requisition', sourceId: '42' })).toBe('requisition/conn/42');
  expect(workflowIdOf('conn', { kind: 'vendor', sourceId: 'party' })).toBe('vendor/conn/party');
  expect(feedWorkflowId('conn', '7', 'requisitions')).toBe('pollFeed/conn/7/requisitions');
  expect(feedWorkflowId('conn', '', 'standing')).toBe('pollFeed/conn/-/standing');
});

test('signals, updates and queries', () => {
  const named = Object.fromEntries(Object.entries(messages).map(([key, { type, name }]) => [key, `${type} ${name}`]));
  expect(named).toEqual({
    sourceChanged: 'signal sourceChanged',
    resume: 'signal resume',
    progress: 'query progress',
    view: 'query view',
  });
});

test('search attributes', () => {
  const named = Object.values(attributes).map(({ name, type }) => `${name} ${type}`);
  expect(named.sort()).toEqual([
    'ConnectionId KEYWORD',
    'DocumentKind KEYWORD',
    'DocumentName KEYWORD',
    'HoldReason KEYWORD',
    'ProjectId KEYWORD',
    'SourceUpdatedAt DATETIME',
    'SyncStage KEYWORD',
    'TenantId KEYWORD',
  ]);
});

test('task queues', () => {
  expect(taskQueues).toEqual({ documents: 'documents', procore: 'procore' });
});

test('failure types', () => {
  expect(Object.values(failureTypes)).toEqual([
    'Rejected',
    'Throttled',
    'Unavailable',
    'Unauthorised',
    'NotSent',
    'OutcomeUnknown',
    'Refused',
    'DatabaseAway',
  ]);
});

test('activities', () => {
  const activities = createActivities({} as ActivityPorts, () => {
    throw new Error('no client is needed to list names');
  });
  expect(Object.keys(activities).sort()).toEqual([
    'applyCostCodes',
    'applyVendorImport',
    'approveContract',
    'beginAccrual',
    'beginBankChange',
    'beginJournalRun',
    'beginMemoRelief',
    'beginPayment',
    'beginPurchaseOrderImport',
    'cancelOrder',
    'changeBankDetails',
    'changeOrder',
    'changeSupplier',
    'closeOrder',
    'createSupplier',
    'discoverProjects',
    'divideAtGoLive',
    'fetchChangeOrder',
    'fetchCommitment',
    'fetchDirectCost',
    'fetchPayment',
    'fetchPurchaseOrder',
    'fetchRequisition',
    'fetchVendor',
    'findDuplicates',
    'holdForFailure',
    'linkVendor',
    'matchCompanies',
    'matchVendor',
    'noteBankChanges',
    'noteFeedRun',
    'noteSuppliersCarried',
    'pauseForRebuild',
    'planAccrual',
    'planBankChange',
    'planChangeOrder',
    'planCommitment',
    'planCostCodes',
    'planDirectCost',
    'planJournalRun',
    'planMemoRelief',
    'planPayment',
    'planPurchaseOrderImport',
    'planRequisition',
    'planVendorImport',
    'pollChangeOrders',
    'pollCommitments',
    'pollDirectCosts',
    'pollPayments',
    'pollPurchaseOrders',
    'pollRequisitions',
    'pollStanding',
    'pollSuppliers',
    'postAccrual',
    'postCost',
    'postJournalGroup',
    'postMemo',
    'postOrder',
    'postVoucher',
    'readChangedSuppliers',
    'readCostCodeAccounts',
    'rebuildFromErp',
    'reconcileDocuments',
    'refreshErpFacts',
    'relieveMemo',
    'relieveOrder',
    'reopenOrder',
    'rereadRequisitions',
    'reverseAccrual',
    'runVoucherProcessor',
    'submitOrder',
    'sweepRequisitions',
    'sweepSuppliers',
    'sweepVendors',
    'syncSchedules',
    'takeBackVoucher',
    'validateInvoice',
    'watchMatch',
    'watchRelease',
    'writeBack',
    'writeContract',
    'writeContractLines',
    'writePayment',
  ]);
});
