import { endWithSupervisor } from '../local/stack/end-with-supervisor';

/**
 * Says on stdout that the program serves, and waits: for SIGINT or SIGTERM, for the end of its supervisor, or for its own
 * failure. Then stops what it runs.
 */
export async function runUntilStopped(
  addresses: Readonly<Record<string, string>>,
  service: { readonly ended?: Promise<void>; stop(): Promise<void> },
): Promise<void> {
  const told = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    endWithSupervisor(resolve);
  });
  process.stdout.write(`${JSON.stringify({ ready: true, addresses })}\n`);
  await Promise.race([told, ...(service.ended === undefined ? [] : [service.ended])]);
  await service.stop();
  // The supervisor's pipe would keep this process alive after everything else has ended.
  process.stdin.destroy();
}
