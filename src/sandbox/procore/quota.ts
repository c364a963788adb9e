export interface Quota {
  /** Calls allowed in one spike window. */
  readonly spikeLimit: number;
  readonly spikeWindowMs: number;
  /** Calls allowed in one hourly window. */
  readonly hourlyLimit: number;
  readonly hourlyWindowMs: number;
}

export const QUOTAS = {
  /** What Procore's pages and one integrator show. */
  real: { spikeLimit: 25, spikeWindowMs: 10_000, hourlyLimit: 600, hourlyWindowMs: 3_600_000 },
  /** For a demo or a benchmark that must not wait; the headers and windows are still there. */
  wide: { spikeLimit: 100_000, spikeWindowMs: 10_000, hourlyLimit: 10_000_000, hourlyWindowMs: 3_600_000 },
} as const satisfies Record<string, Quota>;
