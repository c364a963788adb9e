/** Calls that all processes together may make at once: each call of this one takes a slot before it leaves. */
export interface SharedSlots {
  /** Waits for a slot. Rejects with the signal's reason when it is aborted, and with Throttled when none comes free for long. */
  take(signal?: AbortSignal): Promise<void>;
  /** The call is over. */
  giveBack(): void;
  close(): Promise<void>;
}
