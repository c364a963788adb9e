/** How long the ledger waits for what. All in milliseconds; the defaults named stand in the connection's settings. */
export interface LedgerTiming {
  /** From the decision to send until the send must have begun: 10 s. */
  readonly sendWindowMs: number;
  /** From sending until nothing of the call can arrive any more: request limit, longest queue and run, margin. With the window before it 15 min. */
  readonly settleMs: number;
  /** A plan older than this is made anew before anything is sent: 15 min. */
  readonly planMaxAgeMs: number;
  /** A holder that has not renewed its lease for so long is taken for dead: 15 s. */
  readonly leaseMs: number;
  /** How long a committed effect may stay invisible to a search: 3 s. */
  readonly visibilityLagMs: number;
}
