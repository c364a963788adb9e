export interface WorkLoopOptions {
  /** Works off all that is due; gives in how long more will be, null when that is not known. */
  readonly workOff: (loop: { readonly stopping: boolean }) => Promise<number | null>;
  /** `workOff` threw; it is called again after `pollMs`. */
  readonly onError: (error: unknown) => void;
  /** The longest pause, for rows of which nobody told us. */
  readonly pollMs: number;
  /** The shortest pause: what comes within it is worked off together. */
  readonly gatherMs: number;
}

export interface WorkLoop {
  /** There may be work. */
  readonly wake: () => void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Works off rows: when woken, when some fall due, and in any case now and then. */
export function startWorkLoop({ workOff, onError, pollMs, gatherMs }: WorkLoopOptions): WorkLoop {
  const loop = { stopping: false };
  let woken = false;
  let endPause: (() => void) | undefined;

  const wake = (): void => {
    woken = true;
    endPause?.();
  };
  const pause = async (ms: number): Promise<void> => {
    if (!woken && !loop.stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        endPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      endPause = undefined;
    }
    if (!loop.stopping) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    woken = false;
  };
  const round = async (): Promise<number> => {
    try {
      return Math.min(pollMs, (await workOff(loop)) ?? pollMs);
    } catch (error) {
      onError(error);
      return pollMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!loop.stopping) await pause(await round());
  };

  const running = run();
  return {
    wake,
    stop: async () => {
      loop.stopping = true;
      wake();
      await running;
    },
  };
}
