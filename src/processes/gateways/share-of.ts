import type { ErpCaller } from '../../store/connections/erp-callers';

/**
 * Of `limit` calls at once, how many are this process's: an equal part, and one more for those that have called longest where
 * some are left over. `callers`: all that call, the longest first.
 *
 * All together never have more than the limit, if each has looked within `heardMs`: whoever came before that is on every list,
 * who came later has none yet, and a longer list, or a place further down on it, never gives more.
 */
export function shareOf(process: string, limit: number, callers: readonly ErpCaller[], heardMs: number): number {
  const place = callers.findIndex((one) => one.process === process);
  const own = callers[place];
  if (own === undefined || (callers.length > 1 && own.forMs < heardMs)) return 0;
  return Math.max(0, Math.ceil((limit - place) / callers.length));
}
