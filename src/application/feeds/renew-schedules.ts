import { randomUUID } from 'node:crypto';
import type { Scope } from '../../store/scope';
import { ActionError } from '../action-error';
import type { Context } from '../context';
import { startReconcile } from './start-reconcile';

/**
 * Has the schedules made from the feed rows now. The rows are the truth: where Temporal cannot be reached, the hourly
 * `reconcile` or the next start of a worker does the same, and the answer says so.
 */
export async function renewSchedules({ withTemporal }: Pick<Context, 'withTemporal'>, scope: Scope): Promise<string> {
  const later = 'the schedules follow when a worker starts, or within the hour';
  try {
    // A run of its own: one that is under way may have read the feed rows before this change.
    await withTemporal((client) => startReconcile(client, scope, randomUUID()));
    return 'the schedules are being brought up to date (workflow reconcile)';
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return error.field === 'temporalAddress' ? later : `${error.message}; ${later}`;
  }
}
