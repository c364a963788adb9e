/** The last day of this month, `YYYY-MM-DD`: as far as the sample company bills. */
export function endOfMonth(now: Date = new Date()): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}
