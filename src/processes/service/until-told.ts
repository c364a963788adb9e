/** Until the user or the system says stop: SIGINT (Ctrl-C) or SIGTERM. */
export async function untilTold(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
