/** The default limit of a request (`jde.requestLimitMs`), with time to write down what was answered. */
const longestWriteMs = 130_000;

/**
 * How long a worker waits for activities that are under way when it is told to stop: as long as a write may take, so that a
 * deploy leaves no write behind of which nobody knows whether it arrived.
 */
export const defaultGraceMs = longestWriteMs;

/** An activity that has not ended then, though it was told, is left behind. */
export function forceAfterMs(graceMs: number): number {
  return graceMs + Math.min(graceMs, 20_000);
}

/** What stops a worker must wait so long before it kills: `stop_grace_period` in the compose file is longer too. */
export const workerStopLimitMs = forceAfterMs(defaultGraceMs) + 20_000;
