import { asyncLocalStorage } from '@temporalio/activity';
import { allDocumentKinds } from '../../domain/documents/document-kinds';
import { workflowTypes } from '../../workflows/names';

/** What writes many records takes at most half of a window. */
const ofWriting = 0.5;
const ofReading = 0.2;

/**
 * The share of each of Procore's windows that is left to documents: 0 for one on its way and for what no activity asks
 * for, since a person waits for that; else the activity reads or writes many records.
 */
export function shareLeftToDocuments(): number {
  const activity = asyncLocalStorage.getStore();
  if (activity === undefined) return 0;
  const { workflowType, activityType } = activity.info;
  if (allDocumentKinds.some(({ name }) => name === workflowType)) return 0;
  const isWriting = workflowType === workflowTypes.costCodePublish || activityType === 'applyVendorImport';
  return isWriting ? ofWriting : ofReading;
}
