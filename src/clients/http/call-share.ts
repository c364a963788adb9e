/** What is left to this process of the calls that all processes together may make at once. */
export interface CallShare {
  /** So many at once are this process's now; 0: until others have made room. */
  calls(): number;
  /** A call is to be made: from now on it counts, also while it waits. */
  begin(): void;
  /** It is over, or was given up. */
  end(): void;
  /** By whom: it is told whenever `calls` may have become another number. */
  follow(limit: { changed(): void; readonly running: number }): void;
  /** What a call fails with that waited in vain: others make all of them. */
  noneLeft(): Error;
  close(): Promise<void>;
}
