import { asyncLocalStorage } from '@temporalio/activity';
import { allDocumentKinds } from '../../domain/documents/document-kinds';

/**
 * Whether the activity that asks reads many records for a feed, a go-live or a rebuild, and not for one document on its
 * way. What no activity asks for, a person waits for.
 */
export function isInBulk(): boolean {
  const activity = asyncLocalStorage.getStore();
  return activity !== undefined && !allDocumentKinds.some(({ name }) => name === activity.info.workflowType);
}
