/**
 * Names on the wire. They are for ever: histories, schedules and saved searches know them. A test lists them, so that a
 * rename shows up.
 */
export const workflowTypes = {
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
} as const;

/** An ERP's queue is called as its adapter is. */
export const taskQueues = { documents: 'documents', procore: 'procore' } as const;

export const failureTypes = {
  rejected: 'Rejected',
  throttled: 'Throttled',
  unavailable: 'Unavailable',
  unauthorised: 'Unauthorised',
  notSent: 'NotSent',
  outcomeUnknown: 'OutcomeUnknown',
  refused: 'Refused',
  databaseAway: 'DatabaseAway',
} as const;

/** Id of a feed's schedule; the workflows it starts get the time appended. */
export function feedWorkflowId(connectionId: string, projectId: string, feed: string): string {
  return `${workflowTypes.pollFeed}/${connectionId}/${projectId === '' ? '-' : projectId}/${feed}`;
}
