export interface RunningSandbox {
  readonly url: string;
  /** Where tokens are given, if that is another host. */
  readonly identityUrl?: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

/** Says on standard output where a sandbox listens, and closes it with the process or with whoever started it. */
export function runUntilStopped(sandbox: RunningSandbox, endWithStdin: boolean): void {
  let isClosing = false;
  const stop = (): void => {
    if (!isClosing) {
      isClosing = true;
      void sandbox.close().then(() => process.exit(0));
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Whoever started it holds the other end: it ends with them, however they end.
  if (endWithStdin) process.stdin.once('end', stop).resume();
  const { url, identityUrl, controlUrl } = sandbox;
  process.stdout.write(`${JSON.stringify({ ready: true, url, identityUrl, controlUrl })}\n`);
}
