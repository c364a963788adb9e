import { asyncLocalStorage } from '@temporalio/activity';

/** The signal by which Temporal cancels the activity that asks; undefined outside of one, where nothing can be canceled. */
export function activityCancellation(): AbortSignal | undefined {
  return asyncLocalStorage.getStore()?.cancellationSignal;
}
